/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { createServer } from 'node:http';

import fc from 'fast-check';

import { sign } from '../sandbox/webhook-receiver';
import { publishAsking, readAsked } from '../support/asking-flow';
import { publishHealth, runFrom } from '../support/health-flow';
import { waitUntil } from '../support/n8n';
import type { Row } from '../support/n8n-tables';
import { type PushIntake, type Run, startPushIntake } from '../support/push-intake';

jest.setTimeout(150_000);

const usualEvents = 8;

describe('the templates that X tells at once, and the sources that ask X, in a real n8n', () => {
	let intake: PushIntake;
	let hookUrl: string;
	/** A workflow of its own that asks X for everything, once a minute. */
	let askingId: string;

	beforeAll(async () => {
		intake = await startPushIntake();
		askingId = await publishAsking(intake);
		hookUrl = (await waitForListeners(usualEvents)).webhooks[0].url;
	}, 280_000);

	afterAll(async () => await intake?.stop(), 60_000);

	describe('publishing', () => {
		it('passes X’s check of the address, and has X tell of everything that is wanted', async () => {
			const response = await fetch(`${hookUrl}?crc_token=who-are-you`);
			expect(response.status).toBe(200);
			expect(await response.json()).toEqual({ response_token: sign('who-are-you') });
			await intake.control('POST', 'activity', { crc: true, settle: true });
			expect(await intake.readListeners()).toMatchObject({
				webhooks: [{ valid: true }],
				subscriptions: usualEvents,
			});
		});

		it('again, as it is or with another choice of events, leaves nothing at X twice', async () => {
			await intake.n8n.publish(intake.workflowId);
			const others = ['mentions', 'replies', 'quotes', 'messages', 'chats', 'follows', 'reposts'];
			await chooseEvents(others);
			expect(await waitForListeners(others.length)).toMatchObject({
				webhooks: [{ url: hookUrl, valid: true }],
			});
			await chooseEvents(undefined);
			expect((await waitForListeners(usualEvents)).webhooks).toHaveLength(1);
		});

		it('taken back leaves nothing at X, and can be done again', async () => {
			await intake.n8n.api(`/workflows/${intake.workflowId}/unpublish`, {});
			await waitUntil('X to be told to stop', async () => {
				const { webhooks, subscriptions } = await intake.readListeners();
				return webhooks.length === 0 && subscriptions === 0;
			});
			await intake.n8n.publish(intake.workflowId);
			await waitForListeners(usualEvents);
		});
	});

	describe('what X tells', () => {
		it('stands once in the history and in one case, though X tells it twice and out of order', async () => {
			const ours = await post('acmecare', 'Our new winter timetable is out.');
			await intake.control('POST', 'activity', { hold: true, outOfOrder: true, duplicate: 1 });
			const posts = [
				await post('alice_m', '@acmecare my parcel was due on Monday and nobody answers'),
				await post(
					'bob_travels',
					'and why is my line missing? I have been waiting for an answer for three weeks',
					{ inReplyTo: ours },
				),
				await post('carla_k', 'your new timetable is a disgrace, my train is late every day', {
					quote: ours,
				}),
			];
			const letter = await write('kenji_t', { text: 'Where is my order?' });
			await write('dan_the_van', { text: 'for your eyes only', encrypted: true });
			const follower = await follow('mona_ar');
			await intake.control('POST', 'activity', {
				release: true,
				settle: true,
				duplicate: 0,
				outOfOrder: false,
			});
			const rows = await waitForHistory([...posts, letter, follower]);
			await intake.waitForQuiet();

			const kinds = Object.fromEntries(rows.map(({ eventId, kind }) => [eventId, kind]));
			const [mention, reply, quote] = posts;
			expect(kinds).toMatchObject({
				...{ [mention]: 'mention', [reply]: 'reply', [quote]: 'quote' },
				...{ [letter]: 'message', [follower]: 'follow' },
			});
			const chat = await waitUntil('the encrypted chat to be noted', async () =>
				(await intake.readHistory()).find(({ kind }) => kind === 'unreadable_message'),
			);
			await expectEachOnce([...posts, letter, String(chat.eventId)]);
			await expectNothingTwice();
			const told = (await intake.control<Told[]>('GET', 'deliveries')).filter(isDelivered);
			expect(told.length).toBeGreaterThanOrEqual(12);
		});

		it('starts the workflow within 2 seconds, in a quiet moment', async () => {
			const measured: number[] = [];
			for (let at = 0; at < 7; at++) {
				await intake.waitForQuiet();
				const saidAtMs = Date.now();
				const id = await post('alice_m', `@acmecare is anybody there? I ask for the ${at}. time`);
				const { startedAt } = await waitForRunWith(id);
				measured.push(Date.parse(startedAt) - saidAtMs);
			}
			const median = measured.sort((a, b) => a - b)[3];
			process.stderr.write(`From a post to the start of the workflow: median ${median} ms.\n`);
			expect(median).toBeLessThan(2_000);
		});
	});

	describe('what is not from X', () => {
		const json = { 'content-type': 'application/json' };
		const signature = (body: string | Buffer) => ({
			'x-twitter-webhooks-signature': sign(body as string),
		});
		const forged = JSON.stringify({
			data: {
				filter: { user_id: '1402000000000000001' },
				event_type: 'follow.follow',
				payload: {
					source: { id: '1402000000000000104' },
					target: { id: '1402000000000000001' },
				},
			},
		});
		const form = { 'content-type': 'application/x-www-form-urlencoded' };
		const send = async (body: string | Buffer, headers: Record<string, string>) => {
			const response = await fetch(hookUrl, {
				method: 'POST',
				headers,
				body: new Uint8Array(Buffer.from(body as string)),
			});
			await response.arrayBuffer();
			return response.status;
		};
		let startsBefore: string[];

		beforeAll(async () => {
			await intake.waitForQuiet();
			startsBefore = await listStarts();
		});

		it.each<[string, string | Buffer, Record<string, string>, number]>([
			['unsigned', forged, json, 401],
			['signed for other bytes', forged, { ...json, ...signature(`${forged} `) }, 401],
			['signed in a way X does not', forged, { ...json, ...toSha1() }, 401],
			['signed, and broken off', '{"data":', { ...json, ...signature('{"data":') }, 400],
			['20 MB', Buffer.alloc(20_000_000, 97), json, 413],
			['a form', 'event=follow', form, 401],
			['a form that is signed', 'event=follow', { ...form, ...signature('event=follow') }, 400],
			['nothing', '', json, 401],
			['nothing, signed', '', { ...json, ...signature('') }, 400],
			['packed, and is not', forged, { ...json, 'content-encoding': 'gzip' }, 400],
		])(
			'is turned away with its right status: a body that is %s',
			async (_is, body, headers, as) => {
				expect(await send(body, headers)).toBe(as);
			},
		);

		it('is turned away: a check without a token', async () => {
			expect((await fetch(hookUrl)).status).toBe(400);
		});

		it('never makes n8n fail: 300 bodies by chance', async () => {
			const bodies = fc.sample(chanceBody(), { numRuns: 300, seed: 20_261_122 });
			const statuses: number[] = [];
			const sendOneByOne = async () => {
				for (let it = bodies.pop(); it !== undefined; it = bodies.pop()) {
					const body = Buffer.from(it.body);
					const signed = it.isSigned ? signature(body) : it.isForged ? signature(forged) : {};
					statuses.push(await send(body, { 'content-type': it.contentType, ...signed }));
				}
			};
			await Promise.all(Array.from({ length: 4 }, sendOneByOne));
			expect(statuses).toHaveLength(300);
			expect(statuses.filter((status) => ![200, 400, 401, 413].includes(status))).toEqual([]);
			expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(100);
		});

		it('has started nothing, and what X tells next starts the workflow once', async () => {
			const id = await post('alice_m', '@acmecare still waiting for my parcel');
			const { id: runId } = await waitForRunWith(id);
			await waitForHistory([id]);
			expect((await listStarts()).filter((it) => !startsBefore.includes(it))).toEqual([runId]);
		});

		async function listStarts() {
			return (await intake.readRuns(intake.workflowId))
				.filter(({ mode }) => mode === 'webhook')
				.map(({ id }) => id);
		}
	});

	describe('all that X is asked for', () => {
		it('comes with the next poll: a mention, a keyword, a message, a follower', async () => {
			await waitUntil(
				'a first poll to have read everything',
				async () =>
					(await readAsked(intake, askingId)).filter(({ kind }) => kind === 'coverage').length >= 1,
				{ timeoutMs: 70_000, everyMs: 500 },
			);
			const saidAtMs = Date.now();
			const mention = await post('nora_reports', '@acmecare what do you say about the delays?');
			const keyword = await post('zenith_help', 'we are not acme widgets, but we have seats left');
			const letter = await write('nora_reports', { text: 'May I quote you?' });
			const follower = await follow('zenith_help');
			const wanted = [mention, keyword, letter, follower];
			const asked = await waitUntil(
				'all four to be handed on',
				async () => {
					const events = await readAsked(intake, askingId);
					return wanted.every((id) => events.some((event) => event.id === id)) && events;
				},
				{ timeoutMs: 130_000, everyMs: 500 },
			);
			const found = wanted.map((id) => asked.filter((event) => event.id === id));
			expect(found).toMatchObject([
				[{ kind: 'mention', source: 'poll' }],
				[{ kind: 'post', source: 'search' }],
				[{ kind: 'message', source: 'poll' }],
				[{ kind: 'follow', source: 'poll' }],
			]);
			expect(found[0][0].startedAtMs - saidAtMs).toBeLessThanOrEqual(65_000);
		});
	});

	describe('after a power cut', () => {
		it('X’s next call starts the workflow, with nothing set up anew', async () => {
			await intake.waitForQuiet();
			const before = await intake.readListeners();
			await intake.demo.killN8n();
			await intake.demo.startN8n();
			await waitForWebhook();
			const id = await post('bob_travels', '@acmecare are you back?');
			await waitForRunWith(id);
			await waitForHistory([id]);
			await intake.waitForQuiet();
			expect(await intake.readListeners()).toEqual(before);
		});

		it('template 13 finds that X has given the webhook up, mends it, says so by e-mail, and what was missed is told again', async () => {
			const healthId = await publishHealth(intake, hookUrl);
			await runFrom(intake, healthId, 'Every 15 minutes');
			await intake.waitForQuiet();
			await intake.demo.killN8n();
			await giveUpWebhook();
			const missed = [
				await post('carla_k', '@acmecare nobody hears me'),
				await follow('win_a_phone_77'),
			];
			await intake.demo.startN8n();
			await waitForWebhook();
			expect((await intake.readListeners()).webhooks).toMatchObject([{ valid: false }]);
			await runFrom(intake, healthId, 'Every 15 minutes');

			await waitForListeners(usualEvents);
			// Nothing but X's telling again brings the follower: this workflow does not ask for them.
			await waitForHistory(missed);
			const mails = await intake.control<Mail[]>('GET', 'mailbox');
			const mail = mails.find(({ subject }) => subject.includes('webhook'));
			expect(mail).toMatchObject({ subject: 'X: the webhook was out of order, and is repaired' });
			expect(mail?.text).toContain('tell again');
		});
	});

	it('and in the end nothing of it all stands anywhere twice, whichever way and however often it came', async () => {
		await intake.waitForQuiet();
		await expectNothingTwice();
	});

	async function post(
		from: string,
		text: string,
		more: { inReplyTo?: string; quote?: string } = {},
	) {
		return (await intake.control<{ id: string }>('POST', 'posts', { from, text, ...more })).id;
	}

	async function write(from: string, message: { text: string; encrypted?: boolean }) {
		return (await intake.control<{ id: string }>('POST', 'messages', { from, ...message })).id;
	}

	/** Returns the id of the event that it is. */
	async function follow(from: string) {
		await intake.control('POST', 'follows', { from, state: 'follow' });
		const { id } = await intake.control<{ id: string }>('PATCH', `users/${from}`, {
			suspended: false,
		});
		return `follow-${id}`;
	}

	async function waitForListeners(subscriptions: number) {
		return await waitUntil(`X to tell of ${subscriptions} kinds of events`, async () => {
			const found = await intake.readListeners();
			const isValid = found.webhooks.length > 0 && found.webhooks.every(({ valid }) => valid);
			return isValid && found.subscriptions === subscriptions && found;
		});
	}

	async function waitForHistory(eventIds: string[]): Promise<Row[]> {
		return await waitUntil(
			`${eventIds.join(', ')} to stand in the history`,
			async () => {
				const rows = await intake.readHistory();
				return eventIds.every((id) => rows.some(({ eventId }) => eventId === id)) && rows;
			},
			{ timeoutMs: 60_000, everyMs: 200 },
		);
	}

	/** The run that X's telling of it started. */
	async function waitForRunWith(id: string): Promise<Run> {
		return await waitUntil(
			`X's telling of ${id} to start the workflow`,
			async () => {
				const runs = await intake.readRuns(intake.workflowId, true);
				return runs.find((run) => run.mode === 'webhook' && JSON.stringify(run.data).includes(id));
			},
			{ everyMs: 250 },
		);
	}

	async function waitForWebhook() {
		await waitUntil('n8n to listen to X again', async () => {
			const answer = await fetch(`${hookUrl}?crc_token=up`).catch(() => undefined);
			return answer?.status === 200;
		});
	}

	async function expectEachOnce(eventIds: string[]) {
		const entries = await intake.readEntries();
		const cases = await intake.readTable('X Care cases');
		const found = eventIds.map((id) => {
			const references = entries.filter(({ reference }) => String(reference).endsWith(`-${id}`));
			const keys = references.map(({ caseKey }) => caseKey);
			return {
				entries: references.length,
				cases: cases.filter(({ caseKey }) => keys.includes(caseKey)).length,
			};
		});
		expect(found).toEqual(eventIds.map(() => ({ entries: 1, cases: 1 })));
	}

	async function expectNothingTwice() {
		const twice = (rows: Row[], column: string) => {
			const values = rows.map((row) => row[column]);
			return values.filter((value, at) => values.indexOf(value) !== at);
		};
		expect({
			history: twice(await intake.readHistory(), 'eventId'),
			cases: twice(await intake.readTable('X Care cases'), 'caseKey'),
			entries: twice(await intake.readEntries(), 'reference'),
		}).toEqual({ history: [], cases: [], entries: [] });
	}

	/** Saves and publishes the workflow with other events; `undefined`: those of the template. */
	async function chooseEvents(events: string[] | undefined) {
		const path = `/workflows/${intake.workflowId}`;
		const { name, nodes, connections } = await intake.n8n.api<Saved>(path);
		for (const { type, parameters } of nodes) {
			if (type.endsWith('.xActivityTrigger')) parameters.events = events;
		}
		const settings = { executionOrder: 'v1' };
		await intake.n8n.api(path, { name, nodes, connections, settings }, 'PUT');
		await intake.n8n.publish(intake.workflowId);
	}

	/** While n8n is down, what stands before it sends X's check somewhere else: X then switches the webhook off. */
	async function giveUpWebhook() {
		const proxy = createServer((_request, response) =>
			response.writeHead(302, { location: 'https://status.acme.example/' }).end(),
		);
		const { port } = new URL(hookUrl);
		await new Promise<void>((resolve) => proxy.listen(Number(port), '127.0.0.1', resolve));
		await intake.control('POST', 'activity', { crc: true, settle: true });
		proxy.closeAllConnections();
		await new Promise((resolve) => proxy.close(resolve));
		expect((await intake.readListeners()).webhooks).toMatchObject([{ valid: false }]);
	}
});

