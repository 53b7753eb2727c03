/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { once } from 'node:events';
import { request } from 'node:http';
import fc from 'fast-check';
import { startSandbox, type Sandbox } from '../support/sandbox';
import { callX, mentionsPath } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
});

async function control(method: string, path: string, body: string) {
	const response = await fetch(`${x.url}/control/${path}`, { method, body });
	return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('bad control input', () => {
	const post = (draft: object) => JSON.stringify(draft);

	it.each([
		['posts', post({ from: 'nobody', text: 'hi' }), 'from', /POST \/control\/users/],
		['posts', post({ from: 'alice_m' }), 'text', /1 to 25000 characters/],
		['posts', post({ from: 'alice_m', text: 'x'.repeat(25_001) }), 'text', /25000/],
		['posts', post({ from: 'alice_m', text: 5 }), 'text', /text/],
		['posts', post({ from: 'alice_m', text: 'hi', inReplyTo: 5 }), 'inReplyTo', /No such post/],
		[
			'posts',
			post({ from: 'alice_m', text: 'hi', replyTo: '5' }),
			'replyTo',
			/Known fields: .*inReplyTo/,
		],
		['posts', post({ from: 'alice_m', text: 'hi', createdAt: 'soon' }), 'createdAt', /ISO 8601/],
		[
			'posts',
			post({ from: 'alice_m', text: 'hi', media: [{ url: 'javascript:alert(1)' }] }),
			'url',
			/http/,
		],
		[
			'posts',
			post([{ from: 'alice_m', text: 'fine' }, { from: 'alice_m' }]),
			'[1].text',
			/characters/,
		],
		['posts', 'not json', 'body', /JSON/],
		['posts', 'null', 'body', /JSON object/],
		['users', post({ handle: 'far_too_long_for_x' }), 'handle', /1 to 15/],
		['users', post({ handle: 'alice_m' }), 'handle', /taken/],
		['users', post({ handle: 'new', followers: -1 }), 'followers', /whole number/],
		['users', post({ handle: 'new', connection: ['friend'] }), 'connection', /followed_by/],
		['clock', '{}', 'body', /advanceMs/],
		['clock', post({ now: '1999-01-01' }), 'now', /not before/],
		['faults', post({ path: '/2/' }), 'body', /what shall happen/],
		['faults', post({ path: '/2/(', status: 503 }), 'path', /regular expression/],
		['faults', post({ path: '/2/', status: 99 }), 'status', /200 to 599/],
		['faults', post({ path: '/2/', problem: 'gremlins' }), 'problem', /credits-depleted/],
		['settings', post({ summonVariant: 3 }), 'summonVariant', /1, 2/],
		['settings', post({ limits: { mention: 1 } }), 'mention', /mentions/],
		['duplicate', post({ postId: '1' }), 'postId', /No such post/],
	])('POST %s %s is refused: names the field and the way out', async (path, body, field, fix) => {
		const answer = await control('POST', path, body);
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({
			field,
			fix: expect.stringMatching(fix),
			error: expect.stringContaining(field),
		});
		expect(await x.control('GET', 'timeline')).toEqual([]);
	});

	it('names the routes there are when asked for one that is not', async () => {
		const answer = await control('POST', 'post', '{}');
		expect(answer.status).toBe(404);
		expect(answer.body.routes).toContain('POST /control/posts');
	});

	it('refuses to edit other people’s posts, replies, and old versions', async () => {
		const post1 = await x.post({ from: 'alice_m', text: 'one' });
		const reply = await x.post({ from: 'alice_m', text: 'two', inReplyTo: post1.id });
		await x.post({ from: 'alice_m', text: 'one!', editOf: post1.id });
		for (const draft of [
			{ from: 'bob_travels', text: 'x', editOf: reply.id },
			{ from: 'alice_m', text: 'x', editOf: reply.id },
			{ from: 'alice_m', text: 'x', editOf: post1.id },
		]) {
			expect((await control('POST', 'posts', JSON.stringify(draft))).body.field).toBe('editOf');
		}
	});
});

describe('hostile posts', () => {
	it('carries any text through, escaped as X does, with entity positions that cut out exactly the mention', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ unit: 'grapheme', maxLength: 60 }),
				fc.string({ unit: 'binary', maxLength: 60 }),
				async (before, after) => {
					const text = `${before} @acmecare ${after}`;
					const { id } = await x.post({ from: 'alice_m', text });
					const answer = await callX(
						x,
						`/2/tweets/${id}?tweet.fields=entities,display_text_range,note_tweet`,
					);
					const { data } = answer.body;
					const whole = data.note_tweet ?? data;
					const escaped = text
						.replaceAll('&', '&amp;')
						.replaceAll('<', '&lt;')
						.replaceAll('>', '&gt;');
					expect(whole.text).toBe(escaped);
					const points = [...escaped];
					for (const { start, end, username } of whole.entities.mentions) {
						expect(points.slice(start, end).join('').slice(1).toLowerCase()).toBe(username);
					}
					expect(data.display_text_range).toEqual([0, [...data.text].length]);
				},
			),
			{ numRuns: 40 },
		);
	});

	it('stays alive under odd addresses, methods, headers and bodies', async () => {
		const odd = [
			'/2/users/%2e%2e/mentions',
			'/2/users/%/mentions',
			'/2/tweets?ids=%F0%28',
			'//',
			'/2/tweets?ids=' + '1,'.repeat(3000),
			'/control/../2/users/me',
			'/control/posts/%00',
		];
		for (const path of odd) {
			for (const method of ['GET', 'POST', 'DELETE', 'PUT']) {
				const answer = await callX(x, path, {
					method,
					...(method === 'GET' ? {} : { body: '\u0000{"a":' }),
				});
				expect(answer.status).toBeGreaterThanOrEqual(200);
				expect(answer.status).toBeLessThan(500);
			}
		}
		const forged = Buffer.from('["page","mentions 1402000000000000001","next",null]').toString(
			'base64url',
		);
		expect((await callX(x, mentionsPath({ pagination_token: forged }))).status).toBe(400);
		expect((await callX(x, '/2/users/me')).status).toBe(200);
	});

	it('refuses a body above 20 MB', async () => {
		expect(
			(await callX(x, '/2/tweets', { method: 'POST', body: 'x'.repeat(21 * 1024 * 1024) })).status,
		).toBe(413);
	});
});

