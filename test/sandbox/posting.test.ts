import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, COMPANY_ID, type XAnswer } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
});

const write = async (body: unknown, authorization?: string): Promise<XAnswer> =>
	await callX(x, '/2/tweets', { method: 'POST', body, authorization });
const reply = async (id: string, text = 'Sorry to hear that.') =>
	await write({ text, reply: { in_reply_to_tweet_id: id } });

const NOT_SUMMONED = {
	1: {
		title: 'Forbidden',
		detail:
			'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
		type: 'about:blank',
		status: 403,
	},
	2: {
		title: 'Authorization Error',
		detail: 'You can only reply to or quote posts where you are mentioned or are the author.',
		status: 403,
		type: 'https://api.x.com/2/problems/not-authorized-for-resource',
	},
};

describe('the summon rule', () => {
	it.each([1, 2] as const)(
		'refuses a reply nobody asked for, in wording %d, and posts nothing',
		async (variant) => {
			await x.control('POST', 'settings', { summonVariant: variant });
			const { id } = await x.post({ from: 'alice_m', text: 'Acme lost my parcel' });
			const answer = await reply(id);
			expect(answer.status).toBe(403);
			expect(answer.body).toEqual(NOT_SUMMONED[variant]);
			expect(await x.control('GET', 'timeline')).toHaveLength(1);
		},
	);

	it('allows a reply to a post that names the account, and makes X fill in the handles', async () => {
		const { id } = await x.post({
			from: 'alice_m',
			text: 'where is it @acmecare ? cc @bob_travels',
		});
		const answer = await reply(id);
		expect(answer.status).toBe(201);
		expect(answer.body.data.text).toBe('@alice_m @bob_travels Sorry to hear that.');
		const read = await callX(
			x,
			`/2/tweets/${answer.body.data.id}?tweet.fields=conversation_id,in_reply_to_user_id`,
		);
		expect(read.body.data.conversation_id).toBe(id);
	});

	it('leaves excluded people out of the handles, but never the one who is answered', async () => {
		const post = await x.post({ from: 'alice_m', text: '@acmecare and @bob_travels' });
		const ids = await callX(x, '/2/users/by?usernames=alice_m,bob_travels');
		const exclude = ids.body.data.map((user: { id: string }) => user.id);
		const answer = await write({
			text: 'Hi',
			reply: { in_reply_to_tweet_id: post.id, exclude_reply_user_ids: exclude },
		});
		expect(answer.body.data.text).toBe('@alice_m Hi');
	});

	it('allows a reply to someone who quotes the account and inside its own thread', async () => {
		const own = await write({ text: 'We are open.' });
		const quote = await x.post({ from: 'nora_reports', text: 'really?', quote: own.body.data.id });
		expect((await reply(quote.id, 'Really.')).status).toBe(201);
		expect((await reply(own.body.data.id, 'Until eight.')).status).toBe(201);
	});

	it('refuses when the handle was only filled in by X, unless told that this counts', async () => {
		const own = await write({ text: 'We are open.' });
		const answered = await x.post({
			from: 'alice_m',
			text: 'thanks!',
			inReplyTo: own.body.data.id,
		});
		expect((await reply(answered.id)).status).toBe(403);
		await x.control('POST', 'settings', { implicitSummon: true });
		expect((await reply(answered.id)).status).toBe(201);
	});

	it('refuses a post that names only a sister account', async () => {
		await x.control('POST', 'users', { handle: 'acmecare_de' });
		const { id } = await x.post({ from: 'alice_m', text: '@acmecare_de help' });
		expect((await reply(id)).status).toBe(403);
	});
});

