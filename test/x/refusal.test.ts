import type { HttpResponse } from '../../src/http';
import { toXFailure } from '../../src/x/failure';
import { toRefusal } from '../../src/x/refusal';
import { createFetchSend } from '../support/fetch-send';
import type { PostDraft, Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const ownId = '1402000000000000001';
const answer = (status: number, body: unknown): HttpResponse => ({ status, headers: {}, body });
const forbidden = (detail: string) => ({
	title: 'Forbidden',
	detail,
	type: 'about:blank',
	status: 403,
});
const coded = (code: number, message: string) => ({ errors: [{ message, code }] });

describe("X's refusal of something outgoing", () => {
	it.each<[ReturnType<typeof toRefusal>, number, unknown]>([
		[
			'not summoned',
			403,
			forbidden(
				'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
			),
		],
		[
			'not summoned',
			403,
			{
				title: 'Authorization Error',
				detail: 'You can only reply to or quote posts where you are mentioned or are the author.',
				status: 403,
				type: 'https://api.x.com/2/problems/not-authorized-for-resource',
			},
		],
		[
			'quote not allowed',
			403,
			forbidden(
				'Quoting this post is not allowed because you have not been mentioned or are not part of the conversation thread of the post you are quoting.',
			),
		],
		[
			'duplicate text',
			403,
			{
				detail: 'You are not allowed to create a Tweet with duplicate content.',
				type: 'about:blank',
				title: 'Forbidden',
				status: 403,
			},
		],
		...[400, 403].map(
			(status) =>
				[
					'too long',
					status,
					forbidden(
						'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.',
					),
				] as ['too long', number, unknown],
		),
		...[400, 403].map(
			(status) =>
				[
					'post gone',
					status,
					forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.'),
				] as ['post gone', number, unknown],
		),
		[
			'post gone',
			404,
			{
				title: 'Not Found Error',
				detail: 'Could not find tweet with id: [1].',
				type: 'https://api.twitter.com/2/problems/resource-not-found',
			},
		],
		[
			'reply restricted',
			403,
			coded(433, 'The original Tweet author restricted who can reply to this Tweet.'),
		],
		[
			'reply restricted',
			403,
			forbidden('The original Tweet author restricted who can reply to this Tweet.'),
		],
		[
			'message not permitted',
			403,
			forbidden('You do not have permission to DM one or more participants.'),
		],
		['message not permitted', 403, forbidden('This operation is not permitted.')],
		['message not permitted', 403, coded(349, 'You cannot send messages to this user.')],
		['already reposted', 403, coded(327, 'You have already retweeted this Tweet.')],
	])('is %s, from the answer and from the failure made of it (%i)', (refusal, status, body) => {
		expect(toRefusal(answer(status, body))).toBe(refusal);
		const failure = toXFailure('POST /2/tweets', answer(status, body), 0);
		expect(toRefusal(failure)).toBe(refusal);
		expect(failure.hint).toContain('own rules');
	});

	it.each<[string, number, unknown]>([
		['the same words after a success', 200, forbidden('This operation is not permitted.')],
		['a missing permission', 403, forbidden('Forbidden')],
		['an unknown rule', 403, forbidden('You are not permitted to perform this action.')],
		['a plan', 403, coded(453, 'You currently have access to a subset of X API V2 endpoints')],
		['trouble of X', 503, forbidden('This operation is not permitted.')],
		['an unknown handle', 404, { detail: 'Could not find user with username: [acme].' }],
		['nothing', 403, undefined],
		['a page of a proxy', 403, '<html>no</html>'],
		['a list', 403, []],
	])('is none when it is %s', (_, status, body) => {
		expect(toRefusal(answer(status, body))).toBeUndefined();
	});

	it('cannot be told from a call that never had an answer', () => {
		expect(toRefusal({})).toBeUndefined();
	});
});

describe("the sandbox's refusals", () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	const call = async (path: string, body: object) =>
		await createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' })({
			method: 'POST',
			url: `/2/${path}`,
			body,
		});
	const create = async (body: object) => await call('tweets', body);
	const replyTo = (id: string, text = 'We are on it') => ({
		text,
		reply: { in_reply_to_tweet_id: id },
	});

	it.each([1, 2])('an unasked reply is told by wording %i', async (summonVariant) => {
		await sandbox.control('POST', 'settings', { summonVariant });
		const { id } = await sandbox.post({ from: 'alice_m', text: 'acme lost my parcel' });
		expect(toRefusal(await create(replyTo(id)))).toBe('not summoned');
	});

	it('a quote, a text said twice, a text too long and a post that is gone are told apart', async () => {
		const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare hello' });
		expect(toRefusal(await create({ text: 'look', quote_tweet_id: id }))).toBe('quote not allowed');
		expect(toRefusal(await create({ text: 'Twice' }))).toBeUndefined();
		expect(toRefusal(await create({ text: 'Twice' }))).toBe('duplicate text');
		expect(toRefusal(await create({ text: 'long '.repeat(70) }))).toBe('too long');
		await sandbox.control('DELETE', `posts/${id}`);
		expect(toRefusal(await create(replyTo(id)))).toBe('post gone');
	});

	it('a post that lets only some reply is told from one that did not ask', async () => {
		const { id: quoted } = await sandbox.post({ from: 'acmecare', text: 'Good morning' });
		// Whoever is named may always reply, so the post asks by quoting.
		const closed = { from: 'kenji_t', text: 'so late', quote: quoted, replySettings: 'following' };
		const { id } = await sandbox.post(closed as PostDraft);
		expect(toRefusal(await create(replyTo(id, 'We are sorry')))).toBe('reply restricted');
	});

	it.each([1, 2])('a second repost is told by wording %i', async (repostVariant) => {
		await sandbox.control('POST', 'settings', { repostVariant });
		const { id } = await sandbox.post({ from: 'alice_m', text: `repost me ${repostVariant}` });
		const repost = async () => await call(`users/${ownId}/retweets`, { tweet_id: id });
		expect(toRefusal(await repost())).toBeUndefined();
		expect(toRefusal(await repost())).toBe('already reposted');
	});

	it('a person that takes no messages is told', async () => {
		const { id } = await sandbox.control<{ id: string }>('POST', 'users', {
			handle: 'leave_me',
			receivesYourDm: false,
		});
		const answer = await call(`dm_conversations/with/${id}/messages`, { text: 'Hello' });
		expect(toRefusal(answer)).toBe('message not permitted');
	});
});
