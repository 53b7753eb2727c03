import fc from 'fast-check';
import { startSandbox, type PostDraft, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, COMPANY_ID, idsOf, type XAnswer } from './x-call';

const NOW = '2026-11-21T09:00:00.000Z';
const ALICE = '1402000000000000101';
let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: NOW });
});

const search = async (query: string, more: Record<string, string> = {}, authorization?: string) =>
	await callX(x, `/2/tweets/search/recent?${new URLSearchParams({ query, ...more }).toString()}`, {
		authorization,
	});

/** Posts under names of our own, and says which of them a query finds. */
async function publish<Name extends string>(drafts: Record<Name, Partial<PostDraft>>) {
	const names = Object.keys(drafts) as Name[];
	const ids = new Map<string, Name>();
	const byName = {} as Record<Name, string>;
	for (const name of names) {
		const { id } = await x.post({ from: 'alice_m', text: name, ...drafts[name] });
		ids.set(id, name);
		byName[name] = id;
	}
	const found = async (query: string): Promise<Name[]> => {
		const answer = await search(query, { max_results: '100' });
		expect([query, answer.status]).toEqual([query, 200]);
		return idsOf(answer)
			.map((id) => ids.get(id)!)
			.reverse();
	};
	return { found, ids: byName };
}

const messageOf = (answer: XAnswer): string => answer.body.errors![0].message;