describe('what X refuses to post', () => {
	it('refuses the same text again for a day, so that a blind resend cannot double a post', async () => {
		expect((await write({ text: 'News' })).status).toBe(201);
		const again = await write({ text: 'News' });
		expect(again.status).toBe(403);
		expect(again.body.detail).toBe('You are not allowed to create a Tweet with duplicate content.');
		await x.control('POST', 'clock', { advanceMs: 25 * 3_600_000 });
		expect((await write({ text: 'News' })).status).toBe(201);
	});

	it.each([
		['280 letters', 'a'.repeat(280), 201],
		['281 letters', 'a'.repeat(281), 403],
		['140 Chinese characters', '漢'.repeat(140), 201],
		['141 Chinese characters', '漢'.repeat(141), 403],
		['140 family emoji', '👨‍👩‍👧‍👦'.repeat(140), 201],
		[
			'257 letters and a long link',
			`${'a'.repeat(256)} https://acme.example/${'x'.repeat(300)}`,
			201,
		],
		[
			'258 letters and a long link',
			`${'a'.repeat(257)} https://acme.example/${'x'.repeat(300)}`,
			403,
		],
	])('counts %s by X’s weights', async (_name, text, status) => {
		expect((await write({ text })).status).toBe(status);
	});

	it('does not count the handles X fills in', async () => {
		const { id } = await x.post({ from: 'alice_m', text: '@acmecare help' });
		expect((await reply(id, 'b'.repeat(280))).status).toBe(201);
	});

	it.each([
		['a quote', { text: 'look', quote_tweet_id: '1' }, 403],
		['two cashtags', { text: '$ACME and $XYZ' }, 403],
		['an unknown key', { text: 'hi', txt: 'hi' }, 400],
		['an empty text', { text: ' ' }, 400],
		['no text', {}, 400],
		['a list', [], 400],
		['a broken body', '{"text":', 400],
		['a reply without an id', { text: 'hi', reply: {} }, 400],
		['a reply to a number', { text: 'hi', reply: { in_reply_to_tweet_id: 5 } }, 400],
		[
			'a reply to a post that is not there',
			{ text: 'hi', reply: { in_reply_to_tweet_id: '5' } },
			403,
		],
		['media and poll together', { text: 'hi', media: {}, poll: {} }, 400],
	])('refuses %s', async (_name, body, status) => {
		const answer = await write(body);
		expect(answer.status).toBe(status);
		expect(answer.body.detail).toEqual(expect.any(String));
		expect(await x.control('GET', 'timeline')).toEqual([]);
	});

	it('refuses an app-only token in X’s words', async () => {
		const answer = await write({ text: 'hi' }, APP_TOKEN);
		expect(answer.status).toBe(403);
		expect(answer.body.type).toMatch(/unsupported-authentication$/);
	});

	it.each([
		['POST', 'likes'],
		['POST', 'following'],
	])('refuses %s %s, which self-serve plans lost', async (method, what) => {
		const answer = await callX(x, `/2/users/${COMPANY_ID}/${what}`, { method, body: {} });
		expect(answer.status).toBe(403);
		expect(answer.body.errors![0].code).toBe(453);
	});
});

describe('who may reply', () => {
	const restricted = async (replySettings: string, text = 'Thoughts?') =>
		await x.control<{ id: string }>('POST', 'posts', { from: 'bob_travels', text, replySettings });
	/** A second voice in the conversation that names the account, so that only the restriction stands in the way. */
	const summon = async (inReplyTo: string) =>
		await x.post({ from: 'dan_the_van', text: '@acmecare knows', inReplyTo });

	it.each([
		['following', 403],
		['mentionedUsers', 403],
		['subscribers', 403],
		['verified', 201],
	])(
		'is decided for the whole conversation by its first post: %s answers %d',
		async (who, status) => {
			const root = await restricted(who);
			const answer = await reply((await summon(root.id)).id);
			expect(answer.status).toBe(status);
			if (status === 403) expect(answer.body.detail).toMatch(/restricted who can reply/);
		},
	);

	it('always lets in the people the first post names', async () => {
		const root = await restricted('mentionedUsers', '@acmecare thoughts?');
		expect((await reply(root.id)).status).toBe(201);
	});

	it('lets in those the author follows', async () => {
		const user = { handle: 'fan_of_acme', connection: ['followed_by'] };
		await x.control('POST', 'users', user);
		const root = await x.control<{ id: string }>('POST', 'posts', {
			from: 'fan_of_acme',
			text: 'Thoughts?',
			replySettings: 'following',
		});
		expect((await reply((await summon(root.id)).id)).status).toBe(201);
	});

	it('is shown with the post, and never shuts out the author', async () => {
		const own = await write({ text: 'Closed today.', reply_settings: 'mentionedUsers' });
		const read = async (id: string) =>
			(await callX(x, `/2/tweets/${id}?tweet.fields=reply_settings`)).body.data.reply_settings;
		expect(await read(own.body.data.id)).toBe('mentionedUsers');
		const next = await reply(own.body.data.id, 'Open tomorrow.');
		expect(next.status).toBe(201);
		expect(await read(next.body.data.id)).toBe('everyone');
	});
});

