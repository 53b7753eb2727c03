/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, COMPANY_ID, mentionsPath, type XAnswer } from './x-call';

/** X's own description of its API (v2.166, legacy field names). Not part of the repository: X's terms. */
const FILE = join(__dirname, '..', '..', '..', 'shared', 'data', 'x-openapi-2.166.json');
const present = existsSync(FILE);

interface Description {
	components: {
		schemas: Record<
			string,
			{
				properties?: Record<string, unknown>;
				discriminator?: { mapping: Record<string, string> };
			}
		>;
	};
}

if (!present) {
	it.skip(`is not checked against X's OpenAPI description: ${FILE} is not here`, () => undefined);
	process.stderr.write(
		`Skipped: ${FILE} is not here, so the sandbox is not checked against X's own description.\n`,
	);
}

(present ? describe : describe.skip)('against X’s own OpenAPI description', () => {
	let x: Sandbox;
	let description: Description;
	const compiled = new Map<string, ValidateFunction>();
	const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true });

	beforeAll(async () => {
		x = await startSandbox();
		description = JSON.parse(readFileSync(FILE, 'utf8')) as Description;
		addFormats(ajv);
		ajv.addSchema(description, 'x');
	});
	afterAll(async () => await x.stop());
	beforeEach(async () => {
		await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
	});

	function expectValid(schema: string, value: unknown): void {
		let validate = compiled.get(schema);
		if (!validate)
			compiled.set(schema, (validate = ajv.compile({ $ref: `x#/components/schemas/${schema}` })));
		validate(value);
		expect(validate.errors ?? []).toEqual([]);
	}

	/** A field X does not describe would teach its readers something false. */
	function expectKnownKeys(schema: string, items: object[]): void {
		const known = Object.keys(description.components.schemas[schema].properties!);
		for (const item of items) expect(known).toEqual(expect.arrayContaining(Object.keys(item)));
	}

	function expectValidProblem(problem: Record<string, unknown>): void {
		expectValid('Problem', problem);
		const mapping = description.components.schemas.Problem.discriminator!.mapping;
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

	it('gives refusals as described', async () => {
		const { id } = await x.post({ from: 'alice_m', text: 'no mention' });
		const reply = { text: 'hi', reply: { in_reply_to_tweet_id: id } };
		const write = async (body: object) => await callX(x, '/2/tweets', { method: 'POST', body });
		const answers = [
			await callX(x, mentionsPath({ max_results: '3' })),
			await callX(x, '/2/users/me', { authorization: 'Bearer no' }),
			await callX(x, '/2/users/me', { authorization: APP_TOKEN }),
			await write(reply),
			await write({ text: '' }),
			await write({ text: 'x'.repeat(281) }),
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
