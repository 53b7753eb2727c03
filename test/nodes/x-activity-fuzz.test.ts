/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import fc from 'fast-check';

import { parseEvent } from '../../src/domain/event-parse';
import { eventsMax } from '../../src/x/activity/parse-activity';
import { sign } from '../sandbox/webhook-receiver';
import { type ActivityNode, startActivityNode } from '../support/activity-node';

const COMPANY = '1402000000000000001';
const ALICE = '1402000000000000101';
const runs = 4_000;
let node: ActivityNode;

beforeAll(async () => {
	// Nothing is asked of X here: whose events these are was looked up when the workflow was published.
	const foundBy = 'oAuth2 xCareOAuth2Api';
	const account = { id: COMPANY, handle: 'acmecare', foundBy };
	node = await startActivityNode({
		sandboxUrl: 'http://127.0.0.1:9',
		parameters: { settings: { handOnUnknown: true } },
		staticData: { 'node:X tells us': { account } },
	});
});
afterAll(async () => await node.stop());
afterEach(() => {
	expect(node.log.filter((line) => /^error|crash/.test(line))).toEqual([]);
	node.log.length = 0;
	node.starts.length = 0;
});

const header = 'x-twitter-webhooks-signature';
const signed = (raw: Buffer): Record<string, string> => ({
	[header]: sign(raw as unknown as string),
});
const deliver = async (raw: Buffer) => await node.hand(raw, signed(raw));

/** Whatever was sent: an answer below 500, and items every node can take. */
async function expectHarmless(raw: Buffer): Promise<void> {
	const { status, items } = await deliver(raw);
	expect(status).toBeLessThan(500);
	expect(items.length).toBeLessThanOrEqual(eventsMax);
	for (const { event, unknownEvent } of items) {
		if (event !== undefined) expect(parseEvent(event).account.id).toBe(COMPANY);
		else expect(unknownEvent).toHaveProperty('kind');
		// n8n stores items as JSON.
		expect(() => JSON.stringify(items)).not.toThrow();
	}
	const forged: Record<string, string> = { [header]: sign(`${raw.length} other bytes`) };
	for (const headers of [{}, forged]) {
		expect(await node.hand(raw, headers)).toMatchObject({ status: 401, items: [] });
	}
}

const hostileText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.constantFrom(
		...['', '\u0000', '\u2028\u2029', '\ud800', '\udfff\ud800', '\u202e@acmecare', '﷽'.repeat(50)],
		...['__proto__', 'constructor', 'toString', '../../etc', '<script>', "'; DROP TABLE x;--"],
		...['=cmd|x', '{{ $json }}', '={{ $env }}', '\r\nX-Injected: 1', `a${'\u0301'.repeat(500)}`],
		...['9'.repeat(20), '9'.repeat(400), '-1', '1e999', 'NaN', '2026-13-45T99:99:99Z'],
	),
);
const id = fc.oneof(fc.constantFrom(COMPANY, ALICE, '0'), hostileText);
const hostile = fc.letrec((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small' },
		hostileText,
		fc.constantFrom(null, true, false, 0, -0, 1e308, -1, 2 ** 53),
		id,
		fc.array(tie('value'), { maxLength: 4 }),
		fc.dictionary(hostileText, tie('value'), { maxKeys: 4 }),
	),
})).value;
const mostly = <T>(arbitrary: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: hostile });

