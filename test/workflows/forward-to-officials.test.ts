import type { INodeExecutionData } from 'n8n-workflow';

import type { XEvent } from '../../src/domain/event';
import { workflowId } from '../support/engine';
import { installProcessedData } from '../support/processed-data';
import { useSandbox } from '../support/use-sandbox';
import { dayMs, pick, toItem } from './intake-world';
import {
	account,
	createStaffFeedWorld,
	registerName,
	type StaffFeedWorld,
} from './staff-feed-world';

const told = `x_care_told_${workflowId}`;

const alice = '1402000000000000101';
const bob = { id: '1402000000000000102', handle: 'bob_travels', name: 'Bob' };
const carla = '1402000000000000103';

/** By e-mail; by message, and wrote to the account first; by message, and never wrote. */
const rosa = {
	name: 'Rosa Imre',
	role: 'Press, Operator',
	email: 'rosa@example.com',
	channels: 'email',
};
const ann = {
	...{ name: 'Ann Ito', role: ' operator', email: 'ann@example.com' },
	...{ xUserId: alice, channels: 'message' },
};
const press = { name: 'Peter Press', role: 'Press', email: 'press@example.com' };
const cleo = { name: 'Cleo Kahn', email: 'Cleo@example.com', xUserId: carla, channels: 'message' };
const noMail = { name: 'Tom Okafor', xUserId: carla, channels: 'message' };

const words = 'my parcel is late & <b>nobody</b> answers!';
const secret = 'my secret number is 4711-0815';

