import type { INodeExecutionData } from 'n8n-workflow';

import { toBareEvent, type XEvent } from '../../src/domain/event';
import { workflowId } from '../support/engine';
import { useSandbox } from '../support/use-sandbox';
import { dayMs, pick } from './intake-world';
import {
	account,
	createStaffFeedWorld,
	registerName,
	type StaffFeedWorld,
} from './staff-feed-world';

const welcomed = `x_care_welcomed_${workflowId}`;
const followers = `x_care_followers_${workflowId}`;
const followerColumns = ['accountId', 'asOf', 'part', 'parts', 'entries', 'change'];

const rosa = {
	...{ name: 'Rosa Imre', role: 'Press', email: 'rosa@example.com' },
	...{ xHandle: 'rosa_imre', xUserId: '2000000000000000011', status: 'approved' },
};
const noMail = { name: 'Tom Okafor', role: 'Legal', xUserId: '2000000000000000012' };
const left = { name: 'Vera Gone', xUserId: '2000000000000000013', status: 'left' };

const toItem = (over: Partial<XEvent> = {}) => {
	const author = { id: rosa.xUserId, handle: 'rosa_imre', name: 'Rosa', ...over.author };
	const id = `${over.kind ?? 'follow'}-${author.id}`;
	const event = toBareEvent({
		...{ id, kind: 'follow', account, source: 'poll', permalink: `https://x.com/i/user/${id}` },
		...{ createdAt: '2026-11-20T10:00:00.000Z', receivedAt: '2026-11-20T10:01:00.000Z' },
		...over,
		author,
	});
	return { json: { event } } as unknown as INodeExecutionData;
};
const stranger = {
	...{ id: '2000000000000000099', handle: 'nosy_n' },
	name: 'Nosy\r\nBcc: all@example.com <b>N</b>\u202e',
};