const person = fc.record(
	{ id: mostly(id), username: mostly(fc.string()), name: hostile, public_metrics: hostile },
	{ requiredKeys: [] },
);
const people = mostly(
	fc.oneof(person, fc.record({ data: mostly(person) }), fc.array(person, { maxLength: 3 })),
);
const reference = fc.record({
	type: mostly(fc.constantFrom('replied_to', 'quoted', 'retweeted')),
	id: mostly(id),
});
const message = fc.record(
	{
		type: mostly(fc.constant('message_create')),
		id: mostly(id),
		created_timestamp: mostly(fc.constant('1784928224372')),
		message_create: mostly(
			fc.record(
				{
					target: mostly(fc.record({ recipient_id: mostly(fc.constant(COMPANY)) })),
					sender_id: mostly(id),
					message_data: mostly(fc.record({ text: mostly(hostileText), attachment: hostile })),
				},
				{ requiredKeys: [] },
			),
		),
	},
	{ requiredKeys: [] },
);
const payload = fc.record(
	{
		id: mostly(id),
		text: mostly(hostileText),
		author_id: mostly(id),
		created_at: mostly(fc.constant('2026-07-24T21:23:23.000Z')),
		conversation_id: mostly(id),
		in_reply_to_user_id: mostly(id),
		in_reply_to_tweet_id: mostly(id),
		referenced_tweets: mostly(fc.array(reference, { maxLength: 3 })),
		referenced_posts: hostile,
		entities: hostile,
		attachments: hostile,
		note_tweet: hostile,
		display_text_range: hostile,
		reply_settings: hostile,
		lang: hostile,
		source: people,
		target: people,
		direct_message_events: mostly(fc.array(message, { maxLength: 4 })),
		users: mostly(fc.dictionary(id, people)),
		sender_id: mostly(id),
		created_at_msec: mostly(fc.constant('1784928224372')),
		user_id: mostly(id),
		date_time: mostly(fc.constant('2026-07-23T21:44:05+00:00')),
	},
	{ requiredKeys: [] },
);
const kind = mostly(
	fc.constantFrom(
		...['post.mention.create', 'post.reply.create', 'post.quote.create', 'post.repost.create'],
		...['dm.received', 'chat.received', 'follow.follow', 'follow.unfollow', 'post.delete'],
		...['oauth.revoke', 'dm.sent', 'like.create', 'profile.update.bio', 'post.sparkle.create'],
	),
);
const event = fc.record(
	{
		event_uuid: hostile,
		event_type: kind,
		filter: mostly(fc.record({ user_id: mostly(fc.constant(COMPANY)) })),
		tag: hostile,
		payload: mostly(payload),
		includes: mostly(fc.record({ users: people, media: hostile }, { requiredKeys: [] })),
	},
	{ requiredKeys: ['event_type', 'payload'] },
);
const delivery = fc.oneof(
	fc.record({ data: event }),
	fc.record({ data: fc.array(event, { maxLength: 5 }) }),
	fc.array(fc.record({ data: event }), { maxLength: 3 }),
	event,
);

describe('whatever comes', () => {
	it('JSON of any kind: no crash, no 5xx, nothing from an unsigned body', async () => {
		await fc.assert(
			fc.asyncProperty(hostile, async (value) => {
				await expectHarmless(Buffer.from(JSON.stringify(value) ?? ''));
			}),
			{ numRuns: runs },
		);
	});

	it('X’s own shapes with wrong types and hostile texts in them: no crash, no 5xx', async () => {
		let started = 0;
		await fc.assert(
			fc.asyncProperty(delivery, async (value) => {
				await expectHarmless(Buffer.from(JSON.stringify(value)));
				started += node.starts.splice(0).length;
			}),
			{ numRuns: runs },
		);
		// Else this would prove nothing about events.
		expect(started).toBeGreaterThan(runs / 20);
	}, 120_000);

	it('what is no JSON: turned away with 400 when signed, with 401 when not', async () => {
		const broken = fc.oneof(
			fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
			fc.tuple(delivery, fc.nat(), fc.string()).map(([value, at, noise]) => {
				const text = JSON.stringify(value);
				const cut = at % text.length;
				return Buffer.from(`${text.slice(0, cut)}${noise}`);
			}),
		);
		await fc.assert(
			fc.asyncProperty(broken, async (raw) => {
				await expectHarmless(raw);
				const isJson = canParse(raw);
				expect((await deliver(raw)).status).toBe(isJson ? 200 : 400);
			}),
			{ numRuns: runs },
		);
	}, 120_000);

	it('signatures of any form, twice, in lists: nothing from any of them', async () => {
		const raw = Buffer.from('{"data":{"event_type":"oauth.revoke","payload":{}}}');
		const right = signed(raw)[header];
		const names = fc.constantFrom(header, `${header}-oauth2`);
		const wrong: fc.Arbitrary<string | string[]> = fc.oneof(
			fc.string(),
			fc.base64String({ minLength: 44, maxLength: 44 }).map((it) => `sha256=${it}`),
			fc.constantFrom(
				...['', 'sha256=', `${right}, ${right}`, ` ${right}`, `${right}\n`, right.slice(0, -1)],
				...[right.toUpperCase(), right.replace('sha256', 'sha1'), sign(raw.toString(), '')],
			),
			fc.constant<string[]>([right, right]),
		);
		await fc.assert(
			fc.asyncProperty(names, wrong, async (name, value) => {
				expect(await node.hand(raw, { [name]: value })).toMatchObject({ status: 401, items: [] });
			}),
			{ numRuns: 1_000 },
		);
		expect((await node.hand(raw, { [header]: right })).status).toBe(200);
	});
});

