/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { startSandbox, type Sandbox } from '../support/sandbox';
import { hasXOpenApi, openXOpenApi, type XOpenApi, xOpenApiFile } from '../support/x-openapi';
import { arrivals, callWebhooks, register, startReceiver, type Receiver } from './webhook-receiver';
import { GIF, PNG } from './picture';
import { APP_TOKEN, callX, COMPANY_ID, mentionsPath, type XAnswer } from './x-call';

if (!hasXOpenApi) {
	it.skip(`is not checked against X's OpenAPI description: ${xOpenApiFile} is not here`, () =>
		undefined);
	process.stderr.write(
		`Skipped: ${xOpenApiFile} is not here, so the sandbox is not checked against X's own description.\n`,
	);
}

(hasXOpenApi ? describe : describe.skip)('against X’s own OpenAPI description', () => {
	let x: Sandbox;
	let receiver: Receiver | undefined;
	let openApi: XOpenApi;

	beforeAll(async () => {
		x = await startSandbox();
		openApi = openXOpenApi();
	});
	afterAll(async () => {
		await receiver?.stop();
		await x.stop();
	});
	beforeEach(async () => {
		await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
	});

	/** @param schema its name, or the way to a part of it */
	function expectValid(schema: string, value: unknown): void {
		const place = ['components', 'schemas', ...schema.split('/')];
		expect(openApi.findErrors(place, value)).toEqual([]);
	}

	/** A field X does not describe would teach its readers something false. */
	function expectKnownKeys(schema: string, items: object[]): void {
		const known = Object.keys(openApi.description.components.schemas[schema].properties!);
		for (const item of items) expect(known).toEqual(expect.arrayContaining(Object.keys(item)));
	}

	function expectValidProblem(problem: Record<string, unknown>): void {
		expectValid('Problem', problem);
		const mapping = openApi.description.components.schemas.Problem.discriminator!.mapping;
		const specific = mapping[String(problem.type)];
		if (specific) expectValid(specific.split('/').pop()!, problem);
	}

	function expectPosts(schema: string, answer: XAnswer): void {
		expect(answer.status).toBe(200);
		expectValid(schema, answer.body);
		expectKnownKeys('Tweet', [answer.body.data ?? [], answer.body.includes?.tweets ?? []].flat());
		expectKnownKeys('User', answer.body.includes?.users ?? []);
		for (const problem of answer.body.errors ?? []) expectValidProblem(problem);
	}

	const ALL_POST_FIELDS =
		'attachments,author_id,conversation_id,created_at,display_text_range,edit_controls,edit_history_tweet_ids,entities,in_reply_to_user_id,lang,note_tweet,possibly_sensitive,public_metrics,referenced_tweets,reply_settings';
	const ALL_USER_FIELDS =
		'connection_status,created_at,description,location,profile_image_url,protected,public_metrics,receives_your_dm,subscription_type,url,verified,verified_type';
	const EVERYTHING = {
		'tweet.fields': ALL_POST_FIELDS,
		'user.fields': ALL_USER_FIELDS,
		'media.fields': 'alt_text,height,media_key,preview_image_url,type,url,width',
		expansions:
			'author_id,in_reply_to_user_id,referenced_tweets.id,referenced_tweets.id.author_id,attachments.media_keys,entities.mentions.username',
	};

	async function makeThread(): Promise<string> {
		const root = await x.post({
			from: 'alice_m',
			text: `@acmecare #late $ACME https://acme.example/a ${'long '.repeat(90)}`,
		});
		const picture = {
			type: 'photo' as const,
			url: 'https://pictures.example/1.jpg',
			altText: 'box',
		};
		const film = { type: 'video' as const, url: 'https://pictures.example/2.jpg' };
		await x.post({
			from: 'mona_ar',
			text: 'أين الطرد؟',
			inReplyTo: root.id,
			media: [picture, film],
		});
		const gone = await x.post({ from: 'carla_k', text: 'gone soon' });
		await x.post({ from: 'nora_reports', text: '@acmecare seen?', quote: gone.id });
		await x.control('DELETE', `posts/${gone.id}`);
		return root.id;
	}

	it('gives mentions as described, with every field and expansion, on every page', async () => {
		await makeThread();
		for (let at = 0; at < 12; at++) await x.post({ from: 'bob_travels', text: `@acmecare ${at}` });
		let token: string | undefined;
		let pages = 0;
		do {
			const page: Record<string, string> = {
				max_results: '5',
				...(token ? { pagination_token: token } : {}),
			};
			const answer = await callX(x, mentionsPath({ ...EVERYTHING, ...page }));
			expectPosts('Get2UsersIdMentionsResponse', answer);
			token = answer.body.meta!.next_token;
			pages++;
		} while (token);
		expect(pages).toBe(3);
	});

	it.each([
		['plain mentions', mentionsPath(), 'Get2UsersIdMentionsResponse'],
		['mentions of nobody known', '/2/users/99/mentions', 'Get2UsersIdMentionsResponse'],
		[
			'mentions of a protected account',
			'/2/users/1402000000000000401/mentions',
			'Get2UsersIdMentionsResponse',
		],
		['own posts', `/2/users/${COMPANY_ID}/tweets`, 'Get2UsersIdTweetsResponse'],
	])('gives %s as described', async (_name, path, schema) => {
		await makeThread();
		expectPosts(schema, await callX(x, path));
	});

	it('gives search results as described, with every field and expansion', async () => {
		const id = await makeThread();
		for (const query of [`conversation_id:${id}`, '@acmecare', 'nothing_like_it']) {
			const asked = new URLSearchParams({ ...EVERYTHING, query, max_results: '10' });
			const answer = await callX(x, `/2/tweets/search/recent?${asked.toString()}`);
			expectPosts('Get2TweetsSearchRecentResponse', answer);
		}
	});

	it.each(['minute', 'hour', 'day'])('gives counts by the %s as described', async (granularity) => {
		await makeThread();
		const asked = `query=%40acmecare&granularity=${granularity}`;
		const answer = await callX(x, `/2/tweets/counts/recent?${asked}`, { authorization: APP_TOKEN });
		expect(answer.status).toBe(200);
		expectValid('Get2TweetsCountsRecentResponse', answer.body);
		expectKnownKeys('SearchCount', answer.body.data);
	});

	it.each([
		['followers', 'Get2UsersIdFollowersResponse', COMPANY_ID],
		['following', 'Get2UsersIdFollowingResponse', COMPANY_ID],
		['muting', 'Get2UsersIdMutingResponse', COMPANY_ID],
		['blocking', 'Get2UsersIdBlockingResponse', COMPANY_ID],
		['followers', 'Get2UsersIdFollowersResponse', '1402000000000000401'],
		['following', 'Get2UsersIdFollowingResponse', '99'],
	])('gives %s as described by %s, of user %s', async (name, schema, id) => {
		const connection = ['followed_by', 'following', 'muting', 'blocking'];
		const people = ['one', 'two', 'three'].map((handle) => ({ handle, connection }));
		await x.control('POST', 'users', people);
		const path = `/2/users/${id}/${name}?max_results=2&user.fields=${ALL_USER_FIELDS}`;
		const answer = await callX(x, path);
		expect(answer.status).toBe(200);
		expectValid(schema, answer.body);
		expectKnownKeys('User', answer.body.data ?? []);
		for (const problem of answer.body.errors ?? []) expectValidProblem(problem);
	});

	it('gives posts by id as described, missing and hidden ones included', async () => {
		const id = await makeThread();
		const hidden = await x.post({ from: 'petra_private', text: 'psst' });
		const query = new URLSearchParams({ ...EVERYTHING, ids: `${id},${hidden.id},123` });
		expectPosts('Get2TweetsResponse', await callX(x, `/2/tweets?${query.toString()}`));
		const one = await callX(x, `/2/tweets/${id}?${new URLSearchParams(EVERYTHING).toString()}`);
		expectPosts('Get2TweetsIdResponse', one);
	});

	it.each([
		['me', `/2/users/me?user.fields=${ALL_USER_FIELDS}`, 'Get2UsersMeResponse'],
		[
			'a user',
			`/2/users/1402000000000000101?user.fields=${ALL_USER_FIELDS}`,
			'Get2UsersIdResponse',
		],
		['nobody', '/2/users/99', 'Get2UsersIdResponse'],
		[
			'a handle',
			`/2/users/by/username/nora_reports?user.fields=${ALL_USER_FIELDS}`,
			'Get2UsersByUsernameUsernameResponse',
		],
		['several ids', '/2/users?ids=1402000000000000101,99', 'Get2UsersResponse'],
		['several handles', '/2/users/by?usernames=alice_m,nobody', 'Get2UsersByResponse'],
	])('gives %s as described', async (_name, path, schema) => {
		const answer = await callX(x, path);
		expect(answer.status).toBe(200);
		expectValid(schema, answer.body);
		expectKnownKeys('User', [answer.body.data ?? []].flat());
		for (const problem of answer.body.errors ?? []) expectValidProblem(problem);
	});

	it('gives a created and a deleted post as described', async () => {
		const made = await callX(x, '/2/tweets', { method: 'POST', body: { text: 'hi' } });
		expect(made.status).toBe(201);
		expectValid('TweetCreateResponse', made.body);
		const gone = await callX(x, `/2/tweets/${made.body.data.id}`, { method: 'DELETE' });
		expectValid('TweetDeleteResponse', gone.body);
	});

	it('gives direct messages as described, with every field and expansion', async () => {
		const post = await x.post({ from: 'nora_reports', text: 'seen?' });
		await x.control('POST', 'messages', [
			{ from: 'alice_m', text: '@acmecare #late $ACME https://acme.example/a' },
			{
				from: 'bob_travels',
				text: `https://x.com/nora_reports/status/${post.id} x.com/a/status/7`,
			},
			{ from: 'carla_k', media: [{ url: 'https://pictures.example/1.jpg', altText: 'box' }] },
		]);
		await callX(x, '/2/dm_conversations', {
			method: 'POST',
			body: {
				conversation_type: 'Group',
				participant_ids: ['1402000000000000101', '1402000000000000102'],
				message: { text: 'Hi all' },
			},
		});
		const query = new URLSearchParams({
			...EVERYTHING,
			expansions: 'sender_id,participant_ids,attachments.media_keys,referenced_tweets.id',
			'dm_event.fields':
				'attachments,created_at,dm_conversation_id,entities,event_type,id,participant_ids,referenced_tweets,sender_id,text',
		});
		const expectEvents = (schema: string, answer: XAnswer) => {
			expect(answer.status).toBe(200);
			expectValid(schema, answer.body);
			// Its list of fields has entities; its event has what is in them. Live answers were seen with the former.
			for (const event of [answer.body.data ?? []].flat() as object[]) {
				const names = Object.keys(event).filter((name) => name !== 'entities');
				expectKnownKeys('DmEvent', [Object.fromEntries(names.map((name) => [name, true]))]);
			}
			expectKnownKeys('User', answer.body.includes?.users ?? []);
			expectKnownKeys('Tweet', answer.body.includes?.tweets ?? []);
			for (const problem of answer.body.errors ?? []) expectValidProblem(problem);
		};
		const list = await callX(x, `/2/dm_events?max_results=4&${query.toString()}`);
		expectEvents('Get2DmEventsResponse', list);
		expect(list.body.meta).toMatchObject({ result_count: 4, next_token: expect.any(String) });
		const [first] = list.body.data as Array<{ id: string; dm_conversation_id: string }>;
		const path = `/2/dm_conversations/${first.dm_conversation_id}/dm_events`;
		expectEvents(
			'Get2DmConversationsIdDmEventsResponse',
			await callX(x, `${path}?${query.toString()}`),
		);
		expectEvents(
			'Get2DmConversationsWithParticipantIdDmEventsResponse',
			await callX(x, '/2/dm_conversations/with/1402000000000000103/dm_events'),
		);
		expectEvents(
			'Get2DmEventsEventIdResponse',
			await callX(x, `/2/dm_events/${first.id}?${query.toString()}`),
		);
	});

	it('gives sent and deleted messages, message blocks and their refusals as described', async () => {
		const path = '/2/dm_conversations/with/1402000000000000101/messages';
		const sent = await callX(x, path, { method: 'POST', body: { text: 'hi' } });
		expectValid('CreateDmEventResponse', sent.body);
		const gone = await callX(x, `/2/dm_events/${sent.body.data.dm_event_id}`, {
			method: 'DELETE',
		});
		expectValid('DeleteDmResponse', gone.body);
		const block = async (what: string) =>
			await callX(x, `/2/users/1402000000000000101/dm/${what}`, { method: 'POST' });
		expectValid('UsersDMBlockCreateResponse', (await block('block')).body);
		const answers = [
			await callX(x, path, { method: 'POST', body: { text: 'hi' } }),
			await callX(x, path, { method: 'POST', body: {} }),
			await callX(x, '/2/dm_events?since_id=1'),
			await callX(x, '/2/dm_events/1'),
			await callX(x, '/2/dm_events', { authorization: APP_TOKEN }),
		];
		expectValid('UsersDMUnBlockCreateResponse', (await block('unblock')).body);
		for (const answer of answers) {
			expect(answer.status).toBeGreaterThanOrEqual(400);
			expectValidProblem(answer.body);
		}
	});

	it('gives webhooks, subscriptions and events as described', async () => {
		receiver = await startReceiver();
		const webhook_id = await register(x, receiver);
		const hooks = await callWebhooks(x, 'GET');
		expectValid('Get2WebhooksResponse', hooks.body);
		// The description has what X's guide puts into `data` one level higher.
		expectValid('WebhookConfigCreateResponse', hooks.body.data[0]);
		expectValid('WebhookConfigPutResponse', (await callWebhooks(x, 'PUT', `/${webhook_id}`)).body);
		const path = '/2/activity/subscriptions';
		const subscribing = async (event_type: string, user_id = COMPANY_ID) =>
			await callX(x, path, {
				method: 'POST',
				body: { event_type, filter: { user_id }, tag: 'care', webhook_id },
			});
		const flat = await subscribing('post.mention.create');
		expectValid('ActivitySubscription', flat.body.data);
		await x.control('POST', 'settings', { subscriptionShape: 'nested' });
		const nested = await subscribing('follow.follow');
		expectValid('ActivitySubscriptionCreateResponse', nested.body);
		const id = flat.body.data.subscription_id;
		const one = { authorization: APP_TOKEN, body: { tag: 'other' } };
		const changed = await callX(x, `${path}/${id}`, { method: 'PUT', ...one });
		expectValid('ActivitySubscriptionUpdateResponse', changed.body);
		const page = await callX(x, `${path}?max_results=1`, { authorization: APP_TOKEN });
		expectValid('ActivitySubscriptionGetResponse', page.body);

		await makeThread();
		for (const { event } of await arrivals(x, receiver)) {
			expectValid('ActivitySubscriptionFilter', event.filter);
			expectValid('Tweet', event.payload);
			// In events X sends empty banner addresses, which its description does not allow.
			const users = (event.includes.users as object[]).map((user) => ({
				...user,
				profile_banner_url: undefined,
			}));
			expectValid('Expansions', { ...event.includes, users });
		}
		const minute = (text: string) => text.replace(/\D/g, '').slice(0, 12);
		const replay = { from_date: minute('2026-11-21T08:00'), to_date: minute('2026-11-21T09:01') };
		const job = await callWebhooks(x, 'POST', '/replay', { webhook_id, ...replay });
		expectValid('ReplayJobCreateResponse', job.body.data);
		const gone = await callX(x, `${path}/${id}`, { method: 'DELETE', authorization: APP_TOKEN });
		expectValid('ActivitySubscriptionDeleteResponse', gone.body);
		for (const refused of [
			await subscribing('follow.follow'),
			await subscribing('dm.received', '1402000000000000101'),
			await callX(x, `${path}/${id}`, { method: 'DELETE', authorization: APP_TOKEN }),
			await callWebhooks(x, 'POST', '', { url: receiver.url }),
		]) {
			expect(refused.status).toBeGreaterThanOrEqual(400);
			expectValidProblem(refused.body);
		}
		const deleted = await callWebhooks(x, 'DELETE', `/${webhook_id}`);
		expectValid('WebhookConfigDeleteResponse', deleted.body);
	});

	it('gives acts on posts and people as described, and reposts as posts', async () => {
		const user = `/2/users/${COMPANY_ID}`;
		const act = async (method: string, path: string, body?: object) => {
			const answer = await callX(x, path, { method, body });
			expect(answer.status).toBeLessThan(300);
			return answer.body;
		};
		const { id } = await x.post({ from: 'alice_m', text: `nice shop ${'really '.repeat(30)}` });
		const own = await act('POST', '/2/tweets', { text: 'hi', reply_settings: 'verified' });
		const reply = await x.post({ from: 'bob_travels', text: 'hm', inReplyTo: own.data.id });
		const target = { target_user_id: '1402000000000000101' };
		const done: Array<[string, unknown]> = [
			['UsersRetweetsCreateResponse', await act('POST', `${user}/retweets`, { tweet_id: id })],
			['TweetHideResponse', await act('PUT', `/2/tweets/${reply.id}/hidden`, { hidden: true })],
			['MuteUserMutationResponse', await act('POST', `${user}/muting`, target)],
			['MuteUserMutationResponse', await act('DELETE', `${user}/muting/${target.target_user_id}`)],
		];
		for (const [schema, body] of done) expectValid(schema, body);
		const query = new URLSearchParams(EVERYTHING).toString();
		expectPosts('Get2UsersIdTweetsResponse', await callX(x, `${user}/tweets?${query}`));
		expectValid('UsersRetweetsDeleteResponse', await act('DELETE', `${user}/retweets/${id}`));
	});

	it('gives uploads as described, and posts with what was uploaded', async () => {
		const post = async (path: string, body?: object) =>
			(await callX(x, path, { method: 'POST', body })).body;
		/** X's file asks for a `meta` that it describes nowhere, and X does not send. */
		const expectUpload = (body: XAnswer['body'], part = 'MediaUploadResponse/properties/data') => {
			expect(body.errors).toBeUndefined();
			expectValid(part, body.data);
		};
		const media = PNG.toString('base64');
		const picture = await post('/2/media/upload', { media, media_category: 'tweet_image' });
		expectUpload(picture);
		const started = await post('/2/media/upload/initialize', {
			media_type: 'image/gif',
			media_category: 'tweet_gif',
			total_bytes: GIF.length,
		});
		expectUpload(started);
		const { id } = started.data;
		const appended = await post(`/2/media/upload/${id}/append`, {
			media: GIF.toString('base64'),
			segment_index: 0,
		});
		expectUpload(appended, 'MediaUploadAppendResponse/properties/data');
		// Nor does it send the `type` asked for in processing_info.
		const { processing_info, ...finished } = (await post(`/2/media/upload/${id}/finalize`)).data;
		expectUpload({ data: finished });
		expectValid('ProcessingInfo/properties/state', processing_info.state);
		const words = await post('/2/media/metadata', {
			id: picture.data.id,
			metadata: { alt_text: { text: 'a red dot' } },
		});
		expectValid('MetadataCreateResponse', words);
		await post('/2/tweets', { text: 'look', media: { media_ids: [picture.data.id] } });
		const poll = { options: ['yes', 'no'], duration_minutes: 5 };
		await post('/2/tweets', { text: 'well?', poll });
		const query = new URLSearchParams(EVERYTHING).toString();
		const own = await callX(x, `/2/users/${COMPANY_ID}/tweets?${query}`);
		expectPosts('Get2UsersIdTweetsResponse', own);
		expect(own.body.includes.media[0].alt_text).toBe('a red dot');
	});

	it('gives refusals as described', async () => {
		const { id } = await x.post({ from: 'alice_m', text: 'no mention' });
		const reply = { text: 'hi', reply: { in_reply_to_tweet_id: id } };
		const write = async (body: object) => await callX(x, '/2/tweets', { method: 'POST', body });
		const answers = [
			await callX(x, mentionsPath({ max_results: '3' })),
			await callX(x, '/2/tweets/search/recent?query=has:media'),
			await callX(x, '/2/users/99/muting'),
			await callX(x, '/2/users/me', { authorization: 'Bearer no' }),
			await callX(x, '/2/users/me', { authorization: APP_TOKEN }),
			await write(reply),
			await write({ text: '' }),
			await write({ text: 'x'.repeat(281) }),
			await write({ text: 'x', media: { media_ids: ['5'] } }),
			await callX(x, '/2/media/upload', { method: 'POST', body: { media: '?' } }),
			await callX(x, `/2/tweets/${id}/hidden`, { method: 'PUT', body: { hidden: true } }),
			await callX(x, `/2/users/${COMPANY_ID}/muting/99`, { method: 'DELETE' }),
			await callX(x, `/2/users/99/retweets/${id}`, { method: 'DELETE' }),
		];
		await x.control('POST', 'settings', { summonVariant: 2 });
		answers.push(await write(reply));
		for (const problem of [
			'credits-depleted',
			'spend-cap',
			'usage-cap',
			'rate-limit',
			'client-not-enrolled',
			'unavailable',
			'internal-error',
			'oauth1-permissions',
		]) {
			await x.control('POST', 'faults', { path: '/2/', problem });
			answers.push(await callX(x, mentionsPath()));
		}
		for (const answer of answers) {
			expect(answer.status).toBeGreaterThanOrEqual(400);
			expect(answer.headers.get('content-type')).toContain('application/problem+json');
			expectValidProblem(answer.body);
		}
	});
});
