import type { IDataObject } from 'n8n-workflow';

import { toXCredential } from '../support/credentials-helper';
import { DataTables } from '../support/data-tables';
import { createDeath, type Death } from '../support/death';
import { createEngine, workflowId } from '../support/engine';
import { installProcessedData, processedData } from '../support/processed-data';
import { useSandbox } from '../support/use-sandbox';
import { dayMs, minuteMs, readTemplate, setField } from './intake-world';

const toTable = (name: string) => `x_care_${name}_${workflowId}`;
const template = readTemplate('30-follower-guard.json');

interface Mail {
	subject: string;
	text: string;
	html: string | null;
	to: string[];
	from: string;
}

describe('template 30, follower guard', () => {
	const sandbox = useSandbox();
	let tables: DataTables;
	let death: Death;
	let nowMs: number;
	let ids: Record<string, string>;

	beforeEach(async () => {
		nowMs = Date.parse('2027-03-01T08:00:00.000Z');
		await moveTo(nowMs);
		await installProcessedData();
		processedData.clear();
		await sandbox.control('DELETE', 'mailbox');
		for (const handle of ['alice_m', 'carla_k']) await follow(handle, 'unfollow');
		await sandbox.control('PATCH', 'users/acmecare', { protected: true, followers: 0 });
		ids = {};
		for (const [handle, name] of people) {
			const { id } = await sandbox.control<{ id: string }>('POST', 'users', { handle, name });
			ids[handle] = id;
		}
		for (const handle of ['olivia_op', 'rena_old', 'hank_h', 'oscar_o', 'otto_x'])
			await follow(handle);
		await follow('wanda_w', 'request');
		await sandbox.control('PATCH', 'users/rena_old', { handle: 'rena_new' });
		tables = new DataTables();
		death = createDeath();
		const register = await createEngine(readTemplate('33-register-setup.json'), {
			credentials: {},
			dataTables: tables,
		});
		await register.run('Set up once');
		registerRows().splice(0);
		addOfficial({ name: 'Olivia Operator', role: 'Operator', email: 'olivia@example.com' });
		Object.assign(registerRows()[0], { xHandle: 'olivia_op', xUserId: ids.olivia_op });
		addOfficial({ name: 'Wanda Waiting', role: 'Customer care', xHandle: 'wanda_w' });
		addOfficial({ name: 'Nils Not', role: 'Desk', xHandle: 'nils_n' });
		addOfficial({ name: 'Rena Renamed', xHandle: 'rena_old', xUserId: ids.rena_old });
		addOfficial({ name: 'Hank Handle', role: 'Press', xHandle: '@Hank_H' });
		await run('Set up once');
	}, 30_000);

	afterEach(() => jest.useRealTimers());

	const people = [
		...[['olivia_op', 'Olivia'] as const, ['wanda_w', 'Wanda'] as const],
		...[['nils_n', 'Nils'] as const, ['rena_old', 'Rena'] as const],
		...[['hank_h', 'Hank'] as const, ['oscar_o', '<b>Oscar</b> & friends'] as const],
		['otto_x', 'Otto'] as const,
	];

	/** Here and on X it is that time from now on. */
	const moveTo = async (ms: number) => {
		nowMs = ms;
		jest.useFakeTimers({ now: ms, doNotFake: allButDate });
		await sandbox.control('POST', 'clock', { now: new Date(ms).toISOString() });
	};
	const nextDay = async () => await moveTo(nowMs + dayMs);
	const follow = async (from: string, state = 'accept') =>
		await sandbox.control('POST', 'follows', { from, state });
	const registerRows = () => tables.rows(toTable('register'));
	const addOfficial = (row: Record<string, string>) => {
		const none = { role: '', email: '', xHandle: '', xUserId: '', channels: '', status: '' };
		const id = 100 + registerRows().length;
		const at = { createdAt: new Date(), updatedAt: new Date() };
		registerRows().push({ ...none, approvedBy: '', approvedOn: '', ...row, id, ...at } as never);
	};

	interface Options {
		settings?: Record<string, string>;
		smtpPort?: number;
		processName?: string;
		/** Of the workflow; absent: n8n's. */
		timezone?: string;
		beforeNode?: (step: string) => void;
		/** What an admin changes in the nodes. */
		change?: (nodes: typeof template.nodes) => void;
	}
	const start = async ({
		settings = {},
		smtpPort = sandbox.smtpPort,
		processName,
		timezone,
		beforeNode,
		change,
	}: Options = {}) => {
		const { nodes, ...rest } = structuredClone(template);
		const filled = {
			...rest,
			nodes: nodes.map((node) => ({ ...node, waitBetweenTries: 0 })),
			settings: { ...rest.settings, ...(timezone && { timezone }) },
		};
		const all = {
			account: '@acmecare',
			registerTable: toTable('register'),
			fromEmail: 'care@example.com',
			operatorEmail: 'operator@example.com',
			...settings,
		};
		for (const [name, value] of Object.entries(all)) setField(filled, 'Settings', name, value);
		change?.(filled.nodes);
		return await createEngine(filled, {
			credentials: {
				...toXCredential(sandbox.url),
				smtp: {
					...{ host: '127.0.0.1', port: smtpPort, secure: false, disableStartTls: true },
					...{ user: '', password: '' },
				},
			},
			dataTables: tables,
			processName,
			beforeNode: (step) => {
				death.beforeNode(step);
				beforeNode?.(step);
			},
		});
	};
	const run = async (trigger: string, options?: Options) =>
		await (await start(options)).run(trigger);
	const guard = async (options?: Options) => await run('Every day at 8', options);
	/** A run that dies before that step. */
	const guardUntil = async (step: string) => {
		death.plan(step);
		await guard().catch(() => undefined);
		death.cancel();
	};
	const mails = async () => await sandbox.control<Mail[]>('GET', 'mailbox');
	const mailsAbout = async (word: string) =>
		(await mails()).filter(({ text }) => text.includes(word)).length;
	const rows = (table: string) => tables.rows(toTable(table)) as unknown as IDataObject[];
	const states = () =>
		rows('reminders').map(
			({ day, handle, state }) => `${String(day)} ${String(handle)} ${String(state)}`,
		);
	const expectNothing = async () => {
		expect(await mails()).toEqual([]);
		expect([rows('reminders'), rows('followers'), rows('digests')]).toEqual([[], [], []]);
	};

	describe('the first day', () => {
		it('writes one mail: who waits, whom to invite, who is inside without being on the register', async () => {
			const outcome = await guard();
			expect(outcome.error).toBeUndefined();
			const [mail, ...more] = await mails();
			expect(more).toEqual([]);
			expect(mail).toMatchObject({
				subject: 'X @acmecare: 1 waiting, 2 not on the register',
				to: ['operator@example.com'],
			});
			const places = ['Wanda', 'Nils', 'Otto', 'Oscar'].map((name) => mail.text.indexOf(name));
			expect(places).toEqual([...places].sort((a, b) => a - b));
			expect(places).not.toContain(-1);
			expect(mail.text).toContain('https://x.com/follower_requests');
			expect(mail.text.match(/Day 1 of asking/g)).toHaveLength(2);
			expect(mail.text).not.toMatch(/undefined|\{\{|sent automatically with n8n/);
		});

		it('asks whether those whom it found by handle, or by another one, are really they', async () => {
			await guard();
			const [{ text, html }] = await mails();
			const [, added] = text.split('Added to the register (4)');
			expect(added).toMatch(/Is this really they\? Otherwise correct/);
			expect(added).toContain(`Hank Handle: @Hank_H, X user id ${ids.hank_h}`);
			expect(added).toContain('Rena Renamed: is @rena_new by now, the register had @rena_old');
			for (const part of [added, String(html)]) {
				expect(part).toContain(`https://x.com/intent/user?user_id=${ids.hank_h}`);
			}
			expect(html).toContain('Is this really they?');
			await nextDay();
			await guard();
			expect((await mails())[1].text).not.toMatch(/Added to the register|Hank|Rena/);
		});

		it('names in every row whom it told', async () => {
			await guard();
			const told = 'Told: Olivia Operator, operator@example.com.';
			for (const { note } of rows('reminders')) expect(note).toBe(`Day 1. ${told}`);
			const [list] = rows('digests').filter(({ key }) => String(key).startsWith('list '));
			expect(list).toMatchObject({ state: 'told', note: `1 waiting, 2 to remind. ${told}` });
			expect(rows('checks')[0].operator).toContain('Olivia Operator');
		});

		it('carries one-click links in both forms, and nothing of a hostile name gets through', async () => {
			await guard();
			const [{ text, html }] = await mails();
			for (const part of [text, String(html)]) {
				expect(part).toContain(`https://x.com/messages/compose?recipient_id=${ids.otto_x}`);
				expect(part).toContain('https://help.x.com/');
				expect(part).toContain(`intent/user?user_id=${ids.wanda_w}`);
			}
			expect(html).not.toContain('<b>Oscar');
			expect(html).toContain('&#60;b&#62;Oscar');
		});

		it('keeps everybody who follows, writes ids and new handles into the register, and notes who was told', async () => {
			await guard();
			const kept = rows('followers').flatMap(
				({ entries }) => JSON.parse(String(entries)) as Array<[string]>,
			);
			expect(kept.map(([id]) => id).sort()).toEqual(
				['olivia_op', 'rena_old', 'hank_h', 'oscar_o', 'otto_x'].map((it) => ids[it]).sort(),
			);
			const register = registerRows() as unknown as IDataObject[];
			const byName = Object.fromEntries(register.map((row) => [row.name, row]));
			expect(byName['Rena Renamed']).toMatchObject({ xHandle: 'rena_new', xUserId: ids.rena_old });
			expect(byName['Hank Handle'].xUserId).toBe(ids.hank_h);
			expect(byName['Olivia Operator'].xUserId).toBe(ids.olivia_op);
			expect(states().sort()).toEqual(['2027-03-01 oscar_o told', '2027-03-01 otto_x told']);
		});

		it('sends nothing a second time, whoever starts it', async () => {
			await guard();
			const outcome = await run('Run it now');
			expect(outcome.error).toBeUndefined();
			expect(await mails()).toHaveLength(1);
			expect(states()).toHaveLength(2);
		});

		it('tells of somebody who began to wait later, and repeats no reminder', async () => {
			await guard();
			await follow('nils_n', 'request');
			await guard();
			const [, second] = await mails();
			expect(second.subject).toBe('X @acmecare: 2 waiting');
			expect(second.text).not.toContain('Oscar');
		});

		it('writes to the Operator of the register when no address is entered', async () => {
			await guard({ settings: { operatorEmail: '' } });
			expect((await mails())[0].to).toEqual(['olivia@example.com']);
		});
	});

	it('asks every day until gone or approved, keeps one follower set, and is silent when all is done', async () => {
		await guard();
		await nextDay();
		await follow('oscar_o', 'unfollow');
		expect((await guard()).error).toBeUndefined();
		const second = (await mails())[1];
		expect(second.subject).toBe('X @acmecare: 1 waiting, 1 not on the register');
		expect(second.text).toMatch(/Day 2 of asking/);
		expect(second.text).toMatch(/Over: not reminded any more \(1\)\s+@oscar_o: Does not follow/);

		await nextDay();
		await follow('wanda_w');
		addOfficial({ name: 'Otto Official', xUserId: ids.otto_x });
		expect((await guard()).error).toBeUndefined();
		await nextDay();
		expect((await guard()).error).toBeUndefined();
		expect(await mails()).toHaveLength(2);
		expect(states().sort()).toEqual([
			...['2027-03-01 oscar_o told', '2027-03-01 otto_x told', '2027-03-02 oscar_o gone'],
			...['2027-03-02 otto_x told', '2027-03-03 otto_x approved'],
		]);
		expect(new Set(rows('followers').map(({ asOf }) => asOf)).size).toBe(1);
		expect(rows('checks')).toHaveLength(4);

		await nextDay();
		await follow('oscar_o');
		await guard();
		expect((await mails())[2].text).toMatch(/Oscar[^]*Day 1 of asking/);
	}, 30_000);

	it('names everybody when many got in at once, the first fifty with all their links', async () => {
		const drafts = Array.from({ length: 70 }, (_, i) => ({ handle: `crowd_${i}` }));
		await sandbox.control('POST', 'users', drafts);
		for (const { handle } of drafts) await follow(handle);
		expect((await guard()).error).toBeUndefined();
		const [{ subject, text, html }, ...more] = await mails();
		expect(more).toEqual([]);
		expect(subject).toContain('72 not on the register');
		for (const { handle } of drafts) expect(text).toContain(`@${handle}`);
		expect(text.match(/Day 1 of asking/g)).toHaveLength(50);
		expect(html?.match(/intent\/user\?user_id=/g)?.length).toBeGreaterThanOrEqual(72);
		expect(states().filter((state) => state.endsWith(' told'))).toHaveLength(72);
	}, 30_000);

	describe('of whom it added to the register', () => {
		beforeEach(async () => {
			for (const handle of ['oscar_o', 'otto_x']) await follow(handle, 'unfollow');
			await follow('wanda_w');
			await follow('nils_n');
		});
		const added = async () =>
			(await mails()).filter(({ text }) => text.includes('Added to the register')).length;

		it('writes a mail of its own when there is nothing else to tell', async () => {
			expect((await guard()).error).toBeUndefined();
			const [{ subject, text }, ...more] = await mails();
			expect(more).toEqual([]);
			expect(subject).toBe('X @acmecare: 4 added to the register');
			expect(text).toContain('Wanda Waiting: @wanda_w, X user id');
			await guard();
			expect(await mails()).toHaveLength(1);
		});

		it('tells once when two runs add them at the same time', async () => {
			await Promise.all([guard({ processName: 'one' }), guard({ processName: 'two' })]);
			expect(await added()).toBe(1);
		});

		it('tells in the next mail when this one cannot be sent', async () => {
			expect((await guard({ smtpPort: 9 })).error?.message).toMatch(/4 added to the register/);
			await nextDay();
			await guard();
			await nextDay();
			await guard();
			expect((await mails()).map(({ subject }) => subject)).toEqual([
				'X @acmecare: 4 added to the register',
			]);
		});

		it.each([
			...['Note who is added', 'Complete the register', 'Register by now'],
			...['Plan the reminders'],
			...['Additions to tell', 'The mail', 'Send the e-mail'],
		])(
			'tells once, the next day at the latest, when the process died before "%s"',
			async (step) => {
				await guardUntil(step);
				await nextDay();
				expect((await guard()).error).toBeUndefined();
				await nextDay();
				await guard();
				expect(await added()).toBe(1);
				expect((await mails())[0].text.match(/Hank Handle: @Hank_H/g)).toHaveLength(1);
			},
		);

		it('tells of nobody whom it has not written, because somebody changed the row meanwhile', async () => {
			await follow('otto_x');
			const edit = (step: string) => {
				if (step !== 'Complete the register') return;
				for (const row of registerRows()) row.xHandle = `${String(row.xHandle)}_2`;
			};
			await guard({ beforeNode: edit });
			const [{ text }, ...more] = await mails();
			expect(more).toEqual([]);
			expect(text).toMatch(/Added to the register \(1\)[^]*Rena Renamed/);
			expect(text).toMatch(/Not in the register yet \(3\)[^]*Hank/);
		});
	});

	describe('of a register that is kept elsewhere', () => {
		const toElsewhere = (isDeactivated: boolean) => (nodes: typeof template.nodes) => {
			const find = (name: string) => nodes.find((node) => node.name === name)!;
			find('Register').parameters.dataTableId = { mode: 'name', value: toTable('register') };
			find('Complete the register').disabled = isDeactivated;
		};
		const settings = { registerTable: 'a_sheet' };

		it.each([true, false])(
			'it says what to put in by hand, with the node that writes deactivated: %j',
			async (isDeactivated) => {
				const outcome = await guard({ settings, change: toElsewhere(isDeactivated) });
				expect(outcome.error).toBeUndefined();
				const [{ subject, text }] = await mails();
				expect(subject).toBe('X @acmecare: 1 waiting, 2 not on the register');
				const [, byHand] = text.split('Not in the register yet (4)');
				expect(byHand).toMatch(/by hand[^]*Hank Handle: @Hank_H, X user id \d+/);
				expect(text).not.toMatch(/Added to the register/);
				expect(states()).toHaveLength(2);
			},
		);
	});

	it('asks somebody to leave whose row says that they left, and never completes that row', async () => {
		addOfficial({ name: 'Oscar Once', xHandle: 'oscar_o', status: 'left' });
		await guard();
		const [{ text }] = await mails();
		expect(text).toMatch(/register as Oscar Once, but as left/);
		expect(registerRows().at(-1)).toMatchObject({ status: 'left', xUserId: '' });
		expect(states()).toContain('2027-03-01 oscar_o told');
	});

	describe('two runs at the same time', () => {
		it('remind each outsider once, and tell once who waits', async () => {
			const engines = [
				await start({ processName: 'one' }),
				await start({ processName: 'two' }),
				await start({ processName: 'three' }),
			];
			const outcomes = await Promise.all(engines.map(async (it) => await it.run('Every day at 8')));
			expect(outcomes.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
			for (const word of ['Oscar', 'Otto']) expect(await mailsAbout(word)).toBe(1);
			expect(await mailsAbout('Wanda')).toBe(1);
			const told = states().filter((state) => state.endsWith(' told'));
			expect(told.sort()).toEqual(['2027-03-01 oscar_o told', '2027-03-01 otto_x told']);
			await guard();
			expect(await mailsAbout('Oscar')).toBe(1);
		});
	});

	describe('a process that died', () => {
		const early = [
			...['Check the account', 'Reconcile', 'Keep the followers', 'Forget the older ones'],
			...['Note who is added', 'Complete the register', 'Register by now'],
			...['Reminders so far', 'Plan the reminders'],
			...['Anybody to remind?', 'Claim them'],
		];
		const late = [
			...['Claims of today', 'The list', 'Claim the list', 'Lists like it', 'Additions to tell'],
			...['Whose turn is it'],
			...['The mail', 'Anything to tell?', 'Send the e-mail', 'What came of it', 'Each claim'],
			...['Note it on each', 'Note it on the list'],
		];

		it.each(early)(
			'before "%s" has told nobody: the next run of the day tells all',
			async (step) => {
				await guardUntil(step);
				await guard();
				await guard();
				for (const word of ['Wanda', 'Oscar', 'Otto']) expect(await mailsAbout(word)).toBe(1);
			},
		);

		it.each(late)(
			'before "%s" never reminds twice that day, and goes on the next',
			async (step) => {
				await guardUntil(step);
				await guard();
				await guard();
				for (const word of ['Wanda', 'Oscar', 'Otto']) {
					expect(await mailsAbout(word)).toBeLessThanOrEqual(1);
				}
				await sandbox.control('DELETE', 'mailbox');
				await nextDay();
				expect((await guard()).error).toBeUndefined();
				expect((await mails()).map(({ subject }) => subject)).toEqual([
					'X @acmecare: 1 waiting, 2 not on the register',
				]);
				expect(await mailsAbout('Day 2 of asking')).toBe(1);
			},
		);
	});

	it('keeps the older follower set until the new one is there, and tidies up after a crash', async () => {
		await guard();
		const toSets = () => new Set(rows('followers').map(({ asOf }) => asOf)).size;
		for (const step of ['Keep the followers', 'Forget the older ones']) {
			await nextDay();
			await guardUntil(step);
			expect(toSets()).toBe(step === 'Keep the followers' ? 1 : 2);
		}
		await nextDay();
		await guard();
		expect(toSets()).toBe(1);
	}, 30_000);

	describe('a mail that cannot be sent', () => {
		it('fails the run with the reason, is noted as not told, and the next day goes on', async () => {
			const outcome = await guard({ smtpPort: 9 });
			expect(outcome.error?.message).toMatch(
				/^The e-mail to the operator was not sent: .*\w{4,}.*1 waiting, 2 not on the register/,
			);
			expect(states().sort()).toEqual([
				'2027-03-01 oscar_o not told',
				'2027-03-01 otto_x not told',
			]);
			await guard();
			expect((await mails()).map(({ subject }) => subject)).toEqual(['X @acmecare: 1 waiting']);
			await nextDay();
			await guard();
			expect((await mails())[1].subject).toBe('X @acmecare: 1 waiting, 2 not on the register');
		});
	});

	describe('in doubt', () => {
		it('stops at an empty register before X is asked', async () => {
			registerRows().splice(0);
			await sandbox.control('DELETE', 'requests');
			const outcome = await guard();
			expect(outcome.error?.message).toMatch(/^The register .* names nobody .* registerTable/);
			await expectNothing();
			expect(await sandbox.control('GET', 'requests')).toEqual([]);
		});

		it('stops at a register of samples, of people who left, or without handles and ids', async () => {
			for (const row of registerRows()) row.status = 'left';
			expect((await guard()).error?.message).toMatch(/names nobody/);
			for (const row of registerRows())
				Object.assign(row, { xHandle: '', xUserId: null, status: '' });
			expect((await guard()).error?.message).toMatch(/names nobody/);
			await expectNothing();
		});

		it('stops at a word in the register that nobody understands, and names row and column', async () => {
			registerRows()[3].status = 'on leave';
			const outcome = await guard();
			expect(outcome.error?.message).toMatch(/row 4, column "status"/);
			const [alarm, ...more] = await mails();
			expect(more).toEqual([]);
			expect(alarm.text).toMatch(/The register cannot be used: .*row 4, column "status"/);
			expect([rows('reminders'), rows('followers')]).toEqual([[], []]);
		});

		it('stops when the table of the register is not there, and says where its name is entered', async () => {
			const outcome = await guard({ settings: { registerTable: 'x_care_register_gone' } });
			expect(outcome.error?.message).toMatch(
				/^The register "x_care_register_gone" cannot be read: .* registerTable in the node Settings/,
			);
			await expectNothing();
		});

		it.each(['', ' ', 'x_care_reminders', 'x_care_checks'])(
			'takes no other table for the register, with %j for its name',
			async (registerTable) => {
				await guard();
				const before = structuredClone([rows('reminders'), rows('followers')]);
				await sandbox.control('DELETE', 'mailbox');
				await nextDay();
				const outcome = await guard({ settings: { registerTable } });
				expect(outcome.error?.message).toMatch(/registerTable .*node Settings/);
				expect(await mails()).toEqual([]);
				expect([rows('reminders'), rows('followers')]).toEqual(before);
			},
		);

		it('says that "Set up once" was forgotten', async () => {
			const register = structuredClone(registerRows());
			tables = new DataTables();
			const engine = await createEngine(readTemplate('33-register-setup.json'), {
				credentials: {},
				dataTables: tables,
			});
			await engine.run('Set up once');
			registerRows().splice(0, 9, ...register);
			await sandbox.control('DELETE', 'requests');
			expect((await guard()).error?.message).toMatch(
				/^The tables of this workflow are not there yet: .*Execute workflow.*Set up once/,
			);
			await expectNothing();
			expect(await sandbox.control('GET', 'requests')).toEqual([]);
		});

		it('stops when X does not hand out the followers, writes no row, and goes on the next time', async () => {
			await sandbox.control('POST', 'faults', {
				...{ path: '^/2/users/[0-9]+/followers', status: 403, times: 50 },
			});
			expect((await guard()).error?.message).toMatch(/\w{4,}/);
			await expectNothing();
			await sandbox.control('DELETE', 'faults');
			await guard();
			expect(await mails()).toHaveLength(1);
		});

		it('stops when X hands out fewer followers than it counts', async () => {
			await sandbox.control('PATCH', 'users/acmecare', { followers: 400 });
			expect((await guard()).error?.message).toMatch(/400/);
			await expectNothing();
		});

		it('stops when all who were approved would be strangers at once', async () => {
			for (let i = 0; i < 6; i++) {
				const handle = `staff_${i}`;
				const { id } = await sandbox.control<{ id: string }>('POST', 'users', { handle });
				await follow(handle);
				addOfficial({ name: `Staff ${i}`, xUserId: id });
			}
			await guard();
			await sandbox.control('DELETE', 'mailbox');
			const before = structuredClone([rows('reminders'), rows('followers')]);
			registerRows().splice(2);
			await nextDay();
			expect((await guard()).error?.message).toMatch(/\w{4,}/);
			expect(await mails()).toEqual([]);
			expect([rows('reminders'), rows('followers')]).toEqual(before);
		});

		it('stops when the table of reminders cannot be read: who was told today is not known', async () => {
			await guard();
			rows('reminders')[0].day = 'the other day';
			await nextDay();
			expect((await guard()).error).toBeDefined();
			expect(await mails()).toHaveLength(1);
		});
	});

	describe('the day', () => {
		it("is the one of the workflow's time zone, not of the server", async () => {
			await moveTo(Date.parse('2027-03-02T03:00:00.000Z'));
			await guard({ timezone: 'America/New_York' });
			expect(states().sort()).toEqual(['2027-03-01 oscar_o told', '2027-03-01 otto_x told']);
			await moveTo(Date.parse('2027-03-02T04:59:00.000Z'));
			await guard({ timezone: 'America/New_York' });
			expect(await mails()).toHaveLength(1);
			await moveTo(Date.parse('2027-03-02T05:01:00.000Z'));
			await guard({ timezone: 'America/New_York' });
			expect(await mailsAbout('Day 2 of asking')).toBe(1);
			expect(rows('digests').map(({ key }) => String(key).split(' ')[2])).toContain('2027-03-02');
		});

		it('has one reminder also where the clock is put back and an hour comes twice', async () => {
			for (const time of ['00:30', '01:30', '23:30']) {
				await moveTo(Date.parse(`2027-10-31T${time}:00.000+01:00`));
				await guard({ timezone: 'Europe/Berlin' });
			}
			expect(await mailsAbout('Oscar')).toBe(1);
			expect(states()).toHaveLength(2);
		});
	});

	it('takes what strangers call themselves for words, whatever they are', async () => {
		const names = [
			'{{ $json }}',
			'={{ 1+1 }}',
			"$' $& $`",
			'=HYPERLINK("x")',
			'"}}',
			'a\u2028b\u202Ec',
		];
		for (const [at, name] of names.entries()) {
			const handle = `hostile_${at}`;
			const description = '{{ $now }} <img src=x> {operator}';
			await sandbox.control('POST', 'users', { handle, name, description });
			await follow(handle);
		}
		expect((await guard()).error).toBeUndefined();
		const [{ subject, text, html }] = await mails();
		expect(subject).toContain(`${names.length + 2} not on the register`);
		for (const name of names.slice(0, 5)) expect(text).toContain(`${name} (@hostile_`);
		expect(text).not.toMatch(/[\u2028\u202E]|\[object Object\]/);
		expect(html).not.toMatch(/<img|href="(?!https:\/\/(?:x|help\.x|twitter)\.com\/)/);
		expect(states()).toHaveLength(names.length + 2);
		await nextDay();
		expect((await guard()).error).toBeUndefined();
	});

	describe('the account', () => {
		it('that is not protected is told at once, once a day, and the guard goes on', async () => {
			await sandbox.control('PATCH', 'users/acmecare', { protected: false });
			expect((await guard()).error).toBeUndefined();
			await guard();
			const [alarm, list, ...more] = await mails();
			expect(more).toEqual([]);
			expect(alarm.subject).toMatch(/^X @acmecare: ALARM: .*for staff only/);
			expect(alarm.text).toMatch(/What to do: .*Protect your posts/);
			expect(list.subject).toMatch(/not on the register/);
			await nextDay();
			await guard();
			expect((await mails()).filter(({ subject }) => subject.includes('ALARM'))).toHaveLength(2);
		});

		it('has its alarm told once when two runs look at the same time', async () => {
			await sandbox.control('PATCH', 'users/acmecare', { protected: false });
			await Promise.all([guard(), guard()]);
			expect((await mails()).filter(({ subject }) => subject.includes('ALARM'))).toHaveLength(1);
		});

		it('whose alarm cannot be mailed stops everything, and the alarm is told by the next run', async () => {
			await sandbox.control('PATCH', 'users/acmecare', { protected: false });
			const outcome = await guard({ smtpPort: 9 });
			expect(outcome.error?.message).toMatch(/^The alarm could not be mailed, .*for staff only/);
			expect([rows('reminders'), rows('followers'), rows('digests')]).toEqual([[], [], []]);
			await guard();
			expect((await mails())[0].subject).toContain('ALARM');
		});

		it.each(['Told today?', 'Ours to tell?', 'Send the alarm', 'Note that it was sent'])(
			'has its alarm told again after ten minutes when the process died before "%s"',
			async (step) => {
				await sandbox.control('PATCH', 'users/acmecare', { protected: false });
				await guardUntil(step);
				await moveTo(nowMs + 11 * minuteMs);
				await guard();
				const alarms = (await mails()).filter(({ subject }) => subject.includes('ALARM'));
				expect(alarms).toHaveLength(step === 'Note that it was sent' ? 2 : 1);
			},
		);

		it('of another credential is an alarm, and stops everything', async () => {
			const outcome = await guard({ settings: { account: 'acme_staff' } });
			expect(outcome.error?.message).toMatch(/acts as @acmecare, but Settings names @acme_staff/);
			expect((await mails()).map(({ subject }) => subject.slice(0, 20))).toEqual([
				'X @acmecare: ALARM: ',
			]);
			expect([rows('reminders'), rows('followers')]).toEqual([[], []]);
		});

		it.each([
			[{ account: '' }, /Enter account in the node Settings: the handle/],
			[{ fromEmail: '' }, /Enter fromEmail/],
			[{ registerTable: '' }, /Enter registerTable/],
			[{ channel: 'sms' }, /channel in the node Settings/],
		])('with %j in Settings stops with what is missing', async (settings, reason) => {
			const outcome = await guard({ settings: settings as Record<string, string> });
			expect(outcome.error?.message).toMatch(reason);
			expect([rows('reminders'), rows('followers')]).toEqual([[], []]);
		});
	});

	describe('by direct message', () => {
		const settings = { channel: 'message' };
		const sent = async () =>
			(
				await sandbox.control<Array<{ method: string; path: string; status: number }>>(
					'GET',
					'requests',
				)
			).filter(({ method, path }) => method === 'POST' && path.startsWith('/2/dm_conversations'));

		it('asks those who wrote first, once a day; the others stay with the operator', async () => {
			await sandbox.control('POST', 'messages', { from: 'otto_x', text: 'hello, may I follow?' });
			expect((await guard({ settings })).error).toBeUndefined();
			await guard({ settings });
			expect((await sent()).map(({ path }) => path)).toEqual([expect.stringContaining(ids.otto_x)]);
			const [{ text }, ...more] = await mails();
			expect(more).toEqual([]);
			expect(text).toMatch(/Asked by direct message today \(1\)\s+@otto_x, day 1/);
			expect(text).toMatch(/No direct message: \w+[^]*Oscar/);
			const channels = rows('reminders').map(({ handle, state, channel }) => [
				handle,
				state,
				channel,
			]);
			expect(channels.sort()).toEqual([
				['oscar_o', 'told', 'operator'],
				['otto_x', 'told', 'message'],
			]);
		});

		it('asks nobody twice when the process died right after the message', async () => {
			await sandbox.control('POST', 'messages', { from: 'otto_x', text: 'hello, may I follow?' });
			death.plan('What became of it');
			await guard({ settings }).catch(() => undefined);
			death.cancel();
			await guard({ settings });
			expect(await sent()).toHaveLength(1);
		});

		it('notes whom it asked also when the mail cannot be sent', async () => {
			await sandbox.control('POST', 'messages', { from: 'otto_x', text: 'hello, may I follow?' });
			await guard({ settings, smtpPort: 9 });
			expect(states().sort()).toEqual(['2027-03-01 oscar_o not told', '2027-03-01 otto_x told']);
		});
	});

	it('forgets reminders after thirteen months, and not before', async () => {
		await guard();
		await moveTo(nowMs + 390 * dayMs);
		await guard();
		expect(states()).toHaveLength(4);
		await moveTo(nowMs + 10 * dayMs);
		await guard();
		expect(states().filter((state) => state.startsWith('2027-03-01'))).toEqual([]);
	}, 30_000);
});

const allButDate = [
	...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'requestAnimationFrame'] as const),
	...(['cancelAnimationFrame', 'requestIdleCallback', 'cancelIdleCallback'] as const),
	...(['setImmediate', 'clearImmediate', 'setInterval', 'clearInterval'] as const),
	...(['setTimeout', 'clearTimeout'] as const),
];