describe('what is far too much', () => {
	const nested = (levels: number, inside: string) =>
		`${'{"data":'.repeat(levels)}${inside}${'}'.repeat(levels)}`;
	const mention = (text: string, at = 0) =>
		JSON.stringify({
			event_type: 'post.mention.create',
			filter: { user_id: COMPANY },
			payload: {
				id: String(2080765813578191303n + BigInt(at)),
				text,
				author_id: ALICE,
				created_at: '2026-07-24T21:23:23.000Z',
			},
		});
	const people = Array.from({ length: 50_000 }, (_, at) => ({ data: { id: String(at) } }));
	const messages = Array.from({ length: 50_000 }, (_, at) => ({ id: String(at) }));
	const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
	const bodies: Record<string, string> = {
		'200,000 levels of lists': deep,
		'200,000 levels of objects': nested(200_000, '{}'),
		'levels within a post': mention('x').replace('"x"', deep),
		'levels within an id': mention('x').replace(/"id":"\d+"/, `"id":${deep}`),
		'levels within an unknown kind': `{"data":{"event_type":"a.b","payload":{"x":${deep}}}}`,
		'levels within a filter': mention('x').replace(/\{"user_id":"\d+"\}/, `{"user_id":${deep}}`),
		'a text of 15 MB': mention('@acmecare '.repeat(1_500_000)),
		'cut marks without end': mention('…'.repeat(3_000_000)),
		'an id of 10 MB': mention('x').replace(/"id":"\d+"/, `"id":"${'9'.repeat(10_000_000)}"`),
		'half a million events': `{"data":[${Array.from({ length: 500_000 }, () => '{}').join()}]}`,
		'20,000 mentions': `[${Array.from({ length: 20_000 }, (_, at) => mention('x', at)).join()}]`,
		'a kind of 5 MB': JSON.stringify({ data: { event_type: 'a'.repeat(5_000_000), payload: {} } }),
		'50,000 messages in one event, people as a list': JSON.stringify({
			data: {
				event_type: 'dm.received',
				payload: { direct_message_events: messages, users: people },
			},
		}),
		'50,000 people': mention('x').replace(
			/\}$/,
			`,"includes":{"users":${JSON.stringify(people)}}}`,
		),
		'a million keys': `{${Array.from({ length: 1_000_000 }, (_, at) => `"k${at}":0`).join()}}`,
	};

	it.each(Object.entries(bodies))(
		'%s: taken without harm, before X gives up after 10 seconds',
		async (_, text) => {
			const raw = Buffer.from(text);
			const startedMs = performance.now();
			const { status, items } = await deliver(raw);
			expect(performance.now() - startedMs).toBeLessThan(10_000);
			expect(status).toBe(200);
			expect(items.length).toBeLessThanOrEqual(eventsMax);
			expect(node.log.every((line) => line.length < 10_000)).toBe(true);
			expect(await node.hand(raw, {})).toMatchObject({ status: 401, items: [] });
		},
	);

	it('leaves nothing behind in memory', async () => {
		const raw = Buffer.from(mention('@acmecare '.repeat(100_000)));
		const heap = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
		const most = heap() + 300_000_000;
		for (let at = 0; at < 1_000; at++) {
			// Different kinds and sources each time: what is remembered per such thing would grow.
			await node.hand(raw, { [header]: `sha256=${at}` });
			await deliver(Buffer.from(`{"data":{"event_type":"kind.${at}","payload":{"x":${at}}}}`));
			if (at % 10 === 0) await deliver(raw);
			node.starts.length = 0;
			node.log.length = 0;
			expect(heap()).toBeLessThan(most);
		}
	}, 120_000);

	it('hands on what it took before the limit, and says in the log that there was more', async () => {
		const { items } = await deliver(Buffer.from(bodies['20,000 mentions']));
		expect(items).toHaveLength(eventsMax);
		expect(node.log.join('\n')).toContain(`more than ${eventsMax} events`);
	});
});

function canParse(raw: Buffer): boolean {
	try {
		JSON.parse(raw.toString('utf8'));
		return true;
	} catch {
		return false; // that is the answer
	}
}
