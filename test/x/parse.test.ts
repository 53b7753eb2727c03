import { parsePost, type ParseContext } from '../../src/x/parse';
import type { RawPost } from '../../src/x/raw-post';

const account = { id: '1000000000000000001', handle: 'AcmeCare' };
const context: ParseContext = {
	account,
	source: 'poll',
	receivedAt: '2026-11-20T10:01:00.000Z',
	costUsd: 0.005,
	media: new Map(),
};

const mention = (start: number, username = 'acmecare', id?: string) => ({
	mentions: [{ start, end: start + 9, username, ...(id && { id }) }],
});

const writer = '2000000000000000002';

const post = (over: Partial<RawPost> = {}): RawPost => ({
	id: '1990000000000000001',
	text: '@acmecare the parcel never came',
	author_id: writer,
	created_at: '2026-11-20T10:00:00.000Z',
	conversation_id: '1990000000000000001',
	edit_history_tweet_ids: ['1990000000000000001'],
	lang: 'en',
	entities: mention(0),
	...over,
});

describe('a post as an event', () => {
	it('carries what product.md promises, and nothing that X left out', () => {
		expect(parsePost(post(), context)).toEqual({
			id: '1990000000000000001',
			kind: 'mention',
			text: '@acmecare the parcel never came',
			createdAt: '2026-11-20T10:00:00.000Z',
			conversationId: '1990000000000000001',
			account,
			author: { id: writer },
			mentionsUs: 'explicit',
			quotesUs: false,
			media: [],
			language: 'en',
			permalink: 'https://x.com/i/status/1990000000000000001',
			source: 'poll',
			receivedAt: '2026-11-20T10:01:00.000Z',
			completeness: { complete: true, missing: [] },
			costUsd: 0.005,
		});
	});

	it.each(['note_tweet', 'note_post'] as const)(
		'takes the whole of a long post from %s, whichever dialect X speaks',
		(field) => {
			const whole = `@acmecare ${'it goes on and on '.repeat(40)}`;
			const event = parsePost(
				post({ text: `${whole.slice(0, 270)}…`, [field]: { text: whole } }),
				context,
			);
			expect(event.text).toBe(whole);
			expect(event.completeness.complete).toBe(true);
		},
	);

	it('says so when a text was cut and X did not send the rest', () => {
		const event = parsePost(post({ text: `${'a'.repeat(275)}… https://t.co/abc` }), context);
		expect(event.completeness).toEqual({
			complete: false,
			missing: ['The text is cut off; X did not send the rest.'],
		});
	});

	it('does not take a short post that ends in an ellipsis for a cut one', () => {
		expect(parsePost(post({ text: '@acmecare well…' }), context).completeness.complete).toBe(true);
	});

	it("undoes X's three escapes once, and leaves what the person typed", () => {
		const text = 'a &lt;b&gt; &amp; &amp;lt; &quot; &copy;';
		expect(parsePost(post({ text }), context).text).toBe('a <b> & &lt; &quot; &copy;');
	});

	it('knows a reply and what it replies to, in either dialect', () => {
		const reference = [{ type: 'replied_to' as const, id: '1980000000000000009' }];
		for (const field of ['referenced_tweets', 'referenced_posts']) {
			const event = parsePost(post({ [field]: reference, in_reply_to_user_id: '3000' }), context);
			expect(event.kind).toBe('reply');
			expect(event.inReplyTo).toEqual({ postId: '1980000000000000009', authorId: '3000' });
		}
	});

	it('knows an edited post by its first version', () => {
		const history = ['1980000000000000005', '1990000000000000001'];
		expect(parsePost(post({ edit_history_tweet_ids: history }), context).editOf).toBe(history[0]);
		const newer = post({ edit_history_tweet_ids: undefined, edit_history_post_ids: history });
		expect(parsePost(newer, context).editOf).toBe(history[0]);
	});

	it('sees that a quote is of one of our posts without paying for the quoted post', () => {
		const quote = (url: string) =>
			parsePost(
				post({
					referenced_tweets: [{ type: 'quoted', id: '77' }],
					entities: { urls: [{ expanded_url: url }] },
					text: 'look at this',
				}),
				context,
			);
		expect(quote('https://twitter.com/acmecare/status/77?s=20')).toMatchObject({
			kind: 'quote',
			quotesUs: true,
			mentionsUs: 'none',
		});
		expect(quote('https://x.com/someoneelse/status/77').quotesUs).toBe(false);
		expect(quote('https://x.com.evil.example/acmecare/status/77').quotesUs).toBe(false);
	});

	it('is a plain post when it has nothing to do with us, and a mention where X says it is one', () => {
		const plain = post({ text: 'acme is late', entities: undefined });
		expect(parsePost(plain, context)).toMatchObject({ kind: 'post', mentionsUs: 'none' });
		expect(parsePost(plain, { ...context, areMentions: true }).kind).toBe('mention');
	});

	it.each([
		['following', 'following'],
		['mentionedUsers', 'mentionedUsers'],
		['everyone', undefined],
		['somebody new', undefined],
		[undefined, undefined],
	])('with reply settings %p lets reply: %p', (reply_settings, whoCanReply) => {
		expect(parsePost(post({ reply_settings }), context).whoCanReply).toBe(whoCanReply);
	});

	it('keeps a picture whose details X did not send', () => {
		const media = new Map([
			['3_2', { media_key: '3_2', type: 'photo' as const, url: 'https://pbs.example/2.jpg' }],
		]);
		const event = parsePost(
			post({ text: undefined, attachments: { media_keys: ['3_1', '3_2'] } }),
			{ ...context, media },
		);
		expect(event.text).toBe('');
		expect(event.completeness.complete).toBe(true);
		expect(event.media).toEqual([
			{ key: '3_1' },
			{ key: '3_2', type: 'photo', url: 'https://pbs.example/2.jpg' },
		]);
	});

	it('says so when a post came without text', () => {
		expect(parsePost(post({ text: undefined }), context).completeness.missing).toEqual([
			'X sent the post without its text.',
		]);
	});

	it.each([
		[{ id: undefined }, /without a readable id/],
		[{ author_id: undefined }, /1990000000000000001 has no author_id/],
		[{ created_at: 'yesterday' }, /no readable created_at \(yesterday\)/],
	])('refuses %p by name', (over, message) => {
		expect(() => parsePost({ ...post(), ...over }, context)).toThrow(message);
	});

	it.each([[null], ['a string'], [42], [[]]])('refuses %p without breaking', (value) => {
		expect(() => parsePost(value, context)).toThrow(/without a readable id/);
	});
});