describe('template 32, forward to officials', () => {
	const sandbox = useSandbox();
	let world: StaffFeedWorld;

	beforeEach(async () => {
		await installProcessedData();
		world = await createStaffFeedWorld('32-forward-to-officials.json', sandbox);
		await protect(true);
		await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'Hello, it is me.' });
	});

	const protect = async (isProtected: boolean) =>
		await sandbox.control('PATCH', 'users/acmecare', { protected: isProtected });
	const call = async (...items: INodeExecutionData[]) =>
		await world.engine.run('Called by a workflow', items);
	const sweep = async () => {
		world.letRowsGrowOld(told);
		return await world.engine.run('Every 10 minutes');
	};
	/** Somebody posts. */
	const takeIn = async (from = 'bob_travels', over: Partial<XEvent> = {}) => {
		const text = `@acmecare ${words}`;
		const { id } = await sandbox.post({ from, text });
		const permalink = `https://x.com/i/status/${id}`;
		return toItem({ id, text, permalink, conversationId: id, account, author: bob, ...over });
	};
	const privately = (over: Partial<XEvent> = {}) =>
		toItem({
			...{ id: '1900000000000000777', kind: 'message', text: secret, account, author: bob },
			...{ permalink: 'https://x.com/messages/1-2', mentionsUs: 'none', ...over },
		});
	const posts = async () =>
		await sandbox.control<Array<{ id: string; from: string; text: string }>>('GET', 'timeline');
	/** Ids of what was reposted: X refuses a second time. The timeline shows nothing of a protected account. */
	const reposts = async () => {
		const requests = await sandbox.control<
			Array<{ method: string; path: string; status: number; body?: { tweet_id?: string } }>
		>('GET', 'requests');
		return requests
			.filter(({ method, path }) => method === 'POST' && path.endsWith('/retweets'))
			.filter(({ status }) => status < 300)
			.map(({ body }) => body?.tweet_id);
	};
	const messages = async () =>
		(
			await sandbox.control<Array<{ from: string; to: string; text: string; isCompany: boolean }>>(
				'GET',
				'messages',
			)
		).filter(({ isCompany }) => isCompany);
	const mails = async (to?: string) =>
		(await world.mails()).filter((mail) => !to || mail.to.includes(to));
	const rows = () => pick(world.tables.rows(told), 'official', 'channel', 'state').sort();

	it('tells everybody chosen, word for word, each by their channel, and notes who was told when', async () => {
		await world.fillRegister(rosa, ann);
		const item = await takeIn();
		const outcome = await call(item);
		expect(outcome.error).toBeUndefined();

		const [mail, ...others] = await mails();
		expect(others).toEqual([]);
		expect(mail.to).toEqual(['rosa@example.com']);
		expect(mail.text).toContain(words);
		expect(mail.text).toMatch(/https:\/\/x\.com\/i\/status\/\d+/);
		expect(mail.html).toMatch(/(&lt;|&#60;)b(&gt;|&#62;)nobody/);
		const [message, ...more] = await messages();
		expect(more).toEqual([]);
		expect(message.text).toContain(words);
		expect(await reposts()).toEqual([Object(item.json.event).id]);
		expect(rows()).toEqual([
			['Ann Ito', 'message', 'told'],
			['Rosa Imre', 'email', 'told'],
			['the staff feed', 'repost', 'told'],
		]);
		for (const row of world.tables.rows(told)) {
			expect(Date.parse(String(row.toldAt))).toBeGreaterThan(Date.now() - 60_000);
			expect(row.item).toBe('');
		}
	});

	it('tells each once when an event is delivered again, twice in one run, and in five runs at the same instant', async () => {
		await world.fillRegister(rosa, ann);
		const item = await takeIn();
		await Promise.all(Array.from({ length: 5 }, async () => await call(item, item)));
		await call(item);
		await sweep();
		expect(await mails()).toHaveLength(1);
		expect(await messages()).toHaveLength(1);
		expect(await reposts()).toHaveLength(1);
		expect(rows()).toHaveLength(3);
	});

	describe('what was said in private', () => {
		const isNowhereOnX = async () => {
			expect(JSON.stringify([await posts(), await messages()])).not.toContain('4711');
			const sent = await sandbox.control<Array<{ method: string; body?: unknown }>>(
				'GET',
				'requests',
			);
			expect(JSON.stringify(sent.map(({ body }) => body))).not.toContain('4711');
		};

		it('goes by e-mail to the officials chosen, and no word of it into a post, repost or message', async () => {
			await world.fillRegister(rosa, ann);
			expect((await call(privately())).error).toBeUndefined();
			expect((await mails('rosa@example.com'))[0].text).toContain(secret);
			const [{ text }] = await messages();
			expect(text).toContain('https://x.com/messages');
			expect(await reposts()).toEqual([]);
			await isNowhereOnX();
		});

		it('is not told to the operator, who only hears that there is something', async () => {
			await world.fillRegister({ ...noMail, role: 'Operator' });
			await call(privately());
			const [mail, ...others] = await mails();
			expect(others).toEqual([]);
			expect(mail.to).toEqual(['operator@example.com']);
			expect(mail.text).toContain('https://x.com/messages/1-2');
			expect(`${mail.text} ${mail.html} ${mail.subject}`).not.toContain('4711');
			await isNowhereOnX();
		});

		const hiddenPost = async () => {
			const author = { id: '1402000000000000401', handle: 'petra_private', protected: true };
			return await takeIn('petra_private', { author, text: `@acmecare ${secret}` });
		};
		it.each([
			['a direct message', async () => await Promise.resolve(privately())],
			['a post of a protected account', hiddenPost],
		])('reaches only the roles entered for it: %s', async (_, make) => {
			const legal = { name: 'Lea Legal', role: 'Legal', email: 'legal@example.com' };
			await world.fillRegister(press, rosa, legal);
			const item = await make();
			expect((await call(item)).error).toBeUndefined();
			expect((await mails()).map(({ to }) => to[0])).toEqual(['rosa@example.com']);
			const other = await world.start(undefined, { privateRoles: 'legal,  PRESS ' });
			await other.run('Called by a workflow', [item]);
			expect((await mails()).map(({ to }) => to[0]).sort()).toEqual([
				...['legal@example.com', 'press@example.com', 'rosa@example.com'],
			]);
			await isNowhereOnX();
		});

		it.each([
			['a direct message', async () => await Promise.resolve(privately()), 'A private message'],
			['a post of a protected account', hiddenPost, 'A post of a protected account about'],
		])(
			'nobody may hear of: the operator is told that there is something, and the run says so, once: %s',
			async (_, make, named) => {
				await world.fillRegister(press);
				const item = await make();
				const { error } = await call(item);
				expect(error?.message).toMatch(
					/^Not told: 1: something private, \d+\. The first reason is that nobody may see it: .*"Operator".*privateRoles/,
				);
				const [mail, ...others] = await mails();
				expect(others).toEqual([]);
				expect(mail.to).toEqual(['operator@example.com']);
				expect(mail.text).toContain(named);
				expect(JSON.stringify(mail)).not.toContain('4711');
				expect((await call(item)).error).toBeUndefined();
				await sweep();
				expect(await mails()).toHaveLength(1);
				expect(JSON.stringify(world.tables.rows(told))).not.toContain('4711');
			},
		);

		it('of a protected account is no word in a direct message', async () => {
			await world.fillRegister(ann);
			expect((await call(await hiddenPost())).error).toBeUndefined();
			const [{ text }] = await messages();
			expect(text).toMatch(/posts are protected .*https:\/\/x\.com\/i\/status/);
			await isNowhereOnX();
			expect(await mails()).toEqual([]);
		});

		it('is not kept in the table once it was told', async () => {
			await world.fillRegister(rosa, ann, noMail);
			await call(privately());
			expect(JSON.stringify(world.tables.rows(told))).not.toContain('4711');
		});
	});

	describe('an official who never wrote to the account', () => {
		it('gets an e-mail instead of the message', async () => {
			await world.fillRegister(cleo);
			expect((await call(await takeIn())).error).toBeUndefined();
			expect(await messages()).toEqual([]);
			expect((await mails()).map(({ to }) => to)).toEqual([['Cleo@example.com']]);
			expect(rows()).toEqual([
				['Cleo Kahn', 'email', 'told'],
				['Cleo Kahn', 'message', 'not told'],
				['the staff feed', 'repost', 'told'],
			]);
		});

		it('gets one e-mail, not two, when both ways were asked for', async () => {
			await world.fillRegister({ ...cleo, channels: 'email, message' });
			const item = await takeIn();
			await call(item);
			await call(item);
			expect(await mails()).toHaveLength(1);
		});

		it('is told by the operator when there is no address', async () => {
			await world.fillRegister(noMail);
			await call(await takeIn());
			const [mail] = await mails();
			expect(mail.to).toEqual(['operator@example.com']);
			expect(mail.text).toMatch(/Tom Okafor/);
			expect(rows()).toContainEqual(['Tom Okafor', 'nobody', 'told']);
		});
	});

	describe('the repost', () => {
		it('is not made of a protected author, as the event says or as X does', async () => {
			await world.fillRegister(rosa);
			const author = { id: '1402000000000000401', handle: 'petra_private' };
			await call(await takeIn('petra_private', { author: { ...author, protected: true } }));
			expect(await reposts()).toEqual([]);
			await call(await takeIn('petra_private', { author }));
			expect(await reposts()).toEqual([]);
			expect(await mails()).toHaveLength(2);
		});

		it('is not made of what somebody deleted meanwhile, and nobody is alarmed', async () => {
			await world.fillRegister(rosa);
			const item = await takeIn();
			await sandbox.control('DELETE', `posts/${Object(item.json.event).id}`);
			expect((await call(item)).error).toBeUndefined();
			expect(rows()).toContainEqual(['the staff feed', 'repost', 'not told']);
			expect(await mails('operator@example.com')).toEqual([]);
		});

		describe('while the feed is not protected', () => {
			beforeEach(async () => {
				await world.fillRegister(rosa);
				await protect(false);
			});

			it('is not made, and the operator is alarmed, once a day; the officials are told all the same', async () => {
				await call(await takeIn(), await takeIn());
				await call(await takeIn());
				await sweep();
				expect((await posts()).filter(({ from }) => from === 'acmecare')).toEqual([]);
				const alarms = await mails('operator@example.com');
				expect(alarms.map(({ subject }) => subject)).toEqual([
					'X: ALARM, the staff feed is not protected',
				]);
				expect(await mails('rosa@example.com')).toHaveLength(3);
			});

			it('is made up for when the feed is protected again within a day', async () => {
				await call(await takeIn());
				await protect(true);
				await sweep();
				expect(await reposts()).toHaveLength(1);
			});

			it('is given up after a day', async () => {
				await call(await takeIn());
				world.letRowsGrowOld(told, dayMs + 60_000);
				await protect(true);
				await world.engine.run('Every 10 minutes');
				expect(await reposts()).toEqual([]);
				expect(rows()).toContainEqual(['the staff feed', 'repost', 'not told']);
			});
		});
	});

	it('tells the operator when nobody on the register can be told', async () => {
		await world.fillRegister({ name: 'Nameless', role: 'Press' });
		await call(await takeIn());
		const [mail] = await mails();
		expect(mail.to).toEqual(['operator@example.com']);
		expect(mail.subject).toBe('X: nobody could be told, please see to it');
		expect(mail.text).toMatch(/https:\/\/x\.com\/i\/status\/\d+/);
	});

	it('stops with the reason, and tells nobody, when the register is empty', async () => {
		await world.fillRegister();
		const outcome = await call(await takeIn());
		expect(outcome.error?.message).toMatch(/register/i);
		expect(await mails()).toEqual([]);
		expect(await reposts()).toEqual([]);
	});

	it('leaves out what is no post or message', async () => {
		await world.fillRegister(rosa);
		const outcome = await call(toItem({ kind: 'follow', id: 'follow-2' }), toItem({ kind: 'gap' }));
		expect(outcome.error).toBeUndefined();
		expect(await mails()).toEqual([]);
	});

	describe('when one of them fails', () => {
		it('tells the others, fails and names it, and tries again', async () => {
			await world.fillRegister(rosa, ann);
			const down = await world.start(9);
			const outcome = await down.run('Called by a workflow', [await takeIn()]);
			expect(outcome.error?.message).toMatch(/^Not told: 1: Rosa Imre, \d+\. .*E-CONNREFUSED/);
			expect(await messages()).toHaveLength(1);
			expect(await reposts()).toHaveLength(1);
			world.letRowsGrowOld(told);
			const run = async () => await world.engine.run('Every 10 minutes');
			for (const { error } of await Promise.all([run(), run(), run()]))
				expect(error).toBeUndefined();
			expect(await mails()).toHaveLength(1);
			expect((await mails())[0].text).toContain(words);
		});

		it('tries a message again that X did not answer, and sends it once', async () => {
			await world.fillRegister(ann);
			await sandbox.control('POST', 'faults', {
				...{ path: '/2/dm_conversations', method: 'POST', dropAfter: true },
			});
			await call(await takeIn());
			await sweep();
			expect(await messages()).toHaveLength(1);
			expect(rows()).toContainEqual(['Ann Ito', 'message', 'told']);
		});

		it('gives up after a day, and tells the operator', async () => {
			await world.fillRegister(rosa);
			const down = await world.start(9);
			await down.run('Called by a workflow', [await takeIn()]);
			world.letRowsGrowOld(told, dayMs + 60_000);
			await world.engine.run('Every 10 minutes');
			expect((await mails()).map(({ subject }) => subject)).toEqual([
				'X: Rosa Imre could not be told',
			]);
			expect(rows()).toContainEqual(['Rosa Imre', 'email', 'not told']);
		});

		it('says what to do when its table was never made, and does nothing', async () => {
			await world.fillRegister(rosa, ann);
			world.loseTable(told);
			const outcome = await call(await takeIn());
			expect(outcome.error?.message).toMatch(/^Not told: 3.*Has Set up once been run/);
			expect([...(await mails()), ...(await messages()), ...(await reposts())]).toEqual([]);
		});
	});

	describe('when the register changed between noting and sending', () => {
		const failThen = async (
			change: (row: Record<string, unknown>) => void,
			item: INodeExecutionData,
		) => {
			await world.fillRegister(rosa, press);
			const down = await world.start(9);
			await down.run('Called by a workflow', [item]);
			change(world.tables.rows(registerName)[0]);
			expect((await sweep()).error).toBeUndefined();
		};

		it('tells nobody who has left', async () => {
			await failThen((row) => (row.status = 'left'), await takeIn());
			expect((await mails()).map(({ to }) => to[0])).toEqual(['press@example.com']);
			expect(rows()).toContainEqual(['Rosa Imre', 'email', 'not told']);
		});

		it('tells nothing private to somebody without the role for it', async () => {
			await failThen((row) => (row.role = 'Press'), privately());
			expect(await mails('rosa@example.com')).toEqual([]);
			expect(rows()).toContainEqual(['Rosa Imre', 'email', 'not told']);
		});

		it('tells those who are still there, and waits while the register is empty', async () => {
			await world.fillRegister(rosa);
			const down = await world.start(9);
			await down.run('Called by a workflow', [await takeIn()]);
			const people = world.tables.rows(registerName).splice(0);
			expect((await sweep()).error?.message).toMatch(/register/i);
			expect(await mails()).toEqual([]);
			world.tables.rows(registerName).push(...people);
			expect((await sweep()).error).toBeUndefined();
			expect((await mails()).map(({ to }) => to[0])).toEqual(['rosa@example.com']);
		});
	});

	it('tells nobody, and names the setting, when an address was not entered', async () => {
		await world.fillRegister(rosa);
		const unset = await world.start(undefined, { operatorEmail: '' });
		const { error } = await unset.run('Called by a workflow', [await takeIn()]);
		expect(error?.message).toBe(
			'Nobody was told. Enter an e-mail address in the node Settings: operatorEmail.',
		);
		expect(await reposts()).toEqual([]);
	});

	it('tells the operator in the end, in full, when the mail server was down for days', async () => {
		await world.fillRegister({ name: 'Nameless', role: 'Press' });
		const down = await world.start(9);
		await down.run('Called by a workflow', [await takeIn()]);
		world.letRowsGrowOld(told, 3 * dayMs);
		await down.run('Every 10 minutes');
		expect((await sweep()).error).toBeUndefined();
		const [mail, ...others] = await mails();
		expect(others).toEqual([]);
		expect(mail.subject).toBe('X: nobody could be told, please see to it');
		expect(rows()).toContainEqual(['the operator', 'nobody', 'told']);
	});

	it('tells somebody with several roles and rows once at each address', async () => {
		await world.fillRegister(rosa, { ...rosa, role: 'Legal' }, { ...press, email: rosa.email });
		await call(await takeIn(), privately());
		expect(await mails()).toHaveLength(2);
	});

	it('takes expressions, formulas and tags in a post for words', async () => {
		await world.fillRegister(rosa);
		const text = "=1+1 {{ $env.HOME }} </p><script>alert(1)</script> $('Settings')";
		expect((await call(await takeIn('bob_travels', { text }))).error).toBeUndefined();
		const [mail] = await mails();
		expect(mail.text).toContain(text);
		expect(mail.html).not.toContain('<script>');
	});

	it('waits while X refuses to say whether the feed is protected, and reposts once when it does again', async () => {
		await world.fillRegister(rosa);
		await sandbox.control('POST', 'faults', {
			path: '/2/users/me',
			method: 'GET',
			status: 403,
			times: 20,
		});
		const item = await takeIn();
		expect((await call(item)).error?.message).toMatch(/^Not told: 1: .*staff feed/);
		await sandbox.control('DELETE', 'faults');
		await Promise.all([sweep(), world.engine.run('Every 10 minutes')]);
		await call(item);
		expect(await reposts()).toHaveLength(1);
	});

	describe('when the process died', () => {
		const steps = ['Note it first', 'All notes of it', 'What to tell', 'By which way?'];
		const effects = ['Send a message', 'Check the feed', 'Repost'];

		it.each([...steps, ...effects])(
			'before "%s", message and repost are made once',
			async (step) => {
				await world.fillRegister(ann);
				const item = await takeIn();
				world.death.plan(step);
				await call(item).catch(() => undefined);
				world.death.cancel();
				await call(item);
				await sweep();
				await sweep();
				expect(await messages()).toHaveLength(1);
				expect(await reposts()).toHaveLength(1);
			},
		);

		it('before the message was noted as sent, it is not sent again', async () => {
			await world.fillRegister(ann);
			const item = await takeIn();
			world.death.plan('Note what came of it');
			await call(item).catch(() => undefined);
			world.death.cancel();
			await call(item);
			await sweep();
			expect(await messages()).toHaveLength(1);
			expect(await reposts()).toHaveLength(1);
			expect(new Set(world.tables.rows(told).map(({ state }) => state))).toEqual(new Set(['told']));
		});

		it.each(['Send the e-mail', 'Note what came of it'])(
			'before "%s", the e-mail is not sent again, and the operator is asked to look, once',
			async (step) => {
				await world.fillRegister(rosa);
				const item = await takeIn();
				world.death.plan(step);
				await call(item).catch(() => undefined);
				const before = (await mails('rosa@example.com')).length;
				world.death.cancel();
				await call(item);
				await sweep();
				await sweep();
				expect(await mails('rosa@example.com')).toHaveLength(before);
				const letters = await mails('operator@example.com');
				expect(letters.map(({ subject }) => subject)).toEqual(['X: was Rosa Imre told?']);
				expect(letters[0].text).not.toContain('nobody</b>');
				expect(rows()).toContainEqual(['Rosa Imre', 'email', 'in doubt']);
			},
		);

		it.each(['Close the first way', 'All notes of it', 'Write the e-mail'])(
			'before "%s" on the way round, nobody is left out in silence',
			async (step) => {
				await world.fillRegister(cleo);
				const item = await takeIn();
				world.death.plan(step, step === 'Write the e-mail' ? 1 : 2);
				await call(item).catch(() => undefined);
				world.death.cancel();
				await call(item);
				await sweep();
				await sweep();
				const all = await mails();
				expect(all.length).toBeGreaterThan(0);
				expect(rows()).toContainEqual(['Cleo Kahn', 'message', 'not told']);
				expect(world.tables.rows(told).map(({ state }) => state)).not.toContain('claimed');
			},
		);
	});

	it('can be tried with invented events, each time anew', async () => {
		await world.fillRegister(rosa);
		expect((await world.engine.run('Try it')).error).toBeUndefined();
		expect(await mails('rosa@example.com')).toHaveLength(3);
		expect(await reposts()).toEqual([]);
		await world.engine.run('Try it');
		expect(await mails('rosa@example.com')).toHaveLength(6);
	});
});
