import type { INodeExecutionData } from 'n8n-workflow';

import { openRegister } from '../../src/domain/register-index';
import { type Outcome, workflowId } from '../support/engine';
import { useSandbox } from '../support/use-sandbox';
import { dayMs, pick } from './intake-world';
import { createStaffFeedWorld, registerName, type StaffFeedWorld } from './staff-feed-world';

const asked = `x_care_asked_${workflowId}`;

const olivia = {
	name: 'Olivia Op',
	role: 'Operator',
	email: 'operator@example.com',
	xHandle: 'olivia_op',
};
const bobId = '1402000000000000102';
const form = {
	...{ Name: 'Bob Bell', 'Handle on X': '@Bob_Travels', Role: 'Press' },
	...{ 'E-mail': 'bob@example.com', Why: 'I answer the press.' },
};
const hourMs = dayMs / 24;

describe('template 34, ask to follow', () => {
	const sandbox = useSandbox();
	let world: StaffFeedWorld;

	beforeEach(async () => {
		world = await createStaffFeedWorld('34-ask-to-follow.json', sandbox, {
			staffFeed: '@acmecare',
		});
		await world.fillRegister(olivia);
		await sandbox.control('PATCH', 'users/acmecare', { protected: true });
	});

	const ask = async (over: Partial<typeof form> = {}, engine = world.engine) =>
		await engine.run('Ask to follow', [{ json: { ...form, ...over } }]);
	const answer = (Decision: string, more: object = {}): INodeExecutionData[] => [
		{
			json: {
				data: {
					...{ Decision, 'Decided by': 'Olivia Op', Note: 'I know him.' },
					'Role for the register': 'Press',
					...{ respondedAt: '2026-11-20T12:00:00.000Z', ...more },
				},
			},
		},
	];
	const decide = async (waiting: Outcome, items?: INodeExecutionData[]) =>
		await world.engine.resume(waiting, items);
	const said = (outcome: Outcome) => String(outcome.out('Answer the form')[0]?.formSubmittedText);
	const sweep = async () => {
		for (const row of world.tables.rows(asked)) row.due = '2020-01-01T00:00:00.000Z';
		return await world.engine.run('Every 10 minutes');
	};
	const register = () => world.tables.rows(registerName);
	const addFormerBob = () =>
		register().push({
			...register()[0],
			...{ id: 900, xHandle: '', xUserId: bobId, status: 'left', name: 'Bob' },
		});
	const mails = async (to: string) => (await world.mails()).filter((mail) => mail.to.includes(to));
	const states = () => pick(world.tables.rows(asked), 'state', 'open');

	it('asks the operator with what X says about the person, and waits seven days at most', async () => {
		await sandbox.control('POST', 'follows', { from: 'bob_travels', state: 'request' });
		const outcome = await ask();
		expect(outcome.error).toBeUndefined();
		expect(said(outcome)).toMatch(/^Thank you/);
		const [mail, ...others] = await world.mails();
		expect(others).toEqual([]);
		expect(mail).toMatchObject({
			to: ['operator@example.com'],
			subject: 'X: may @bob_travels follow the staff feed?',
		});
		for (const fact of [
			...['Bob Bell', 'Press', 'bob@example.com', 'I answer the press.'],
			...[`id ${bobId}`, 'There since: 2021-06-08', 'Followers: 2301', 'protected: no'],
			...['Has asked to follow: yes', 'not on the register', `user_id=${bobId}`],
		]) {
			expect(mail.html).toContain(fact);
		}
		expect(mail.html).toContain('/webhook-waiting/');
		expect(mail.html).not.toMatch(/undefined|\{\{|utm_source=n8n/);
		const untilMs = outcome.run.data.waitTill!.getTime() - Date.now();
		expect(untilMs).toBeGreaterThan(6.9 * dayMs);
		expect(untilMs).toBeLessThan(7.1 * dayMs);
		expect(states()).toEqual([['sent', 'yes']]);
		expect(register()).toHaveLength(1);
	});

	it('puts whoever is approved on the register, with who and when, and tells both how to go on', async () => {
		await sandbox.control('POST', 'follows', { from: 'bob_travels', state: 'request' });
		const outcome = await decide(await ask(), answer('Approve'));
		expect(outcome.error).toBeUndefined();
		expect(register()[1]).toMatchObject({
			...{ name: 'Bob Bell', role: 'Press', email: 'bob@example.com', status: 'approved' },
			...{ xUserId: bobId, xHandle: 'bob_travels', approvedOn: '2026-11-20T12:00:00.000Z' },
			approvedBy: 'Olivia Op (operator@example.com)',
		});
		expect(world.tables.rows(asked)).toMatchObject([
			{
				...{ state: 'approved', open: 'no', decidedBy: 'Olivia Op', note: 'I know him.' },
				...{ decidedVia: 'operator@example.com', decidedAt: '2026-11-20T12:00:00.000Z' },
			},
		]);
		const [welcome] = await mails('bob@example.com');
		expect(welcome.text).toMatch(/approved[^]*https:\/\/x\.com\/acmecare/);
		const [, click] = await mails('operator@example.com');
		expect(click.subject).toBe('X: accept @bob_travels now');
		expect(click.text).toContain('https://x.com/follower_requests');
		expect(openRegister(register()).find({ id: bobId })?.matchedBy).toBe('id');
	});

	/** What stands in the form's field for the role before anybody typed. */
	const readPrefill = (waiting: Outcome) => {
		const { values } = world.engine.readWaiting(waiting, 'formFields') as {
			values: Array<{ fieldLabel: string; defaultValue?: string }>;
		};
		return values.find(({ fieldLabel }) => fieldLabel === 'Role for the register')?.defaultValue;
	};

	describe('the role on the register', () => {
		it('is the one that whoever decides enters, not the one asked for', async () => {
			await decide(
				await ask({ Role: 'Operator' }),
				answer('Approve', { 'Role for the register': ' Press ; Care  lead' }),
			);
			const found = openRegister(register()).find({ id: bobId });
			expect(found?.official.roles).toEqual(['Press', 'Care lead']);
			expect(world.tables.rows(asked)[0]).toMatchObject({
				...{ role: 'Operator', registerRole: 'Press, Care lead' },
			});
		});

		it.each([
			['Press', 'Press'],
			['Operator', ''],
			['ｏＰＥＲＡＴＯＲ', ''],
			['the  oper ator of Press', ''],
			['Legal counsel', ''],
		])('asked for as "%s" stands in the form as "%s"', async (Role, prefill) => {
			const engine = await world.start(undefined, { privateRoles: 'Legal , Board' });
			const waiting = await ask({ Role }, engine);
			expect(readPrefill(waiting)).toBe(prefill);
			expect((await world.mails())[0].html).toContain('Role they ask for: ');
		});

		it.each([
			['', 'Olivia Op', /without a role|"Role for the register" was empty/],
			['<b>Press</b>', 'Olivia Op', /Role for the register/],
			['=Press', 'Olivia Op', /Role for the register/],
			['Press', ' ', /"Decided by" was empty/],
		])(
			'"%s", decided by "%s", decides nothing: the operator is asked again, and told why',
			async (role, by, why) => {
				const more = { 'Role for the register': role, 'Decided by': by };
				const outcome = await decide(await ask(), answer('Approve', more));
				expect(outcome.error).toBeUndefined();
				expect(register()).toHaveLength(1);
				expect(await mails('bob@example.com')).toEqual([]);
				const again = await world.engine.run('Every 10 minutes');
				const [, mail, ...others] = await world.mails();
				expect(others).toEqual([]);
				expect(mail.html).toMatch(why);
				await decide(again, answer('Approve'));
				expect(register()).toHaveLength(2);
				expect(states()).toEqual([['approved', 'no']]);
			},
		);

		it('is not needed to decline', async () => {
			await decide(await ask(), answer('Decline', { 'Role for the register': '' }));
			expect(states()).toEqual([['declined', 'no']]);
		});
	});

	describe('what the operator should know before deciding', () => {
		it.each([
			['the name', { name: 'bob  BELL', xHandle: 'the_real_bob' }, /the account @the_real_bob/],
			['the address', { email: 'Bob@Example.com' }, /without an account on X/],
			['the name, by id', { name: 'Bob Bell', xUserId: '77' }, /the account of id 77/],
		])('is that an official has %s typed', async (_, entry, expected) => {
			register().push({ ...register()[0], id: 900, xHandle: '', email: '', ...entry });
			await ask();
			const [{ html }] = await world.mails();
			expect(html).toMatch(/ATTENTION: the register has somebody of that name or e-mail/);
			expect(html).toMatch(expected);
		});

		it('is what was decided before', async () => {
			await decide(await ask(), answer('Decline'));
			await ask();
			expect((await mails('operator@example.com'))[2].html).toContain(
				'Asked before: declined on 2026-11-20 by Olivia Op',
			);
			expect(states()).toHaveLength(2);
		});

		it('is that they were officials once', async () => {
			addFormerBob();
			await ask();
			expect((await world.mails())[0].html).toMatch(/Register: .*left/);
		});
	});

	it('leaves whoever is declined off the register, and tells them', async () => {
		const outcome = await decide(await ask(), answer('Decline'));
		expect(outcome.error).toBeUndefined();
		expect(register()).toHaveLength(1);
		expect(states()).toEqual([['declined', 'no']]);
		expect((await mails('bob@example.com'))[0].text).toContain('declined');
	});

	it('counts no answer in seven days as not decided: the operator is told, nobody is put on the register', async () => {
		const outcome = await decide(await ask());
		expect(outcome.error).toBeUndefined();
		expect(register()).toHaveLength(1);
		expect(states()).toEqual([['not decided', 'no']]);
		expect(await mails('bob@example.com')).toEqual([]);
		expect((await mails('operator@example.com'))[1].subject).toBe(
			'X: nobody decided about @bob_travels',
		);
		expect(said(await ask())).toMatch(/^Thank you/);
	});

	it('takes anything but "Approve" for no', async () => {
		await decide(await ask(), answer('approve everybody'));
		expect(register()).toHaveLength(1);
		expect(states()).toEqual([['declined', 'no']]);
	});

	it('approves the account that asked, by its id, even when the handle has changed hands meanwhile', async () => {
		const waiting = await ask();
		await sandbox.control('PATCH', 'users/bob_travels', { handle: 'bob_renamed' });
		await sandbox.control('POST', 'users', { handle: 'bob_travels', name: 'Mallory' });
		await decide(waiting, answer('Approve'));
		expect(register()[1].xUserId).toBe(bobId);
	});

	it('brings back an official who had left, in their old row', async () => {
		addFormerBob();
		await decide(await ask(), answer('Approve'));
		expect(pick(register(), 'xUserId', 'status')).toEqual([
			['', ''],
			[bobId, 'approved'],
		]);
	});

	describe('whoever is on the register already', () => {
		it.each([
			['by id', { xUserId: bobId }],
			['by handle', { xHandle: 'bob_travels' }],
		])('found %s, is told so at once', async (_, entry) => {
			register().push({ ...register()[0], id: 900, xHandle: '', name: 'Bob', ...entry });
			const outcome = await ask();
			expect(outcome.error).toBeUndefined();
			expect(said(outcome)).toMatch(/on our register already[^]*https:\/\/x\.com\/acmecare /);
			expect(await world.mails()).toEqual([]);
			expect(states()).toEqual([]);
		});
	});

	it('is one request when somebody asks twice, also in the same instant', async () => {
		const outcomes = await Promise.all([ask(), ask(), ask()]);
		expect(outcomes.map(said).sort()).toEqual([
			expect.stringMatching(/^Thank you/),
			expect.stringMatching(/^You have asked already/),
			expect.stringMatching(/^You have asked already/),
		]);
		expect(said(await ask())).toMatch(/^You have asked already/);
		expect(await world.mails()).toHaveLength(1);
		expect(states()).toEqual([['sent', 'yes']]);
	});

	describe('the form', () => {
		it.each([
			['Handle on X', 'Bob Travels', /^Not sent\. Handle on X: .*@alice_m/],
			['Handle on X', 'bob_travels; DROP', /Handle on X/],
			['Handle on X', '', /Handle on X/],
			['Name', '<b>Bob</b>', /Name: one line/],
			['Role', 'Press <script>', /Role: one role/],
			['E-mail', 'bob@example.com, all@example.com', /E-mail: one plain address/],
			['E-mail', 'Bob <bob@example.com>', /E-mail: one plain address/],
			['Why', 'long '.repeat(201), /Why: at most/],
		])(
			'refuses in "%s" the words "%s", says what is wrong, and asks X nothing',
			async (field, value, expected) => {
				const outcome = await ask({ [field]: value });
				expect(outcome.error).toBeUndefined();
				expect(said(outcome)).toMatch(expected);
				expect(states()).toEqual([]);
				expect(await world.mails()).toEqual([]);
				expect(await sandbox.control('GET', 'requests')).toEqual([]);
			},
		);

		it('says so when X does not know the handle', async () => {
			const outcome = await ask({ 'Handle on X': 'nobody_at_all' });
			expect(outcome.error).toBeUndefined();
			expect(said(outcome)).toMatch(/^Not sent: X does not know @nobody_at_all/);
			expect(states()).toEqual([]);
		});

		it('blames no spelling when X refuses the look-up, and the run fails with the reason', async () => {
			await sandbox.control('POST', 'faults', { path: '/2/users', status: 403, times: 5 });
			const outcome = await ask();
			expect(said(outcome)).toMatch(/something does not work on our side/);
			expect(outcome.error?.message).toMatch(/could not be kept: .*403/);
		});

		it.each([
			['Name', '=HYPERLINK("https://evil.example")', /Name: one line/],
			['Name', '+49 1', /Name: one line/],
			['Role', '@Press', /Role: one role/],
		])(
			'keeps out of the tables what a spreadsheet runs: "%s" as "%s"',
			async (field, value, hint) => {
				expect(said(await ask({ [field]: value }))).toMatch(hint);
			},
		);

		it.each(['https://x.com/bob_travels', 'x.com/bob_travels/', ' @BOB_TRAVELS '])(
			'understands "%s"',
			async (handle) => {
				expect(said(await ask({ 'Handle on X': handle }))).toMatch(/^Thank you/);
			},
		);

		// n8n's Send Email turns "&lt;" back into "<" instead of escaping.
		it('lets nothing that is typed, or that a stranger calls themselves on X, become a link, a sentence or a tag of the mail', async () => {
			await sandbox.control('PATCH', 'users/bob_travels', {
				name: '<img src=x onerror=1>\r\nBcc: a &lt;b&gt;',
			});
			const hostile = '<a href="https://evil.example">here</a> &lt;b&gt;\\n\\nApproved.';
			const Role = 'https://evil.example/a';
			const outcome = await ask({ Name: "O'Neil & Söhne {{ $env.SECRET }}", Why: hostile, Role });
			expect(outcome.error).toBeUndefined();
			const [{ html, subject }] = await world.mails();
			expect(html).not.toMatch(/<img|<b>|https:\/\/evil|^Approved|^Bcc/m);
			expect(html.match(/<a /g)).toHaveLength(1);
			expect(html).toContain("Name: O'Neil ＆ Söhne {{ $env.SECRET }}");
			expect(subject).toBe('X: may @bob_travels follow the staff feed?');
		});

		it('can write nothing that makes the register unreadable', async () => {
			await decide(
				await ask({
					Name: "O'Neil, Söhne",
					Role: 'Press & PR',
					'E-mail': 'b.o+x@mail.example.com',
				}),
				answer('Approve', {
					'Decided by': '<b>Olivia</b>\n\u202e, status: left',
					'Role for the register': 'Press & PR',
				}),
			);
			const found = openRegister(register()).find({ id: bobId });
			expect(found?.official).toMatchObject({ name: "O'Neil, Söhne", roles: ['Press & PR'] });
		});
	});

	it('decides nothing when the register is empty: the person is told, and the run fails', async () => {
		register().length = 0;
		const outcome = await ask();
		expect(said(outcome)).toMatch(/something does not work on our side/);
		expect(outcome.error?.message).toMatch(/^A request to follow could not be kept: .*register/i);
		expect(await world.mails()).toEqual([]);
	});

	describe('what the admin forgot', () => {
		it('to fill in, is named: nobody is asked, the person is told to come back', async () => {
			const unset = await world.start(undefined, { operatorEmail: '', staffFeed: '' });
			const outcome = await ask({}, unset);
			expect(said(outcome)).toMatch(/something does not work on our side/);
			expect(outcome.error?.message).toMatch(
				/could not be kept: fill in the node Settings: operatorEmail, staffFeed/,
			);
			const { error } = await unset.run('Every 10 minutes');
			expect(error?.message).toMatch(/node Settings: operatorEmail, staffFeed/);
			expect(await sandbox.control('GET', 'requests')).toEqual([]);
		});

		it('to set up, is named', async () => {
			world.loseTable(asked);
			const outcome = await ask();
			expect(said(outcome)).toMatch(/something does not work on our side/);
			expect(outcome.error?.message).toMatch(/Has Set up once been run/);
			expect(await world.mails()).toEqual([]);
		});
	});

	it('answers the person once, however often the e-mail to the operator fails', async () => {
		const waiting = await ask();
		for (const step of ['Tell the operator', 'Close the request']) {
			world.death.plan(step);
			await (step === 'Tell the operator' ? decide(waiting, answer('Approve')) : sweep()).catch(
				() => undefined,
			);
		}
		world.death.cancel();
		expect((await sweep()).error).toBeUndefined();
		expect(await mails('bob@example.com')).toHaveLength(1);
		expect(Date.parse(String(world.tables.rows(asked)[0].answeredAt))).toBeGreaterThan(0);
		expect((await mails('operator@example.com')).at(-1)?.text).not.toContain('could not be sent');
	});

	it('takes one decision when somebody decides in two runs of the same request', async () => {
		const first = await ask();
		const second = await sweep();
		await decide(first, answer('Decline'));
		await decide(second, answer('Approve'));
		expect(register()).toHaveLength(1);
		expect(states()).toEqual([['declined', 'no']]);
		expect(await mails('bob@example.com')).toHaveLength(1);
	});

	it('forgets after a year what was decided, and nothing that is open', async () => {
		await decide(await ask(), answer('Decline'));
		await ask();
		world.letRowsGrowOld(asked, 366 * dayMs);
		await world.engine.run('Every 10 minutes');
		expect(states()).toEqual([['sent', 'yes']]);
	});

	describe('what was cut off', () => {
		it.each(['Answer the form', 'Take the request', 'Ask the operator'])(
			'before "%s" is taken up by the sweep, and the operator is asked once',
			async (step) => {
				world.death.plan(step);
				await ask().catch(() => undefined);
				world.death.cancel();
				expect(await world.mails()).toEqual([]);
				const taken = await sweep();
				expect(taken.run.data.waitTill).toBeDefined();
				expect(await world.mails()).toHaveLength(1);
				await decide(taken, answer('Approve'));
				expect(register()).toHaveLength(2);
				expect(states()).toEqual([['approved', 'no']]);
			},
		);

		it('because the mail server did not answer is said, and tried again', async () => {
			const outcome = await ask({}, await world.start(9));
			expect(said(outcome)).toMatch(/^Thank you/);
			expect(outcome.error?.message).toMatch(/@bob_travels .*E-CONNREFUSED/);
			expect(states()).toEqual([['asked', 'yes']]);
			await Promise.all([
				sweep(),
				world.engine.run('Every 10 minutes'),
				world.engine.run('Every 10 minutes'),
			]);
			expect(await world.mails()).toHaveLength(1);
		});

		it.each(['Into the register', 'Answer the person', 'Tell the operator'])(
			'after the decision, before "%s": the decision stands, and what follows from it is made up for',
			async (step) => {
				const waiting = await ask();
				world.death.plan(step);
				await decide(waiting, answer('Approve')).catch(() => undefined);
				world.death.cancel();
				expect(states()).toEqual([['approved', 'yes']]);
				expect((await sweep()).error).toBeUndefined();
				await sweep();
				expect(register()).toHaveLength(2);
				expect(states()).toEqual([['approved', 'no']]);
				expect((await mails('bob@example.com')).length).toBeGreaterThan(0);
				expect((await mails('operator@example.com')).length).toBe(2);
			},
		);

		it('is not swept while somebody may still decide, or twice in one hour', async () => {
			await ask();
			await world.engine.run('Every 10 minutes');
			expect(await world.mails()).toHaveLength(1);
			const due = Date.parse(String(world.tables.rows(asked)[0].due));
			expect(due - Date.now()).toBeGreaterThan(7 * dayMs + hourMs);
		});
	});
});