describe('what a query finds', () => {
	it('matches words whole, in any case, with or without accents, and inside tags and handles', async () => {
		const { found } = await publish({
			plain: { text: 'My PARCEL is late' },
			joined: { text: 'parcels everywhere' },
			tagged: { text: 'where is my #parcel?' },
			hyphen: { text: 'the parcel-service' },
			accent: { text: 'Crème brûlée délivrée' },
			japanese: { text: '荷物がまだ届きません' },
			emoji: { text: 'great 👍 thanks' },
		});
		expect(await found('parcel')).toEqual(['plain', 'tagged', 'hyphen']);
		expect(await found('creme')).toEqual(['accent']);
		expect(await found('BRÛLÉE')).toEqual(['accent']);
		expect(await found('delivree')).toEqual(['accent']);
		expect(await found('届き')).toEqual(['japanese']);
		expect(await found('👍')).toEqual(['emoji']);
	});

	it('matches quoted words only in their order', async () => {
		const { found } = await publish({
			exact: { text: 'Acme Bank, again' },
			turned: { text: 'the bank of acme' },
			apostrophe: { text: "I don't know" },
		});
		expect(await found('"acme bank"')).toEqual(['exact']);
		expect(await found('acme bank')).toEqual(['exact', 'turned']);
		expect(await found(`"don't know"`)).toEqual(['apostrophe']);
	});

	it('lets AND bind before OR, groups by parentheses, and leaves out what is negated', async () => {
		const { found } = await publish({
			apple: { text: 'apple' },
			iphone: { text: 'iphone' },
			both: { text: 'iphone ipad' },
			all: { text: 'apple iphone ipad' },
		});
		expect(await found('apple OR iphone ipad')).toEqual(['apple', 'both', 'all']);
		expect(await found('(apple OR iphone) ipad')).toEqual(['both', 'all']);
		expect(await found('((apple OR iphone)) -ipad')).toEqual(['apple', 'iphone']);
		expect(await found('iphone -"iphone ipad"')).toEqual(['iphone']);
	});

	it('tells hashtags, handles and cashtags from mere words', async () => {
		const { found } = await publish({
			tag: { text: 'so #Late' },
			longer: { text: '#latenight' },
			word: { text: 'late acmecare acme' },
			handle: { text: 'hi @AcmeCare' },
			cash: { text: 'sold $ACME' },
		});
		expect(await found('#late')).toEqual(['tag']);
		expect(await found('@acmecare')).toEqual(['handle']);
		expect(await found('$acme')).toEqual(['cash']);
	});

	it('finds posts by their author, receiver, thread, language and links', async () => {
		const { found, ids } = await publish({
			root: { from: 'acmecare', text: 'We are open' },
			far: { text: 'See https://shop.example/returns?x=1 now' },
			german: { text: 'Guten Tag', lang: 'de' },
		});
		const reply = await x.post({ from: 'bob_travels', text: 'no', inReplyTo: ids.root });
		const quote = await x.post({ from: 'nora_reports', text: 'hm', quote: ids.root });
		const deeper = await x.post({ from: 'alice_m', text: 'yes', inReplyTo: reply.id });
		const only = async (query: string) => idsOf(await search(query)).reverse();
		expect(await found('from:AcmeCare')).toEqual(['root']);
		expect(await found(`from:${COMPANY_ID}`)).toEqual(['root']);
		expect(await only('to:acmecare')).toEqual([reply.id]);
		expect(await only('to:bob_travels')).toEqual([deeper.id]);
		expect(await only(`conversation_id:${ids.root}`)).toEqual([ids.root, reply.id, deeper.id]);
		expect(await only(`in_reply_to_tweet_id:${reply.id}`)).toEqual([deeper.id]);
		expect(await only(`quotes_of_tweet_id:${ids.root}`)).toEqual([quote.id]);
		expect(await found('url:"shop.example/returns"')).toEqual(['far']);
		expect(await found('url:shop.example')).toEqual(['far']);
		expect(await found('url:shop.example.com OR url:"example/shop"')).toEqual([]);
		expect(await found('(from:alice_m OR from:acmecare) lang:de')).toEqual(['german']);
		expect(await only(`min_replies:1 conversation_id:${ids.root}`)).toEqual([ids.root, reply.id]);
		expect(await only('from:nobody_here')).toEqual([]);
	});

	it.each([
		['has:links', ['link', 'picture', 'film']],
		['has:media', ['picture', 'film']],
		['has:images', ['picture']],
		['has:videos', ['film']],
		['has:mentions', ['mention']],
		['has:hashtags', ['tag']],
		['has:cashtags', ['cash']],
		['is:verified', []],
		['is:reply', []],
		['is:quote', []],
		['is:retweet', []],
		['-is:nullcast -has:links', ['mention', 'tag', 'cash']],
		['place_country:DE', []],
		['point_radius:[2.35 48.86 16km]', []],
	])('narrows an author’s posts by %s', async (operator, names) => {
		const { found } = await publish({
			link: { text: 'acme.com' },
			picture: { text: 'look', media: [{ type: 'photo', url: 'https://p.example/1.jpg' }] },
			film: { text: 'watch', media: [{ type: 'video', url: 'https://p.example/2.jpg' }] },
			mention: { text: 'hi @bob_travels' },
			tag: { text: 'a #tag' },
			cash: { text: 'a $TAG' },
		});
		expect(await found(`from:alice_m ${operator}`)).toEqual(names);
	});

	it('finds verified authors, replies and quotes', async () => {
		const { ids } = await publish({ root: { text: 'news' } });
		const reply = await x.post({ from: 'nora_reports', text: 'news?', inReplyTo: ids.root });
		const quote = await x.post({ from: 'bob_travels', text: 'news!', quote: ids.root });
		expect(idsOf(await search('news is:verified'))).toEqual([reply.id]);
		expect(idsOf(await search('news is:reply'))).toEqual([reply.id]);
		expect(idsOf(await search('news is:quote'))).toEqual([quote.id]);
		expect(idsOf(await search('news -is:reply -is:quote'))).toEqual([ids.root]);
	});

	it('matches what a quote says, not what it quotes', async () => {
		const { ids } = await publish({ root: { text: 'broken parcel' } });
		await x.post({ from: 'bob_travels', text: 'look at this', quote: ids.root });
		expect(idsOf(await search('parcel'))).toEqual([ids.root]);
	});

	it('finds reposts by who reposted whom, never by words', async () => {
		const { ids } = await publish({ root: { text: 'late parcel' } });
		const repost = await x.control<{ id: string }>('POST', 'reposts', {
			from: 'bob_travels',
			postId: ids.root,
		});
		const both = [repost.id, ids.root];
		expect(idsOf(await search('parcel'))).toEqual([ids.root]);
		expect(idsOf(await search('parcel OR from:bob_travels'))).toEqual([ids.root]);
		expect(idsOf(await search('from:bob_travels OR from:alice_m'))).toEqual(both);
		expect(idsOf(await search('from:bob_travels is:retweet'))).toEqual([repost.id]);
		expect(idsOf(await search('from:bob_travels -is:retweet'))).toEqual([]);
		expect(idsOf(await search('retweets_of:alice_m'))).toEqual([repost.id]);
		expect(idsOf(await search(`retweets_of_tweet_id:${ids.root}`))).toEqual([repost.id]);
		expect(idsOf(await search('min_reposts:1 from:alice_m'))).toEqual([ids.root]);
	});

	it('leaves out deleted posts, old versions, protected and suspended authors, and what is older than seven days', async () => {
		await x.control('POST', 'users', { handle: 'gone_user' });
		await x.control('POST', 'users', {
			handle: 'friend',
			protected: true,
			connection: ['following'],
		});
		const { ids } = await publish({
			deleted: { text: 'late one' },
			edited: { text: 'late two' },
			suspended: { from: 'gone_user', text: 'late three' },
			hidden: { from: 'petra_private', text: 'late four' },
			friend: { from: 'friend', text: 'late five' },
			old: { text: 'late six', createdAt: '2026-11-14T08:59:59Z' },
			young: { text: 'late seven', createdAt: '2026-11-14T09:00:00Z' },
		});
		await x.control('DELETE', `posts/${ids.deleted}`);
		await x.control('PATCH', 'users/gone_user', { suspended: true });
		const latest = await x.post({ from: 'alice_m', text: 'late two!', editOf: ids.edited });
		expect(idsOf(await search('late'))).toEqual([latest.id, ids.young]);
	});
});

