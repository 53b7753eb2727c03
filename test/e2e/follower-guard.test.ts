import type { XEvent } from '../../src/domain/event';
import { publishWebhookFlow, webhook } from '../support/care-flow';
import { makeEvent } from '../support/events';
import { formHeaders, type GuardFlow, type Mail, startGuardFlow } from '../support/guard-flow';
import { readTemplate } from '../support/push-intake';
import { openForm, sendForm, unescapeHtml } from '../support/n8n-form';
import { waitUntil } from '../support/n8n';

jest.setTimeout(240_000);

const operator = 'olga@acme.example';
const account = { id: '1402000000000000001', handle: 'acmecare' };

/** What was posted to the webhook, as an item of a trigger of ours. */
const bodyOnly = {
	name: 'Event',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: '={{ $json.body }}', options: {} },
};

const toCall = (workflowId: string) => ({
	name: 'Forward',
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	parameters: { workflowId: { __rl: true, mode: 'id', value: workflowId }, options: {} },
});

describe('the protected staff feed in a real n8n', () => {
	let flow: GuardFlow;
	let registerTable: string;
	let guardId: string;

	beforeAll(async () => {
		flow = await startGuardFlow();
		// Two of the sandbox's people follow from the start.
		await flow.control('PATCH', 'users/acmecare', { protected: true, followers: 2 });
		const registerId = await flow.importTemplate('33-register-setup.json');
		registerTable = `x_care_register_${registerId}`;
		expect(await flow.run(registerId, 'Set up once')).toBe('success');
		await flow.n8n.publish(registerId);
		guardId = await flow.importTemplate('30-follower-guard.json', {
			Settings: { account: '@acmecare', fromEmail: 'care@acme.example' },
		});
		expect(await flow.run(guardId, 'Set up once')).toBe('success');
		await flow.n8n.publish(guardId);
	}, 280_000);

	afterAll(async () => await flow?.stop(), 60_000);

	/** Somebody on X who gets in. */
	async function letIn(handle: string): Promise<string> {
		const { id } = await flow.control<{ id: string }>('POST', 'users', { handle, name: handle });
		await flow.control('POST', 'follows', { from: handle, state: 'request' });
		await flow.control('POST', 'follows', { from: handle, state: 'accept' });
		return id;
	}

	const guard = async () => await flow.run(guardId, 'Run it now');

	/** The mails in which the operator is asked to do something about that account. */
	const findMailsAbout = async (userId: string): Promise<Mail[]> =>
		(await flow.readMails()).filter(({ text }) => text.includes(`user_id=${userId}`));

	const findRegisterRow = async (handle: string) =>
		(await flow.readTable(registerTable)).find(({ xHandle }) => xHandle === handle);

	describe('the register', () => {
		it('is filled from a spreadsheet that somebody sends by a form', async () => {
			await flow.changeRows(registerTable, 'role', 'Operator', {
				...{ name: 'Olga Operator', email: operator, xHandle: 'alice_m' },
			});
			const form = await openForm(toFormUrl('33-register-setup.json'), formHeaders);
			const lines = [
				'Name;E-Mail;Role(s);X Handle',
				'Carla Care;carla@acme.example;Customer care;@Carla_K',
				'Dora Depot;dora@acme.example;"Depot, Deliveries";https://x.com/dora_depot',
			];
			const file = new File([lines.join('\r\n')], 'officials.csv', { type: 'text/csv' });
			const [fileLabel, nameLabel] = form.labels;
			await sendForm(form, { [fileLabel]: file, [nameLabel]: 'Olga Operator' }, formHeaders);
			const row = await waitUntil(
				'the register to be filled',
				async () => await findRegisterRow('dora_depot'),
			);
			expect(row).toMatchObject({
				...{
					name: 'Dora Depot',
					email: 'dora@acme.example',
					approvedBy: expect.stringMatching(/Olga/) as string,
				},
			});
		});
	});

	describe('the daily guard', () => {
		let waitingId: string;
		let outsiderId: string;

		beforeAll(async () => {
			const dora = { handle: 'dora_depot', name: 'Dora Depot' };
			waitingId = (await flow.control<{ id: string }>('POST', 'users', dora)).id;
			await flow.control('POST', 'follows', { from: 'dora_depot', state: 'request' });
			outsiderId = await letIn('slipped_in');
		});

		it('mails the operator who waits and who is a stranger inside, with what to click', async () => {
			expect(await guard()).toBe('success');
			const [mail, ...more] = await flow.readMails();
			expect(more).toEqual([]);
			expect(mail).toMatchObject({
				to: [operator],
				subject: expect.stringMatching(/1 waiting, 1 not on the register/) as string,
			});
			const profile = (id: string) => `https://x.com/intent/user?user_id=${id}`;
			for (const shown of [mail.text, unescapeHtml(mail.html ?? '')]) {
				for (const link of [
					profile(waitingId),
					'https://x.com/follower_requests',
					profile(outsiderId),
					`https://x.com/messages/compose?recipient_id=${outsiderId}`,
				]) {
					expect(shown).toContain(link);
				}
				expect(shown.indexOf('@dora_depot')).toBeLessThan(shown.indexOf('@slipped_in'));
				// They stand once in what was added to the register: the entry had a handle alone.
				const [tasks, added] = shown.split('Added to the register');
				for (const handle of ['@alice_m', '@Carla_K']) {
					expect(tasks).not.toContain(handle);
					expect(added).toContain(handle);
				}
			}
		});

		it('keeps the ids of the officials, by which they are found under any handle', async () => {
			expect(await findRegisterRow('dora_depot')).toMatchObject({ xUserId: waitingId });
			expect(await findRegisterRow('alice_m')).toMatchObject({ xUserId: '1402000000000000101' });
		});

		it('says nothing twice when it runs again on the same day', async () => {
			expect(await guard()).toBe('success');
			expect(await flow.readMails()).toHaveLength(1);
		});

		it('asks once about a new stranger when two runs start at the same instant', async () => {
			const id = await letIn('another_one');
			expect(await Promise.all([guard(), guard()])).toEqual(['success', 'success']);
			expect(await findMailsAbout(id)).toHaveLength(1);
			for (const known of [waitingId, outsiderId]) {
				expect(await findMailsAbout(known)).toHaveLength(1);
			}
		});

		it.each([
			['after the mail had left', 'after', 1],
			['before the mail had left', 'before', 0],
		] as const)('never asks twice when n8n is killed %s', async (_, when, mails) => {
			const id = await letIn(`came_${when}`);
			const isStuck = flow.mail.holdNext(when);
			await flow.start(guardId, 'Run it now');
			await isStuck;
			if (mails > 0) {
				await waitUntil('the mail to be there', async () => (await findMailsAbout(id)).length > 0);
			}
			await flow.demo.killN8n();
			await flow.demo.startN8n();
			expect(await guard()).toBe('success');
			expect(await findMailsAbout(id)).toHaveLength(mails);
			expect(
				(await flow.readTable(`x_care_reminders_${guardId}`)).filter(({ userId }) => userId === id),
			).toHaveLength(1);
		});

		it('closes a stranger who has left, and asks no more', async () => {
			await flow.control('POST', 'follows', { from: 'slipped_in', state: 'unfollow' });
			expect(await guard()).toBe('success');
			const rows = await flow.readTable(`x_care_reminders_${guardId}`);
			const states = rows.filter(({ userId }) => userId === outsiderId).map(({ state }) => state);
			expect(states).toEqual(['told', 'gone']);
			expect(await findMailsAbout(outsiderId)).toHaveLength(1);
		});

		it.each([
			['X has no more credits', { problem: 'credits-depleted' }, 5, /credits/i],
			['X shows fewer people than it states', undefined, 50, /\b5\b.*\b50\b|\b50\b.*\b5\b/],
		])(
			'stops with the reason when %s, and makes a stranger of nobody',
			async (_, fault, followers, why) => {
				const table = `x_care_reminders_${guardId}`;
				const [mails, rows] = [await flow.readMails(), await flow.readTable(table)];
				await flow.control('PATCH', 'users/acmecare', { followers });
				if (fault) {
					const path = '/2/users/\\d+/followers';
					await flow.control('POST', 'faults', { path, ...fault, times: 9 });
				}
				const executionId = await flow.start(guardId, 'Run it now');
				expect(await flow.n8n.waitForEnd(executionId)).toBe('error');
				expect(await flow.readReason(executionId)).toMatch(why);
				await flow.control('DELETE', 'faults');
				await flow.control('PATCH', 'users/acmecare', { followers: 5 });
				expect(await flow.readMails()).toHaveLength(mails.length);
				expect(await flow.readTable(table)).toEqual(rows);
			},
		);
	});

	describe('asking to follow', () => {
		let askingId: string;
		let personId: string;
		let form: Awaited<ReturnType<typeof openForm>>;

		beforeAll(async () => {
			askingId = await flow.importTemplate('34-ask-to-follow.json', {
				Settings: {
					fromEmail: 'care@acme.example',
					operatorEmail: operator,
					staffFeed: '@acmecare',
				},
			});
			expect(await flow.run(askingId, 'Set up once')).toBe('success');
			await flow.n8n.publish(askingId);
			const person = { handle: 'pia_press', name: 'Pia Press' };
			personId = (await flow.control<{ id: string }>('POST', 'users', person)).id;
			form = await openForm(toFormUrl('34-ask-to-follow.json'), formHeaders);
		});

		const findMail = async (to: string, words: RegExp) =>
			await waitUntil(`a mail to ${to}`, async () =>
				(await flow.readMails()).find((it) => it.to.includes(to) && words.test(it.subject)),
			);

		it('is decided by the operator in a form, also when n8n was killed meanwhile, and kept with who and when', async () => {
			const said = await sendForm(
				form,
				{
					Name: 'Pia Press',
					'Handle on X': '@Pia_Press',
					Role: 'Press office',
					'E-mail': 'pia@partner.example',
					Why: 'I answer <b>journalists</b> & need the feed',
				},
				formHeaders,
			);
			expect(said).toContain('the answer comes by e-mail');
			const question = await findMail(operator, /may @pia_press follow/i);
			expect(await findRegisterRow('pia_press')).toBeUndefined();

			await waitUntil('the run to wait for the decision', async () => {
				return (await flow.n8n.countRuns(askingId, 'waiting')) === 1;
			});
			await flow.demo.killN8n();
			await flow.demo.startN8n();
			const [, link] = /href="([^"]*webhook-waiting[^"]*)"/.exec(question.html ?? '') ?? [];
			const decision = await openForm(unescapeHtml(link));
			expect(decision.html).toContain('value="Press office"');
			await sendForm(decision, {
				Decision: 'Approve',
				'Role for the register': 'Press',
				'Decided by': 'Olga Operator',
				Note: 'known to me',
			});

			const answer = await findMail('pia@partner.example', /may follow @acmecare/i);
			expect(answer.text).toContain('https://x.com/acmecare');
			const row = await findRegisterRow('pia_press');
			expect(row).toMatchObject({ xUserId: personId, role: 'Press', status: 'approved' });
			expect(row?.approvedBy).toBe(`Olga Operator (${operator})`);
			expect(Math.abs(Date.now() - Date.parse(String(row?.approvedOn)))).toBeLessThan(120_000);
			const told = await findMail(operator, /accept @pia_press/i);
			expect(told.text).toContain('https://x.com/follower_requests');
		});

		it('lets them in: the guard takes them for one of ours from then on', async () => {
			await flow.control('POST', 'follows', { from: 'pia_press', state: 'request' });
			await flow.control('POST', 'follows', { from: 'pia_press', state: 'accept' });
			expect(await guard()).toBe('success');
			const asked = (await findMailsAbout(personId)).filter(({ subject }) =>
				/not on the register/.test(subject),
			);
			expect(asked).toEqual([]);
		});
	});

	describe('what officials are told', () => {
		const officials = ['carla@acme.example', 'dora@acme.example', operator];
		let tell: (event: Partial<XEvent>) => Promise<void>;

		beforeAll(async () => {
			const forwardId = await flow.importTemplate('32-forward-to-officials.json', {
				Settings: { fromEmail: 'care@acme.example', operatorEmail: operator },
			});
			expect(await flow.run(forwardId, 'Set up once')).toBe('success');
			await flow.n8n.publish(forwardId);
			const caller = await publishWebhookFlow(flow.demo, flow.n8n, {
				path: 'tell-officials',
				nodes: [webhook('tell-officials'), bodyOnly, toCall(forwardId)],
				connections: {
					Webhook: { main: [[{ node: 'Event' }]] },
					Event: { main: [[{ node: 'Forward' }]] },
				},
			});
			tell = async (event) => {
				const answer = await caller.post({ event: makeEvent({ account, ...event }) });
				expect(answer.status).toBe(200);
			};
		});

		const findMailsWith = async (words: string) =>
			(await flow.readMails()).filter(({ text }) => text.includes(words));

		it('is a public post, by e-mail word for word and on the feed, once however often it comes', async () => {
			const text = '@acmecare two parcels <lost> & nobody answers';
			const [{ id }] = await flow.control<Array<{ id: string }>>('POST', 'posts', [
				{ from: 'bob_travels', text },
			]);
			await tell({ id, conversationId: id, text });
			await tell({ id, conversationId: id, text });
			const mails = await findMailsWith(text);
			const to = mails.map((mail) => mail.to.join());
			expect(to.filter((address) => officials.includes(address)).sort()).toEqual(officials);
			expect(new Set(to).size).toBe(to.length);
			const reposts = await findRequests(/\/retweets$/);
			expect(reposts.map(({ body }) => body)).toEqual([{ tweet_id: id }]);
		});

		it('is a private message only for those entitled to it, and nothing of it on X', async () => {
			const text = 'my card was charged twice, secret word zebra';
			await tell({ id: '1999000000000000777', kind: 'message', text, conversationId: 'c1' });
			expect((await findMailsWith('zebra')).map(({ to }) => to)).toEqual([[operator]]);
			expect(JSON.stringify(await findRequests(/./))).not.toContain('zebra');
		});

		const findRequests = async (path: RegExp) =>
			(await flow.control<Array<{ path: string; body?: unknown }>>('GET', 'requests')).filter(
				(it) => path.test(it.path),
			);
	});

	describe('a new follower', () => {
		it('raises an alarm when a stranger got in, once, with what to click', async () => {
			const newcomerId = await flow.importTemplate('31-new-follower.json', {
				'Staff feed': { pollTimes: { item: [{ mode: 'everyMinute' }] } },
				Settings: {
					followersTable: `x_care_followers_${guardId}`,
					...{ fromEmail: 'care@acme.example', operatorEmail: operator },
				},
			});
			expect(await flow.run(newcomerId, 'Set up once')).toBe('success');
			await flow.control('DELETE', 'requests');
			await flow.n8n.publish(newcomerId);
			// The first reading says who is inside already; only who comes after it is new.
			await waitUntil(
				'the first reading',
				async () =>
					(await flow.control<Array<{ path: string }>>('GET', 'requests')).some(({ path }) =>
						path.endsWith('/followers'),
					),
				{ timeoutMs: 90_000 },
			);
			const strangerId = await letIn('just_slipped_in');
			const alarm = await waitUntil(
				'the alarm',
				async () => (await findMailsAbout(strangerId)).at(0),
				{ timeoutMs: 100_000 },
			);
			expect(alarm.to).toEqual([operator]);
			expect(alarm.subject).toContain('not on the register');
			expect(await findMailsAbout(strangerId)).toHaveLength(1);
		});
	});

	function toFormUrl(file: string): string {
		const { nodes } = readTemplate(file);
		const node = nodes.find(({ type }) => type.endsWith('.formTrigger')) as
			| { parameters: { path?: string }; webhookId?: string }
			| undefined;
		return `${flow.demo.n8nUrl}/form/${node?.parameters.path ?? node?.webhookId}`;
	}
});
