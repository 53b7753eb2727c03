import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, COMPANY_ID, USER_TOKEN, type Json, type XAnswer } from './x-call';
import { register, startReceiver, tokenOf, type Receiver } from './webhook-receiver';

const PATH = '/2/activity/subscriptions';
const ALICE = '1402000000000000101';
let x: Sandbox;
let receiver: Receiver;

beforeAll(async () => {
	x = await startSandbox();
	receiver = await startReceiver();
});
afterAll(async () => {
	await receiver.stop();
	await x.stop();
});
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
});

const create = async (body: unknown, authorization = USER_TOKEN): Promise<XAnswer> =>
	await callX(x, PATH, { method: 'POST', body, authorization });
const asApp = async (method: string, path: string, body?: unknown): Promise<XAnswer> =>
	await callX(x, PATH + path, { method, authorization: APP_TOKEN, body });
const mentions = (more: object = {}) => ({
	event_type: 'post.mention.create',
	filter: { user_id: COMPANY_ID },
	...more,
});
const messageOf = (answer: XAnswer): string => answer.body.errors![0].message as string;

describe('creating a subscription', () => {
	it('answers with what was made', async () => {
		const webhook_id = await register(x, receiver);
		const made = await create(mentions({ tag: 'mentions', webhook_id }));
		expect(made.status).toBe(200);
		expect(made.body).toEqual({
			data: {
				subscription_id: expect.stringMatching(/^\d{1,19}$/),
				event_type: 'post.mention.create',
				filter: { user_id: COMPANY_ID },
				created_at: '2026-11-21T09:00:00.000Z',
				updated_at: '2026-11-21T09:00:00.000Z',
				tag: 'mentions',
				webhook_id,
			},
			meta: { total_subscriptions: 1 },
		});
	});

	it.each([
		['array', (data: Json): Json => data[0]],
		['nested', (data: Json): Json => data.subscription],
	])('answers in the %s shape, which X documents too, when told to', async (shape, find) => {
		await x.control('POST', 'settings', { subscriptionShape: shape });
		expect(find((await create(mentions())).body.data).event_type).toBe('post.mention.create');
	});

	it.each([
		['no body', undefined],
		['no filter', { event_type: 'post.create' }],
		['an unknown event type', { event_type: 'post.sparkle', filter: { user_id: COMPANY_ID } }],
		['a name every object has', { event_type: 'constructor', filter: { user_id: COMPANY_ID } }],
		['a field X does not know', mentions({ url: 'x' })],
		['an unknown filter field', mentions({ filter: { user_id: COMPANY_ID, lang: 'en' } })],
		['a filter without a user', mentions({ filter: {} })],
		['a number as user', mentions({ filter: { user_id: 1402 } })],
		['a user who does not exist', mentions({ filter: { user_id: '99' } })],
		['a direction', mentions({ filter: { user_id: COMPANY_ID, direction: 'inbound' } })],
		['a keyword', mentions({ filter: { user_id: COMPANY_ID, keyword: 'late' } })],
		['an empty tag', mentions({ tag: '' })],
		['a tag of 201 characters', mentions({ tag: 'x'.repeat(201) })],
		['an unknown webhook', mentions({ webhook_id: '12' })],
	])('refuses %s', async (_name, body) => {
		const refused = await create(body);
		expect(refused.status).toBe(400);
		expect(refused.body.title).toBe('Invalid Request');
		expect((await asApp('GET', '')).body.meta!.result_count).toBe(0);
	});

	it('gives private events to the user they are about only, and public ones to the app itself', async () => {
		const appOnly = await create(mentions(), APP_TOKEN);
		expect(appOnly.status).toBe(403);
		expect(appOnly.body.title).toBe('Unsupported Authentication');
		expect((await create(mentions({ filter: { user_id: ALICE } }))).status).toBe(403);
		const publicly = { event_type: 'post.delete', filter: { user_id: ALICE } };
		expect((await create(publicly, APP_TOKEN)).status).toBe(200);
		const ofAlice = `Bearer ${await tokenOf(x, 'alice_m', 'tweet.read users.read')}`;
		expect((await create(mentions({ filter: { user_id: ALICE } }), ofAlice)).status).toBe(200);
	});

	it.each([
		['post.mention.create', 'users.read', 'tweet.read'],
		['dm.received', 'tweet.read', 'dm.read'],
		['chat.received', 'tweet.read', 'dm.read'],
		['mute.mute', 'tweet.read', 'mute.read'],
		['block.block', 'tweet.read', 'block.read'],
		['follow.follow', 'users.read', 'tweet.read'],
		['like.create', 'tweet.read', 'like.read'],
		['profile.update.bio', 'users.read', 'tweet.read'],
	])('wants for %s more than the scope %s: %s', async (event_type, given, needed) => {
		const body = { event_type, filter: { user_id: ALICE } };
		const without = `Bearer ${await tokenOf(x, 'alice_m', given)}`;
		const refused = await create(body, without);
		expect(refused.status).toBe(403);
		const withIt = `Bearer ${await tokenOf(x, 'alice_m', needed)}`;
		expect((await create(body, withIt)).status).toBe(200);
	});

	it('takes a direction for likes, no user for revocations, and no news without Enterprise access', async () => {
		const likes = { user_id: ALICE, direction: 'inbound' };
		const token = `Bearer ${await tokenOf(x, 'alice_m', 'like.read')}`;
		expect((await create({ event_type: 'like.create', filter: likes }, token)).status).toBe(200);
		const other = { ...likes, direction: 'outbound' };
		expect((await create({ event_type: 'like.create', filter: other }, token)).status).toBe(200);
		expect((await create({ event_type: 'oauth.revoke', filter: {} }, APP_TOKEN)).status).toBe(200);
		const news = { event_type: 'news.new', filter: { keyword: 'parcels' } };
		expect((await create(news, APP_TOKEN)).body.errors).toMatchObject([{ code: 453 }]);
	});

	it('refuses the same wish twice, and more than 1,500 or what the setting says', async () => {
		await create(mentions());
		expect(messageOf(await create(mentions({ tag: 'again' })))).toMatch(/^DuplicateSubscription/);
		expect(await x.control('GET', 'state')).toMatchObject({
			settings: { subscriptionLimit: 1500 },
		});
		await x.control('POST', 'settings', { subscriptionLimit: 1 });
		const second = { event_type: 'post.create', filter: { user_id: COMPANY_ID } };
		expect(messageOf(await create(second))).toMatch(/^SubscriptionLimitExceeded/);
	});

	it('counts all calls about subscriptions in one window of 500', async () => {
		await create({ event_type: 'post.create', filter: { user_id: COMPANY_ID } }, APP_TOKEN);
		const { headers } = await asApp('GET', '');
		expect(headers.get('x-rate-limit-limit')).toBe('500');
		expect(headers.get('x-rate-limit-remaining')).toBe('498');
	});
});