describe('paging and windows', () => {
	const bulk = async (count: number, text = 'late'): Promise<string[]> => {
		const drafts = Array.from({ length: count }, (_, at) => ({
			from: at % 2 ? 'alice_m' : 'bob_travels',
			text: `${text} ${at}`,
			createdAt: new Date(Date.parse(NOW) - (count - at) * 60_000).toISOString(),
		}));
		return (await x.control<Array<{ id: string }>>('POST', 'posts', drafts))
			.map(({ id }) => id)
			.reverse();
	};

	async function readAll(query: string, more: Record<string, string> = {}): Promise<string[][]> {
		const pages: string[][] = [];
		let token: string | undefined;
		do {
			const answer = await search(query, { ...more, ...(token ? { next_token: token } : {}) });
			expect(answer.status).toBe(200);
			pages.push(idsOf(answer));
			token = answer.body.meta!.next_token;
		} while (token);
		return pages;
	}

	it('gives 10 a page unless asked otherwise, newest first, and says what the page spans', async () => {
		const ids = await bulk(25);
		const first = await search('late');
		expect(idsOf(first)).toEqual(ids.slice(0, 10));
		expect(first.body.meta).toMatchObject({
			newest_id: ids[0],
			oldest_id: ids[9],
			result_count: 10,
		});
		expect((await readAll('late')).flat()).toEqual(ids);
		expect(await readAll('late', { max_results: '25' })).toEqual([ids]);
	});

	it('answers an empty result without a data key and bills nothing', async () => {
		const answer = await search('nothing_like_it');
		expect(answer.body).toEqual({ meta: { result_count: 0 } });
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0 });
	});

	it('leaves deleted posts out of a page that was cut with them, so a short or empty page can go on', async () => {
		const ids = await bulk(22);
		for (const id of ids.slice(0, 11)) await x.control('DELETE', `posts/${id}`);
		const pages = await readAll('late');
		expect(pages.map((page) => page.length)).toEqual([0, 9, 2]);
		expect(pages.flat()).toEqual(ids.slice(11));
	});

	it('goes on below its page when new posts arrive meanwhile', async () => {
		const ids = await bulk(15);
		const first = await search('late');
		await x.post({ from: 'carla_k', text: 'late too' });
		const second = await search('late', { pagination_token: first.body.meta!.next_token! });
		expect(idsOf(second)).toEqual(ids.slice(10));
	});

	it('ranks by relevancy when asked, and still gives every post once', async () => {
		const ids = await bulk(15);
		const pages = await readAll('late', { sort_order: 'relevancy' });
		expect(pages.flat()).not.toEqual(ids);
		expect([...pages.flat()].sort()).toEqual([...ids].sort());
	});

	it('keeps to since_id and until_id, or to start_time and end_time', async () => {
		const ids = await bulk(5);
		expect(idsOf(await search('late', { since_id: ids[3] }))).toEqual(ids.slice(0, 3));
		expect(idsOf(await search('late', { until_id: ids[1] }))).toEqual(ids.slice(2));
		expect(idsOf(await search('late', { since_id: ids[4], until_id: ids[0] }))).toEqual(
			ids.slice(1, 4),
		);
		const window = { start_time: '2026-11-21T08:56:00Z', end_time: '2026-11-21T08:58:00Z' };
		expect(idsOf(await search('late', window))).toEqual(ids.slice(2, 4));
	});

	it.each<[string, Record<string, string>, RegExp]>([
		[
			'an id and a time',
			{ since_id: '2000000000000000000', start_time: NOW },
			/^Invalid use of 'since_id' or 'until_id' in conjunction with 'start_time' or 'end_time'\.$/,
		],
		[
			'a since_id the index has forgotten',
			{ since_id: '1402000000000000001' },
			/^'since_id' must be a tweet id created after 2026-11-14T09:00Z\. Please use a 'since_id' that is larger than \d{19}$/,
		],
		[
			'a start before the seven days',
			{ start_time: '2026-11-14T08:59:59Z' },
			/'start_time' must be on or after 2026-11-14T09:00Z/,
		],
		[
			'an end that is too fresh',
			{ end_time: '2026-11-21T08:59:51Z' },
			/'end_time' must be a minimum of 10 seconds prior to the request time\./,
		],
		[
			'a start after the end',
			{ start_time: '2026-11-20T10:00:00Z', end_time: '2026-11-20T09:00:00Z' },
			/must be before/,
		],
		['no ISO time', { start_time: 'yesterday' }, /not a valid ISO 8601 time/],
		['no id', { until_id: 'x' }, /`until_id` query parameter value \[x\] is not valid/],
		['too few a page', { max_results: '9' }, /\[9\] is not between 10 and 100/],
		['too many a page', { max_results: '101' }, /\[101\] is not between 10 and 100/],
		['an unknown order', { sort_order: 'best' }, /is not one of \[recency,relevancy\]/],
		['two tokens', { next_token: 'a', pagination_token: 'a' }, /Only one of/],
		['a token of nobody', { next_token: 'made-up' }, /`next_token`/],
	])('refuses %s with X’s words', async (_name, more, message) => {
		const answer = await search('late', more);
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({
			title: 'Invalid Request',
			type: expect.stringMatching(/invalid-request$/),
		});
		expect(messageOf(answer)).toMatch(message);
		const [name] = Object.keys(more);
		expect(answer.body.errors![0].parameters[name]).toEqual([more[name]]);
	});

	it('takes a token only for the query and order it was given for', async () => {
		await bulk(15);
		const next_token = (await search('late')).body.meta!.next_token!;
		for (const [query, more] of [
			['later', {}],
			['late', { sort_order: 'relevancy' }],
		] as const) {
			expect((await search(query, { ...more, next_token })).status).toBe(400);
		}
		const mentions = `/2/users/${COMPANY_ID}/mentions?pagination_token=${next_token}`;
		expect((await callX(x, mentions)).status).toBe(400);
	});
});