describe('what a post can carry besides text', () => {
	const shown = async (): Promise<Array<Record<string, unknown>>> =>
		await x.control('GET', 'timeline');

	it('carries a label for machine-made media and a button for messages', async () => {
		const link = 'https://x.com/messages/compose?recipient_id=1402000000000000001';
		expect((await write({ text: 'Hi', made_with_ai: true })).status).toBe(201);
		expect((await write({ text: 'Write us', direct_message_deep_link: link })).status).toBe(201);
		expect(await shown()).toMatchObject([
			{ text: 'Write us', directMessageLink: link },
			{ text: 'Hi', madeWithAi: true },
		]);
	});

	it('carries a poll', async () => {
		const poll = { options: ['yes', 'no'], duration_minutes: 60 };
		const made = await write({ text: 'Open on Sundays?', poll });
		const { id } = made.body.data;
		const read = await callX(x, `/2/tweets/${id}?tweet.fields=attachments`);
		expect(read.body.data.attachments).toEqual({ poll_ids: [expect.stringMatching(/^\d+$/)] });
		expect(await shown()).toMatchObject([{ poll: ['yes', 'no'] }]);
	});

	it.each([
		['a poll with one answer', { poll: { options: ['yes'], duration_minutes: 60 } }],
		['a poll with five', { poll: { options: ['1', '2', '3', '4', '5'], duration_minutes: 60 } }],
		['a long answer', { poll: { options: ['x'.repeat(26), 'no'], duration_minutes: 60 } }],
		['a poll of 4 minutes', { poll: { options: ['yes', 'no'], duration_minutes: 4 } }],
		['a poll of 8 days', { poll: { options: ['yes', 'no'], duration_minutes: 11_520 } }],
		['a label that is no yes or no', { made_with_ai: 'yes' }],
		['a link that leads elsewhere', { direct_message_deep_link: 'https://acme.example' }],
		['nobody in particular', { reply_settings: 'everyone' }],
		['unknown keys of media', { media: { media_ids: ['1'], alt: 'x' } }],
		['unknown keys of a reply', { reply: { in_reply_to_tweet_id: '1', to: 'x' } }],
	])('refuses %s', async (_name, more) => {
		expect((await write({ text: 'hi', ...more })).status).toBe(400);
		expect(await shown()).toEqual([]);
	});
});

it('takes 25,000 characters from an account that pays for them', async () => {
	expect((await write({ text: 'x'.repeat(281) })).status).toBe(403);
	await x.control('POST', 'settings', { premium: true });
	expect((await write({ text: 'x'.repeat(25_001) })).status).toBe(403);
	const made = await write({ text: 'x'.repeat(25_000) });
	expect(made.status).toBe(201);
	const read = await callX(x, `/2/tweets/${made.body.data.id}?tweet.fields=note_tweet`);
	expect(read.body.data.note_tweet.text).toHaveLength(25_000);
});

it('refuses an endless text at once', async () => {
	const answer = await write({ text: 'a.co '.repeat(400_000) });
	expect(answer.status).toBe(403);
	expect(answer.body.detail).toMatch(/too long/);
});

it('refuses replies to posts that are deleted or protected', async () => {
	const gone = await x.post({ from: 'alice_m', text: '@acmecare help' });
	await x.control('DELETE', `posts/${gone.id}`);
	const hidden = await x.post({ from: 'petra_private', text: '@acmecare help' });
	for (const { id } of [gone, hidden]) {
		const answer = await reply(id);
		expect(answer.status).toBe(403);
		expect(answer.body.detail).toMatch(/deleted or not visible/);
	}
});

describe('deleting', () => {
	it('deletes own posts and nobody else’s', async () => {
		const own = await write({ text: 'Oops' });
		const other = await x.post({ from: 'alice_m', text: 'mine' });
		const remove = async (id: string) => await callX(x, `/2/tweets/${id}`, { method: 'DELETE' });
		expect((await remove(own.body.data.id)).body).toEqual({ data: { deleted: true } });
		expect((await remove(other.id)).status).toBe(403);
		expect((await remove('123')).status).toBe(404);
		expect(await x.control('GET', 'timeline')).toHaveLength(1);
	});
});