/** With the right secret, by an older method. */
function toSha1() {
	return { 'x-twitter-webhooks-signature': 'sha1=c2hhMSBpcyBub3QgZW5vdWdoIQ==' };
}

/** Signed, they say nothing; unsigned, nothing they say counts. */
function chanceBody() {
	const body = fc.oneof(
		fc.uint8Array({ maxLength: 4_000 }),
		fc.json().map((text) => new Uint8Array(Buffer.from(text))),
		fc.string({ unit: 'binary', maxLength: 500 }).map((text) => new Uint8Array(Buffer.from(text))),
		fc.integer({ min: 1, max: 50_000 }).map((levels) => new Uint8Array(Buffer.alloc(levels, '['))),
	);
	return fc.record({
		body,
		isSigned: fc.boolean(),
		isForged: fc.boolean(),
		contentType: fc.constantFrom(
			...['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'image/png'],
			...['multipart/form-data; boundary=x', 'application/xml', 'application/json; charset=utf-7'],
		),
	});
}

interface Told {
	status: string;
}

const isDelivered = ({ status }: Told) => status === 'delivered';

interface Saved {
	name: string;
	nodes: Array<{ type: string; parameters: Record<string, unknown> }>;
	connections: object;
}

interface Mail {
	subject: string;
	text: string;
}