describe('keeping subscriptions', () => {
	const make = async (event_type: string): Promise<string> => {
		const filter = { user_id: COMPANY_ID };
		return (await create({ event_type, filter })).body.data.subscription_id as string;
	};

	it('lists them oldest first, page by page, also to a page token whose subscription is gone', async () => {
		expect((await asApp('GET', '')).body).toEqual({
			meta: { result_count: 0, total_subscriptions: 0 },
		});
		const kinds = ['post.create', 'post.delete', 'follow.follow', 'dm.received', 'dm.sent'];
		const ids: string[] = [];
		for (const kind of kinds) ids.push(await make(kind));
		const idsOn = (answer: XAnswer) =>
			(answer.body.data as Json[]).map((one) => one.subscription_id as string);
		const first = await asApp('GET', '?max_results=2');
		expect(idsOn(first)).toEqual(ids.slice(0, 2));
		expect(first.body.meta).toMatchObject({ result_count: 2, total_subscriptions: 5 });
		await asApp('DELETE', `/${ids[1]}`);
		const token = first.body.meta!.next_token!;
		expect(token.length).toBeGreaterThanOrEqual(16);
		const second = await asApp('GET', `?max_results=2&pagination_token=${token}`);
		expect(idsOn(second)).toEqual(ids.slice(2, 4));
		const last = await asApp('GET', `?pagination_token=${second.body.meta!.next_token}`);
		expect(idsOn(last)).toEqual(ids.slice(4));
		expect(last.body.meta).not.toHaveProperty('next_token');
	});

	it.each(['max_results=0', 'max_results=1001', 'max_results=x', 'pagination_token=nonsense'])(
		'refuses to list with %s',
		async (query) => {
			expect((await asApp('GET', `?${query}`)).status).toBe(400);
		},
	);

	it('changes tag and webhook, nothing else', async () => {
		const webhook_id = await register(x, receiver);
		const id = await make('post.create');
		await x.control('POST', 'clock', { advanceMs: 1000 });
		const changed = await asApp('PUT', `/${id}`, { tag: 'new', webhook_id });
		expect(changed.body.data).toMatchObject({
			subscription_id: id,
			tag: 'new',
			webhook_id,
			created_at: '2026-11-21T09:00:00.000Z',
			updated_at: '2026-11-21T09:00:01.000Z',
		});
		for (const body of [
			{},
			{ event_type: 'post.delete' },
			{ tag: '' },
			{ webhook_id: '1' },
			undefined,
		]) {
			expect((await asApp('PUT', `/${id}`, body)).status).toBe(400);
		}
	});

	it('deletes one, or several at once, or none when one of them is not there', async () => {
		const ids = [await make('post.create'), await make('post.delete'), await make('dm.sent')];
		expect((await asApp('DELETE', `/${ids[0]}`)).body).toEqual({
			data: { deleted: true },
			meta: { total_subscriptions: 2 },
		});
		expect((await asApp('DELETE', `/${ids[0]}`)).status).toBe(404);
		expect((await asApp('DELETE', `?ids=${ids[1]},99`)).status).toBe(404);
		expect((await asApp('DELETE', `?ids=${ids[1]},${ids[2]}`)).body).toEqual({
			data: { deleted: true },
			meta: { total_subscriptions: 0 },
		});
		expect((await asApp('DELETE', '')).status).toBe(400);
		expect((await asApp('DELETE', '/abc')).status).toBe(400);
	});

	it('lets only the app change and delete', async () => {
		const id = await make('post.create');
		expect((await callX(x, `${PATH}/${id}`, { method: 'DELETE' })).status).toBe(403);
		const put = await callX(x, `${PATH}/${id}`, { method: 'PUT', body: { tag: 'x' } });
		expect(put.status).toBe(403);
	});

	it('forgets everything at a reset', async () => {
		await make('post.create');
		await register(x, receiver);
		await x.control('POST', 'reset');
		expect((await asApp('GET', '')).body.meta!.result_count).toBe(0);
		expect(await x.control('GET', 'activity')).toMatchObject({ webhooks: [], subscriptions: 0 });
	});
});

it('has no activity stream', async () => {
	const answer = await callX(x, '/2/activity/stream', { authorization: APP_TOKEN });
	expect([answer.status, answer.text]).toEqual([404, '']);
});
