import { type ActivityNode, startActivityNode } from '../support/activity-node';
import { createDeath, type Death } from '../support/death';
import { createEngine, workflowId } from '../support/engine';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { useSandbox } from '../support/use-sandbox';
import {
	createIntake,
	dayMs,
	fillIn,
	type Intake,
	minuteMs,
	readTemplate,
	setField,
	toCredentials,
	toItem,
	toItems,
} from './intake-world';

const health = `x_care_health_${workflowId}`;
const addresses = { fromEmail: 'care@example.com', toEmail: 'admin@example.com' };

interface Mail {
	subject: string;
	text: string;
	to: string[];
}

describe('template 13, health', () => {
	const sandbox = useSandbox();
	let tracker: RequestTrackerFake;
	let intake: Intake;
	let hook: ActivityNode;
	let death: Death;
	/** Empty: nothing is pushed. */
	let webhookUrl = '';

	beforeEach(async () => {
		await sandbox.control('DELETE', 'mailbox');
		webhookUrl = '';
		tracker = await startRequestTrackerFake();
		intake = await createIntake(
			readTemplate('10-intake.json'),
			sandbox,
			tracker,
			'Everything on X',
		);
		hook = await startActivityNode({ sandboxUrl: sandbox.url });
		death = createDeath();
		await run('Set up once');
	});

	afterEach(async () => {
		await hook.stop();
		await tracker.stop();
	});

	const run = async (trigger: string, { json = {}, smtpPort = sandbox.smtpPort } = {}) => {
		const template = fillIn(readTemplate('13-health.json'), { 'Send the e-mail': addresses });
		setField(template, 'What to watch', 'intake', workflowId);
		setField(template, 'What to watch', 'webhookUrl', webhookUrl);
		const credentials = toCredentials(sandbox);
		const engine = await createEngine(template, {
			credentials: { ...credentials, smtp: { ...credentials.smtp, port: smtpPort } },
			dataTables: intake.tables,
			beforeNode: death.beforeNode,
		});
		return await engine.run(trigger, [{ json }]);
	};
	const look = async () => await run('Every 15 minutes');
	const mails = async () => await sandbox.control<Mail[]>('GET', 'mailbox');
	const subjects = async () => (await mails()).map(({ subject }) => subject);
	/** Moves everything that was told into the past. */
	const letTimePass = (ms: number) => {
		for (const row of intake.tables.rows(health)) {
			row.createdAt = new Date(new Date(row.createdAt).getTime() - ms);
		}
	};
	const notice = (id: string, text: string) =>
		toItem({
			...{ id, kind: 'silence', text, conversationId: id, mentionsUs: 'none' },
			author: { id: '1000000000000000001' },
		});
	const silence = notice('silence-mentions-1795341600000', 'No mention for 9 hours, 40 is usual.');

	it('disturbs nobody while all is well', async () => {
		await intake.deliver(...toItems(2));
		const outcomes = [await look(), await run('Every hour')];
		expect(outcomes.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(await mails()).toEqual([]);
	});

	describe('an alarm', () => {
		it('is mailed once, with its sentence, and never again', async () => {
			await intake.deliver(silence);
			expect((await look()).error).toBeUndefined();
			letTimePass(3 * 60 * minuteMs);
			await look();
			const [mail, ...more] = await mails();
			expect(more).toEqual([]);
			expect(mail).toMatchObject({ subject: 'X: improbably quiet', to: ['admin@example.com'] });
			expect(mail.text).toContain('No mention for 9 hours, 40 is usual.');
			expect(mail.text).not.toMatch(/undefined|\{\{|sent automatically with n8n/);
		});

		it('is mailed once when it stands in the history twice, or two runs look at the same time', async () => {
			await intake.deliver(silence);
			const [row] = intake.rows('history');
			intake.rows('history').push({ ...row, id: 500 });
			await Promise.all([look(), look(), look()]);
			expect(await subjects()).toEqual(['X: improbably quiet']);
		});

		it('is a message nobody can read, too, with the way to it', async () => {
			const permalink = 'https://x.com/messages/1-2';
			await intake.deliver(
				toItem({ id: 'chat-7', kind: 'unreadable_message', conversationId: '1-2', permalink }),
			);
			await look();
			const [{ subject, text }] = await mails();
			expect(subject).toContain('private message');
			expect(text).toContain(permalink);
		});

		it('gets each its own mail', async () => {
			await intake.deliver(silence, notice('silence-messages-1795341600000', 'No message.'));
			await look();
			expect(await mails()).toHaveLength(2);
		});
	});

	describe('a mail that cannot be sent', () => {
		it('fails the run and is tried again', async () => {
			await intake.deliver(silence);
			const outcome = await run('Every 15 minutes', { smtpPort: 9 });
			expect(outcome.error?.message).toMatch(/^Mails not sent: 1\. .*improbably quiet.*\w{4,}/);
			await look();
			expect(await subjects()).toEqual(['X: improbably quiet']);
		});

		it.each([
			...['Alarms in the history', 'Alarms and webhook', 'Anything to tell?', 'Each finding'],
			...['One by one', 'Note it first', 'Told lately?', 'Ours to tell?', 'Send the e-mail'],
		])('is sent once, soon, when the process died before "%s"', async (step) => {
			await intake.deliver(silence);
			death.plan(step);
			await look().catch(() => undefined);
			death.cancel();
			await look();
			letTimePass(11 * minuteMs);
			await look();
			await look();
			expect(await subjects()).toEqual(['X: improbably quiet']);
		});
	});

	describe('the webhook', () => {
		const switchOff = async () => {
			await sandbox.control('POST', 'settings', { webhookSecret: 'client' });
			await sandbox.control('POST', 'activity', { crc: true });
			await sandbox.control('POST', 'settings', { webhookSecret: 'consumer' });
		};

		beforeEach(async () => {
			await hook.publish();
			webhookUrl = hook.url;
		});

		it('is let be while X calls it', async () => {
			await look();
			expect(await mails()).toEqual([]);
			expect(intake.tables.rows(health).map(({ key }) => key)).toEqual(['webhook in order']);
		});

		it('is repaired when X has switched it off, what happened since is told again, and one mail says so', async () => {
			await look();
			await switchOff();
			await sandbox.post({ from: 'alice_m', text: '@acmecare is anybody there?' });
			await sandbox.control('POST', 'activity', { settle: true });
			expect(hook.starts).toEqual([]);

			expect((await look()).error).toBeUndefined();
			await sandbox.control('POST', 'activity', { settle: true });
			expect(hook.starts.flat()).toHaveLength(1);
			await look();
			const [mail, ...more] = await mails();
			expect(more).toEqual([]);
			expect(mail.subject).toBe('X: the webhook was out of order, and is repaired');
			expect(mail.text).toMatch(/switched the webhook off[^]*tell again what happened since/);
		});

		it('that cannot be repaired is mailed once an hour, with what to do', async () => {
			await sandbox.control('POST', 'settings', { webhookSecret: 'client' });
			await sandbox.control('POST', 'activity', { crc: true });
			await look();
			letTimePass(30 * minuteMs);
			await look();
			expect(await mails()).toHaveLength(1);
			letTimePass(31 * minuteMs);
			await look();
			const received = await mails();
			expect(received).toHaveLength(2);
			expect(received[0].subject).toBe('X: nothing is pushed');
			expect(received[0].text).toMatch(/could not be repaired: .*\w{4,}/);
		});

		it('is no reason for a mail when X only has trouble for a moment', async () => {
			await look();
			await sandbox.control('POST', 'faults', {
				...{ path: '/2/webhooks', problem: 'rate-limit', retryAfter: 900, times: 20 },
			});
			await look();
			expect(await mails()).toEqual([]);
		});
	});

	describe('the account', () => {
		it('is looked at every hour: what is red is mailed once an hour, what is yellow once a day', async () => {
			await sandbox.control('PATCH', 'users/acmecare', { protected: true });
			await run('Every hour');
			letTimePass(61 * minuteMs);
			await run('Every hour');
			expect(await subjects()).toEqual(['X: to be looked at: Visibility']);
			letTimePass(dayMs);
			await run('Every hour');
			expect(await mails()).toHaveLength(2);
			expect((await mails())[0].text).toContain("switch 'Protect your posts' off");
		});

		it('that X does not let in is told', async () => {
			await sandbox.control('POST', 'revoke', {});
			await run('Every hour');
			const received = await mails();
			expect(received.length).toBeGreaterThan(0);
			expect(received[0].subject).toMatch(/^X: (to be fixed|the account cannot be checked)/);
		});
	});

	describe('the ledger', () => {
		const verify = async () => await run('Every morning');
		const takeInAndSeal = async (...items: ReturnType<typeof toItems>) => {
			await intake.deliver(...items);
			intake.letRowsGrowOld('history');
			await intake.run('Every 15 minutes');
		};
		const tomorrow = () => letTimePass(dayMs);

		it('is in order, and the mail of the morning carries the last seal', async () => {
			await takeInAndSeal(...toItems(3));
			expect((await verify()).error).toBeUndefined();
			const [{ subject, text }] = await mails();
			expect(subject).toMatch(/^X: the ledger is in order \(\d{4}-\d\d-\d\d\)$/);
			expect(text).toContain(String(intake.rows('seals')[0].sealHash));
			expect(text).not.toMatch(/undefined|\{\{/);
		});

		it('gets its mail also before anything was sealed', async () => {
			await verify();
			expect((await mails())[0].text).toContain('There is no seal yet.');
		});

		it('is verified further from a seal that was in order a week ago', async () => {
			await takeInAndSeal(...toItems(3));
			await verify();
			letTimePass(8 * dayMs);
			await takeInAndSeal(toItem());
			const outcome = await verify();
			expect(outcome.out('Rows under seal')).toHaveLength(1);
			expect((await subjects()).every((subject) => /in order/.test(subject))).toBe(true);
		});

		it('that somebody changed is named in the subject, and the mail says where', async () => {
			await takeInAndSeal(...toItems(3));
			await verify();
			tomorrow();
			intake.rows('history')[1].decision = 'parked';
			await verify();
			const { subject, text } = (await mails())[1];
			expect(subject).toContain('THE LEDGER WAS CHANGED');
			expect(text).toContain(`Row ${intake.rows('history')[1].id} was changed`);
		});

		it('is not in order when the last seal of yesterday is gone', async () => {
			await takeInAndSeal(...toItems(3));
			await takeInAndSeal(toItem());
			await verify();
			tomorrow();
			intake.rows('seals').pop();
			await verify();
			expect((await subjects())[1]).toContain('THE LEDGER WAS CHANGED');
		});
	});

	describe('the failure of another workflow', () => {
		const failure = (message: string, name = 'X intake, all sources') => ({
			execution: {
				...{ id: '7', url: 'https://n8n.example.com/execution/7', mode: 'trigger' },
				...{ error: { message }, lastNodeExecuted: 'Say so' },
			},
			workflow: { id: 'xCare10Intake', name },
		});
		const fail = async (message: string) =>
			await run('When a workflow fails', { json: failure(message) });

		it('is mailed with its reason and its address, once an hour for the same reason', async () => {
			await fail('Events not dealt with: 3. The first one is 1-23');
			await fail('Events not dealt with: 4. The first one is 1-99');
			await fail('Something else');
			expect(await subjects()).toEqual([
				'n8n: "X intake, all sources" failed',
				'n8n: "X intake, all sources" failed',
			]);
			const [{ text }] = await mails();
			expect(text).toContain('Events not dealt with: 3. The first one is 1-23');
			expect(text).toContain('https://n8n.example.com/execution/7');
			letTimePass(61 * minuteMs);
			await fail('Events not dealt with: 5. The first one is 1-99');
			expect(await mails()).toHaveLength(3);
		});

		it('is mailed once when many runs fail in the same instant', async () => {
			await Promise.all(Array.from({ length: 6 }, async () => await fail('X answered 503')));
			expect(await mails()).toHaveLength(1);
		});

		it('is mailed also when the trigger itself failed', async () => {
			const json = {
				trigger: { error: { message: 'X refused the log-in' }, mode: 'trigger' },
				workflow: { id: 'xCare11Push', name: 'X intake by push' },
			};
			await run('When a workflow fails', { json });
			expect((await mails())[0].text).toContain('X refused the log-in');
		});
	});

	describe('when its own table', () => {
		it('is missing, an alarm and the ledger are told all the same', async () => {
			await intake.deliver(silence);
			const tables = intake.tables as unknown as { tables: Array<{ name: string }> };
			tables.tables = tables.tables.filter(({ name }) => name !== health);
			await look();
			await run('Every morning');
			expect((await subjects()).sort()).toEqual([
				'X: improbably quiet',
				expect.stringMatching(/^X: the ledger is in order/),
			]);
		});

		it('takes no more rows, what was not told yet is told, and nothing that was', async () => {
			await intake.deliver(silence);
			await look();
			const { provider } = intake.tables;
			const { getDataTableProxy } = provider;
			provider.getDataTableProxy = async (...args) => ({
				...(await getDataTableProxy(...args)),
				insertRows: async () => {
					throw new Error('Data table size limit exceeded');
				},
			});
			letTimePass(11 * minuteMs);
			await look();
			await run('When a workflow fails', { json: { workflow: { id: '1', name: 'The intake' } } });
			expect((await subjects()).sort()).toEqual([
				'X: improbably quiet',
				'n8n: "The intake" failed',
			]);
		});
	});

	it('says so when the ledger of the intake is not there', async () => {
		const tables = intake.tables as unknown as { tables: Array<{ name: string }> };
		tables.tables = tables.tables.filter(({ name }) => name === health);
		await look();
		expect(await subjects()).toEqual(['X: the ledger of the intake cannot be read']);
	});
});