describe('queries X does not take', () => {
	const STANDALONE = 'is/has/lang cannot be used as a standalone operator (at position 1)';
	const CLAUSE = 'Rules must contain at least one positive, non-stopword clause (at position 1)';

	it.each<[string, string | RegExp]>([
		['has:media', STANDALONE],
		['has:links OR is:retweet', STANDALONE],
		['lang:en', STANDALONE],
		['-is:nullcast', /non-negation term/],
		['acme OR has:links', /standalone operator \(at position 9\)/],
		['-acme', `Rules must contain a non-negation term (at position 1), ${CLAUSE}`],
		['acme OR -bank', /^Rules must contain a non-negation term \(at position 9\)/],
		['the', CLAUSE],
		['acme is:nullcast', /is:nullcast operator must be negated/],
		['min_faves:10', /^Reference to invalid operator 'min_faves'\. Operator is not available/],
		['acme min_retweets:1', /invalid operator 'min_retweets'.*\(at position 6\)$/],
		['acme since:2026-11-20', /invalid operator 'since'/],
		['acme has:polls', /^Reference to invalid operator 'has:polls'/],
		['is:polls', /^is\/has\/lang cannot .*, Reference to invalid operator 'is:polls'/],
		['quotes_of:acmecare', /invalid operator 'quotes_of'/],
		['constructor:1', /invalid operator 'constructor'/],
		['acme has:constructor', /invalid operator 'has:constructor'/],
		['acme -(bank OR late)', `no viable alternative at input '(' (at position 7)`],
		['acme (bank', `mismatched input '<EOF>' expecting ')' (at position 11)`],
		['acme bank)', `missing EOF at ')' (at position 10)`],
		['acme "bank', /expecting '"'/],
		['acme ()', /no viable alternative at input '\)'/],
		['OR acme', /no viable alternative at input 'OR'/],
		['acme OR', /no viable alternative at input '<EOF>'/],
		['acme AND bank', /^Ambiguous use of and as a keyword\. Use a space .*\(at position 6\)$/],
		['acme or bank', /^Ambiguous use of or as a keyword/],
		["don't panic", `no viable alternative at character ''' (at position 4)`],
		['url:https://acme.example', /no viable alternative at character '\/'/],
		['conversation_id:abc', /conversation_id/],
		['from:@acmecare', /from/],
		['acme #', /no viable alternative/],
		['"!!!"', /no viable alternative/],
		['acme -', /no viable alternative/],
	])('%s', async (query, message) => {
		const answer = await search(query);
		expect(answer.status).toBe(400);
		expect(answer.body.errors![0].parameters).toEqual({ query: [query] });
		const [, said] = /^There were errors processing your request: (.*)$/s.exec(messageOf(answer))!;
		if (typeof message === 'string') expect(said).toBe(message);
		else expect(said).toMatch(message);
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0 });
	});

	it('wants a query of 1 to 512 characters', async () => {
		expect((await callX(x, '/2/tweets/search/recent')).status).toBe(400);
		expect(messageOf(await search(''))).toMatch(/'query' must be a non-empty string/);
		expect((await search('👍'.repeat(512))).status).toBe(200);
		expect(messageOf(await search('a'.repeat(513)))).toMatch(/\[513\] is not between 1 and 512/);
	});

	it('answers any query at all with 200 or 400, and fast', async () => {
		const piece = fc.constantFrom(
			'(',
			')',
			'"',
			'-',
			' ',
			' OR ',
			'acme',
			'has:',
			'is:reply',
			'from:',
			'#',
			'@',
			'$',
			'[',
			':',
			'\u0000',
			'ﷺ',
			'👍🏽',
			'__proto__:',
		);
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
					fc.string({ unit: 'binary', maxLength: 80 }),
					fc.nat(255).map((depth) => '('.repeat(depth) + 'a1' + ')'.repeat(depth)),
				),
				async (query) => {
					const answer = await search(query);
					expect([200, 400]).toContain(answer.status);
				},
			),
			{ numRuns: 150 },
		);
	});
});