describe('template 31, new follower', () => {
	const sandbox = useSandbox();
	let world: StaffFeedWorld;

	beforeEach(async () => {
		world = await createStaffFeedWorld('31-new-follower.json', sandbox, {
			followersTable: followers,
		});
		await world.fillRegister(rosa, noMail, left);
	});

	const deliver = async (...items: INodeExecutionData[]) =>
		await world.engine.run('Staff feed', items);
	const sweep = async (ms?: number) => {
		world.letRowsGrowOld(welcomed, ms);
		const followersLeft = await world.engine.run('Every 10 minutes, too');
		const lettersLeft = await world.engine.run('Every 10 minutes');
		return followersLeft.error ?? lettersLeft.error;
	};
	const subjects = async () => (await world.mails()).map(({ to, subject }) => [to[0], subject]);
	const greeting = [
		['rosa@example.com', 'Welcome to @acmecare'],
		['operator@example.com', 'X: Rosa Imre follows @acmecare'],
	];

	it('welcomes an official by e-mail, tells the operator, and writes to nobody on X', async () => {
		const outcome = await deliver(toItem());
		expect(outcome.error).toBeUndefined();
		expect(await subjects()).toEqual(greeting);
		const [welcome, note] = await world.mails();
		expect(welcome.text).toContain('Hello Rosa Imre');
		expect(note.text).toContain('Rosa Imre, @rosa_imre, Press follows @acmecare.');
		for (const { text } of [welcome, note]) expect(text).not.toMatch(/undefined|\{\{|n8n/);
		expect(pick(world.tables.rows(welcomed), 'letter', 'official', 'state', 'item')).toEqual([
			['welcome', 'Rosa Imre', 'told', ''],
			['note', 'Rosa Imre', 'told', ''],
		]);
		const requests = await sandbox.control<Array<{ method: string }>>('GET', 'requests');
		expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('tells the operator alone of an official without an address', async () => {
		await deliver(toItem({ author: { id: noMail.xUserId, handle: 'tom_o', name: 'Tom' } }));
		expect(await subjects()).toEqual([['operator@example.com', 'X: Tom Okafor follows @acmecare']]);
		expect((await world.mails())[0].text).toContain('no e-mail address');
	});

	it.each([
		['who is not on the register', stranger, /nosy_n/],
		['who has left', { id: left.xUserId, handle: 'vera_g', name: 'Vera' }, /vera_g/],
		['who took the handle of an official', { ...stranger, handle: 'rosa_imre' }, /rosa_imre/],
	])('raises an alarm at once about somebody %s, with the links', async (_, author, named) => {
		await deliver(toItem({ author }));
		const [mail, ...others] = await world.mails();
		expect(others).toEqual([]);
		expect(mail.to).toEqual(['operator@example.com']);
		expect(mail.subject).toMatch(/^X: ALARM, not on the register/);
		expect(mail.subject).toMatch(named);
		expect(mail.text).toContain(`https://x.com/intent/user?user_id=${author.id}`);
		expect(mail.text).toContain('https://help.x.com/en/using-x/following-faqs');
		expect(mail.text).toContain(`https://x.com/messages/compose?recipient_id=${author.id}&text=`);
	});

	it('asks the operator to look at somebody of whom it cannot be told', async () => {
		world.tables.rows(registerName).push({
			...{ ...world.tables.rows(registerName)[0], id: 900 },
			...{ name: 'Only A Handle', xHandle: 'only_a_handle', xUserId: '' },
		});
		await deliver(toItem({ author: { id: stranger.id, handle: undefined, name: undefined } }));
		const [{ subject, text }] = await world.mails();
		expect(subject).toBe(`X: ALARM, please look who this is: id ${stranger.id} follows @acmecare`);
		expect(text).not.toMatch(/undefined|null/);
	});

	it("keeps a stranger's name in one line, so that it writes no header and no sentence of its own", async () => {
		await deliver(toItem({ author: stranger }));
		const [{ subject, text, to }] = await world.mails();
		expect(to).toEqual(['operator@example.com']);
		expect(subject).toContain('Nosy Bcc: all@example.com <b>N</b> (@nosy_n)');
		expect(text).not.toMatch(/^Bcc/m);
		expect(text).not.toContain('\u202e');
	});

	it('notes that an official went, and keeps quiet when an outsider did', async () => {
		await deliver(toItem({ kind: 'unfollow' }), toItem({ kind: 'unfollow', author: stranger }));
		expect(await subjects()).toEqual([
			['operator@example.com', 'X: Rosa Imre no longer follows @acmecare'],
		]);
	});

	it('welcomes again whoever comes back another day', async () => {
		await deliver(toItem());
		await deliver(toItem({ createdAt: '2026-11-21T10:00:00.000Z' }));
		expect(await subjects()).toEqual([...greeting, ...greeting]);
	});

	it('says nothing twice when a follower is delivered again, twice at once, or in two runs at once', async () => {
		await deliver(toItem(), toItem());
		await Promise.all([deliver(toItem()), deliver(toItem()), deliver(toItem())]);
		await sweep();
		expect(await subjects()).toEqual(greeting);
		expect(world.tables.rows(welcomed)).toHaveLength(2);
	});

	it('says nothing twice when several runs see a new follower in the same instant', async () => {
		await Promise.all(Array.from({ length: 5 }, async () => await deliver(toItem())));
		expect((await subjects()).sort()).toEqual([...greeting].sort());
	});

	it.each(['Note it first', 'All notes of it', 'Ours to tell?', 'The letter', 'Send the e-mail'])(
		'tells each once when the process died before "%s"',
		async (step) => {
			world.death.plan(step);
			await deliver(toItem()).catch(() => undefined);
			world.death.cancel();
			await deliver(toItem());
			await sweep();
			await sweep();
			expect((await subjects()).sort()).toEqual([...greeting].sort());
		},
	);

	it('fails and tries again when the mail server does not answer', async () => {
		const down = await world.start(9);
		const outcome = await down.run('Staff feed', [toItem()]);
		expect(outcome.error?.message).toMatch(
			/^Letters not sent: 2\. .*welcome to rosa@example.com: .*E-CONNREFUSED/,
		);
		expect(pick(world.tables.rows(welcomed), 'state')).toEqual([['failed'], ['failed']]);
		world.letRowsGrowOld(welcomed);
		const sweeps = Array.from(
			{ length: 3 },
			async () => await world.engine.run('Every 10 minutes'),
		);
		for (const { error } of await Promise.all(sweeps)) expect(error).toBeUndefined();
		expect((await subjects()).sort()).toEqual([...greeting].sort());
	});

	describe('the follower set of the guard', () => {
		it('gets a row for each change', async () => {
			await world.fillTable(followers, followerColumns, []);
			await deliver(toItem(), toItem({ kind: 'unfollow', author: stranger }));
			expect(pick(world.tables.rows(followers), ...followerColumns)).toEqual([
				[
					...[account.id, '2026-11-20T10:00:00.000Z', '1', '1'],
					...[JSON.stringify([[rosa.xUserId, 'rosa_imre', 'Rosa']]), 'follow'],
				],
				[
					...[account.id, '2026-11-20T10:00:00.000Z', '1', '1'],
					...[JSON.stringify([[stranger.id, stranger.handle, stranger.name]]), 'unfollow'],
				],
			]);
		});

		it('gets its rows even when the register cannot be read', async () => {
			await world.fillTable(followers, followerColumns, []);
			world.tables.rows(registerName).length = 0;
			expect((await deliver(toItem())).error).toBeDefined();
			expect(world.tables.rows(followers)).toHaveLength(1);
		});
	});

	it('alarms about nobody when the register is empty, but stops with the reason', async () => {
		world.tables.rows(registerName).length = 0;
		const outcome = await deliver(toItem(), toItem({ author: stranger }));
		expect(outcome.error?.message).toMatch(/register/i);
		expect(await world.mails()).toEqual([]);
	});

	it('passes on what the trigger says about its own watch, but no statement of coverage', async () => {
		const text = 'No new follower for 9 days, 2 is usual.';
		await deliver(
			toItem({ id: 'silence-followers-1', kind: 'silence', text, author: account }),
			toItem({ id: 'coverage-1', kind: 'coverage', author: account }),
		);
		const [mail, ...others] = await world.mails();
		expect(others).toEqual([]);
		expect(mail).toMatchObject({ subject: 'X, staff feed: improbably quiet' });
		expect(mail.text).toContain(text);
	});

	describe('a follower who could not be dealt with is kept, and dealt with later:', () => {
		const isMadeUpFor = async () => {
			expect(await sweep()).toBeUndefined();
			expect(await sweep()).toBeUndefined();
			expect((await subjects()).sort()).toEqual([...greeting].sort());
			expect(pick(world.tables.rows(welcomed), 'state')).toEqual([['told'], ['told']]);
		};

		it('the register was empty', async () => {
			const people = world.tables.rows(registerName).splice(0);
			expect((await deliver(toItem())).error?.message).toMatch(/register/i);
			expect((await sweep())?.message).toMatch(/register/i);
			world.tables.rows(registerName).push(...people);
			await isMadeUpFor();
		});

		it('two sweeps at once take it up', async () => {
			const people = world.tables.rows(registerName).splice(0);
			await deliver(toItem());
			world.tables.rows(registerName).push(...people);
			world.letRowsGrowOld(welcomed);
			const run = async () => await world.engine.run('Every 10 minutes, too');
			await Promise.all([run(), run(), deliver(toItem())]);
			await isMadeUpFor();
		});

		it.each([
			...['Who came, who went', 'Settings filled in?', 'Register', 'Check them', 'Letters'],
			...['Each letter', 'One by one', 'What is next?', 'Note it first'],
		])('n8n stopped before "%s"', async (step) => {
			world.death.plan(step);
			await deliver(toItem()).catch(() => undefined);
			world.death.cancel();
			expect(await world.mails()).toEqual([]);
			await isMadeUpFor();
		});

		it('an address was not entered in the settings, which is named', async () => {
			const unset = await world.start(undefined, { operatorEmail: ' ', fromEmail: 'care' });
			const { error } = await unset.run('Staff feed', [toItem()]);
			expect(error?.message).toContain(
				'in the node Settings: fromEmail and operatorEmail. Who came and went is kept',
			);
			await isMadeUpFor();
		});

		it('of two, one was an official and one a stranger', async () => {
			const people = world.tables.rows(registerName).splice(0);
			await deliver(toItem(), toItem({ author: stranger }));
			world.tables.rows(registerName).push(...people);
			await sweep();
			expect((await subjects()).map(([, subject]) => subject.slice(0, 8)).sort()).toEqual([
				...['Welcome ', 'X: ALARM', 'X: Rosa '],
			]);
		});

		it('an official who left the register meanwhile is an alarm, not a welcome', async () => {
			const people = world.tables.rows(registerName).splice(0);
			await deliver(toItem());
			people[0].status = 'left';
			world.tables.rows(registerName).push(...people);
			await sweep();
			const [[to, subject], ...others] = await subjects();
			expect([to, others]).toEqual(['operator@example.com', []]);
			expect(subject).toMatch(/^X: ALARM/);
		});
	});

	it('names what to run when its table was never made, and tells nobody', async () => {
		world.loseTable(welcomed);
		const { error } = await deliver(toItem());
		expect(error?.message).toMatch(/^Letters not sent: 2\..*Has Set up once been run/);
		expect(await world.mails()).toEqual([]);
	});

	it('gives a welcome up after a day, and hands it to the operator; an alarm is never given up', async () => {
		const down = await world.start(9);
		await down.run('Staff feed', [toItem(), toItem({ author: stranger })]);
		expect(await sweep(25 * 60 * 60_000)).toBeUndefined();
		const all = await subjects();
		expect(all.map(([to]) => new Set([to]))).toEqual(
			Array.from({ length: 3 }, () => new Set(['operator@example.com'])),
		);
		expect(all.map(([, subject]) => subject).sort()).toEqual([
			expect.stringMatching(/^X: ALARM/),
			'X: Rosa Imre could not be welcomed',
			'X: Rosa Imre follows @acmecare',
		]);
		expect(pick(world.tables.rows(welcomed), 'letter', 'state')).toContainEqual([
			...['welcome', 'not told'],
		]);
		await sweep();
		expect(await world.mails()).toHaveLength(3);
	});

	it('stops and names row and column when an official has two addresses in one row', async () => {
		world.tables.rows(registerName)[0].email = 'rosa@example.com, rosa.imre@example.com';
		const { error } = await deliver(toItem());
		expect(error?.message).toMatch(/row 1.*E-?mail/i);
		expect(await world.mails()).toEqual([]);
	});

	it('takes formulas and expressions in a name for words', async () => {
		const name = '=HYPERLINK("https://evil.example") {{ $env.HOME }}';
		await deliver(toItem({ author: { ...stranger, name } }));
		expect((await world.mails())[0].subject).toContain(name);
	});

	it('forgets after a year who was told', async () => {
		await deliver(toItem());
		world.letRowsGrowOld(welcomed, 364 * dayMs);
		await world.engine.run('Every 10 minutes');
		expect(world.tables.rows(welcomed)).toHaveLength(2);
		world.letRowsGrowOld(welcomed, 366 * dayMs);
		await world.engine.run('Every 10 minutes');
		expect(world.tables.rows(welcomed)).toEqual([]);
	});
});