describe('the page', () => {
	it('lets only its own script run and load nothing from elsewhere', async () => {
		const response = await fetch(x.url);
		const html = await response.text();
		const policy = response.headers.get('content-security-policy')!;
		const nonce = /script-src 'nonce-([^']+)'/.exec(policy)![1];
		expect(policy).toContain("default-src 'none'");
		expect(html).toContain(`<script nonce="${nonce}">`);
		expect(html).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
		expect(html).not.toMatch(/(src|href)="https?:/);
	});

	it('tells the page when something happened', async () => {
		const stop = new AbortController();
		const response = await fetch(`${x.url}/control/events`, { signal: stop.signal });
		const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
		expect((await reader.read()).value).toContain('data: changed');
		await x.post({ from: 'alice_m', text: 'hi' });
		expect((await reader.read()).value).toContain('data: changed');
		stop.abort();
	});

	it.each([
		['a name that resolves to this machine', { host: 'evil.example' }],
		['a page of another site', { origin: 'https://evil.example' }],
	])('turns away control calls from %s', async (_name, headers) => {
		const call = request(`${x.url}/control/reset`, { method: 'POST', headers });
		call.end('{}');
		const [response] = (await once(call, 'response')) as [{ statusCode: number; resume(): void }];
		response.resume();
		expect(response.statusCode).toBe(403);
	});
});