describe('access, price and vocabulary', () => {
	it('bills each post once a UTC day, dearer than an owned read', async () => {
		await x.post({ from: 'alice_m', text: 'late' });
		await x.post({ from: 'alice_m', text: 'late again' });
		const total = async () => (await x.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;
		await search('late');
		expect(await total()).toBe(0.01);
		await search('late');
		expect(await total()).toBe(0.01);
		await x.control('POST', 'clock', { now: '2026-11-22T00:00:00Z' });
		await search('late', {}, APP_TOKEN);
		expect(await total()).toBe(0.02);
	});

	it('answers in the words it was asked in, with expansions', async () => {
		const { id } = await x.post({ from: 'alice_m', text: 'late' });
		const legacy = await search('late', { 'tweet.fields': 'author_id', expansions: 'author_id' });
		expect(legacy.body).toMatchObject({
			data: [{ id, author_id: ALICE, edit_history_tweet_ids: [id] }],
			includes: { users: [{ username: 'alice_m' }] },
		});
		const fresh = await search('late', { 'post.fields': 'public_metrics' });
		expect(fresh.body.data[0].public_metrics).toHaveProperty('repost_count');
		expect(fresh.body.data[0]).not.toHaveProperty('edit_history_tweet_ids');
	});

	it('allows 300 calls to a user and 450 to the app', async () => {
		const limitOf = (answer: XAnswer) => answer.headers.get('x-rate-limit-limit');
		expect(limitOf(await search('late'))).toBe('300');
		expect(limitOf(await search('late', {}, APP_TOKEN))).toBe('450');
	});

	it('answers in a world of 20,000 posts and 12,000 followers', async () => {
		const followers = Array.from({ length: 12_000 }, (_, at) => ({
			handle: `fan_${at}`,
			connection: ['followed_by'],
		}));
		await x.control('POST', 'users', followers);
		const drafts = Array.from({ length: 20_000 }, (_, at) => ({
			from: `fan_${at % 12_000}`,
			text: `@acmecare my parcel number ${at} is late, see https://acme.example/${at} #late`,
		}));
		await x.control('POST', 'posts', drafts);
		const everything = {
			max_results: '100',
			'tweet.fields': 'public_metrics,entities,edit_controls',
			expansions: 'author_id',
			'user.fields': 'public_metrics,connection_status',
		};
		const calls: Array<() => Promise<XAnswer>> = [
			async () => await search('parcel', everything),
			async () => await search('zebra OR (horse -saddle) OR "no such phrase"', everything),
			async () => await search('parcel has:links', { ...everything, sort_order: 'relevancy' }),
			async () => await callX(x, '/2/tweets/counts/recent?query=parcel&granularity=minute'),
			async () =>
				await callX(
					x,
					`/2/users/${COMPANY_ID}/followers?max_results=1000&user.fields=public_metrics,connection_status`,
				),
		];
		for (const call of calls) expect((await call()).status).toBe(200);
	}, 60_000);
});