describe('whether the person typed our handle', () => {
	const reply = { referenced_tweets: [{ type: 'replied_to' as const, id: '5' }] };

	it.each<[string, Partial<RawPost>, string]>([
		['a post that begins with it', {}, 'explicit'],
		['a reply that X put it in front of', { ...reply, display_text_range: [10, 30] }, 'implicit'],
		[
			'a reply that has it in its own words too',
			{
				...reply,
				display_text_range: [10, 40],
				entities: { mentions: [...mention(0).mentions, ...mention(25).mentions] },
			},
			'explicit',
		],
		['another spelling of the handle', { entities: mention(0, 'ACMECARE') }, 'explicit'],
		[
			'a renamed account that X knows by id',
			{ entities: mention(0, 'acmehelp', account.id) },
			'explicit',
		],
		[
			'someone else',
			{ entities: mention(0, 'acmecare_fans'), text: '@acmecare_fans hello' },
			'none',
		],
		['a post without entities', { entities: undefined, text: 'hey @AcmeCare!' }, 'explicit'],
		[
			'an e-mail address that looks like it',
			{ entities: undefined, text: 'mail me@acmecare' },
			'none',
		],
		[
			'a long post that has it only beyond the cut',
			{
				entities: undefined,
				text: 'so long…',
				note_tweet: { text: 'so long … @acmecare', entities: mention(10) },
			},
			'explicit',
		],
	])('%s', (_, over, expected) => {
		expect(parsePost(post(over), context).mentionsUs).toBe(expected);
	});
});
