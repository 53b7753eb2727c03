import fc from 'fast-check';

import type { PolicyFacts } from '../../src/domain/policy/facts';
import { judge, rules } from '../../src/domain/policy/judge';
import type { PolicyRule, Verdict } from '../../src/domain/policy/judgement';
import { policyRules } from '../../src/domain/policy/judgement';
import type { OutgoingAction } from '../../src/domain/policy/outgoing-action';
import {
	customerId,
	everyAction,
	makeFacts,
	makeOwnFacts,
	makeOwnPost,
	makePerson,
	makePost,
	message,
	now,
	onPost,
	ourId,
	postId,
	publish,
	reply,
} from './policy-facts';

type Case = [when: string, verdict: Verdict, action: OutgoingAction, facts: PolicyFacts];

const hours = 3_600_000;
const apology = 'We are sorry. We are looking for your parcel now. ^JD';
const long = 'word '.repeat(60);
const withPost = (over: Parameters<typeof makePost>[0]) => makeFacts({ post: makePost(over) });
const elsewhere = { conversationId: '1800000000000000001', conversationAuthorId: '42' };
const protectedAccount = { id: ourId, handle: 'acmecare', protected: true };

/** What each rule stops, and what comes close to it and passes. A rule that is missing here fails. */
const cases: Record<Exclude<PolicyRule, 'refused by X'>, { stops: Case[]; passes: Case[] }> = {
	'post gone': {
		stops: (['repost', 'hideReply', 'unhideReply'] as const)
			.map((kind): Case => [`${kind}`, 'forbidden', onPost(kind), makeFacts({ post: 'gone' })])
			.concat([['reply', 'forbidden', reply(), makeFacts({ post: 'gone' })]]),
		passes: [
			[
				'deleting again what is deleted',
				'allowed',
				onPost('deletePost'),
				makeFacts({ post: 'gone' }),
			],
			['taking back its repost', 'allowed', onPost('undoRepost'), makeFacts({ post: 'gone' })],
		],
	},
	'not our post': {
		stops: [["deleting a customer's post", 'forbidden', onPost('deletePost'), makeFacts()]],
		passes: [['deleting our own', 'allowed', onPost('deletePost'), makeOwnFacts()]],
	},
	'not our conversation': {
		stops: [
			['a conversation that is theirs', 'forbidden', onPost('hideReply'), withPost(elsewhere)],
			['showing again there', 'forbidden', onPost('unhideReply'), withPost(elsewhere)],
			['the first post of their conversation', 'forbidden', onPost('hideReply'), makeFacts()],
			['our own post', 'forbidden', onPost('hideReply'), makeOwnFacts()],
			[
				'nobody knows whose conversation it is',
				'needs a person',
				onPost('hideReply'),
				withPost({ ...elsewhere, conversationAuthorId: undefined }),
			],
		],
		passes: [
			[
				'a reply in a conversation of ours',
				'allowed',
				onPost('hideReply'),
				withPost({ ...elsewhere, conversationAuthorId: ourId }),
			],
		],
	},
	'protected post': {
		stops: [
			[
				'the author is protected',
				'forbidden',
				onPost('repost'),
				makeFacts({ post: makePost({ authorIsProtected: true }), approvedBy: 'Jo' }),
			],
		],
		passes: [['answering it', 'allowed', reply(), withPost({ authorIsProtected: true })]],
	},
	'protected account': {
		stops: [
			[
				'a reply nobody would see',
				'needs a person',
				reply(),
				makeFacts({ account: protectedAccount }),
			],
		],
		passes: [
			[
				'going on with its own thread',
				'allowed',
				reply(),
				makeOwnFacts({ account: protectedAccount }),
			],
			['publishing on the feed', 'allowed', publish(), makeFacts({ account: protectedAccount })],
			[
				'reposting on the feed',
				'allowed',
				onPost('repost'),
				makeFacts({ account: protectedAccount }),
			],
		],
	},
	'opted out': {
		stops: [
			['a reply', 'forbidden', reply(), makeFacts({ person: makePerson({ optedOut: true }) })],
			['a message', 'forbidden', message(), makeFacts({ person: makePerson({ optedOut: true }) })],
		],
		passes: [
			[
				'hiding their reply',
				'allowed',
				onPost('hideReply'),
				makeFacts({
					post: makePost({ ...elsewhere, conversationAuthorId: ourId }),
					person: makePerson({ optedOut: true }),
				}),
			],
			[
				'our own thread that says "stop"',
				'allowed',
				reply(),
				makeOwnFacts({ person: makePerson({ id: ourId, optedOut: true }) }),
			],
		],
	},
	'not summoned': {
		stops: [
			['an implicit mention', 'needs a person', reply(), withPost({ mentionsUs: 'implicit' })],
			[
				'an answer to us without our handle',
				'needs a person',
				reply(),
				withPost({ mentionsUs: 'none', inReplyToUserId: ourId }),
			],
			['a keyword hit', 'needs a person', reply(), withPost({ mentionsUs: 'none' })],
		],
		passes: [
			['an explicit mention', 'allowed', reply(), makeFacts()],
			['a quote of ours', 'allowed', reply(), withPost({ mentionsUs: 'none', quotesUs: true })],
			['our own thread', 'allowed', reply(), makeOwnFacts()],
		],
	},
	'one reply per interaction': {
		stops: [
			[
				'answered already',
				'needs a person',
				reply(),
				makeFacts({ recentPosts: [makeOwnPost({ inReplyToPostId: postId })] }),
			],
		],
		passes: [
			[
				'another post was answered',
				'allowed',
				reply(),
				makeFacts({ recentPosts: [makeOwnPost({ inReplyToPostId: '5' })] }),
			],
			[
				'a person wrote it for this post',
				'allowed',
				reply(),
				makeFacts({
					writtenBy: 'person',
					recentPosts: [makeOwnPost({ inReplyToPostId: postId })],
				}),
			],
			[
				'our own thread goes on again',
				'allowed',
				reply(),
				makeOwnFacts({ recentPosts: [makeOwnPost({ inReplyToPostId: postId })] }),
			],
		],
	},
	'person did not write first': {
		stops: [
			[
				'they did not',
				'needs a person',
				message(),
				makeFacts({ person: makePerson({ wroteUs: false }) }),
			],
			[
				'nobody knows',
				'needs a person',
				message(),
				makeFacts({ person: makePerson({ wroteUs: undefined }) }),
			],
			['nobody knows who it is', 'needs a person', message(), makeFacts({ person: undefined })],
		],
		passes: [['they did', 'allowed', message(), makeFacts()]],
	},
	'AI text not approved': {
		stops: [reply(), publish(), message()].flatMap((action): Case[] => [
			[action.kind, 'needs a person', action, makeFacts({ writtenBy: 'ai' })],
			[
				`${action.kind} approved by a blank`,
				'needs a person',
				action,
				makeFacts({ writtenBy: 'ai', approvedBy: ' ' }),
			],
		]),
		passes: [
			['approved', 'allowed', reply(), makeFacts({ writtenBy: 'ai', approvedBy: 'Jo' })],
			['no text at all', 'allowed', onPost('undoRepost'), makeFacts({ writtenBy: 'ai' })],
		],
	},
	'repost not approved': {
		stops: [
			['a testimonial', 'needs a person', onPost('repost'), makeFacts()],
			[
				'an account that may be public',
				'needs a person',
				onPost('repost'),
				makeFacts({ account: { id: ourId, handle: 'acmecare' } }),
			],
		],
		passes: [
			['approved', 'allowed', onPost('repost'), makeFacts({ approvedBy: 'Jo' })],
			['our own post', 'allowed', onPost('repost'), makeOwnFacts()],
		],
	},
	'unasked mention': {
		stops: [
			['a handle', 'needs a person', publish('Thank you @jo_example!'), makeFacts()],
			['in the second post', 'needs a person', publish('One', 'Two, @JO_example'), makeFacts()],
			['the wide sign', 'needs a person', publish('Thanks,＠jo_example'), makeFacts()],
			['behind RT', 'needs a person', publish('RT@jo_example so true'), makeFacts()],
			['in no link', 'needs a person', publish('hi/@jo_example'), makeFacts()],
		],
		passes: [
			['our own handle', 'allowed', publish('Ask @AcmeCare!'), makeFacts()],
			['an e-mail address', 'allowed', publish('Write to info@acme.example'), makeFacts()],
			['a channel', 'allowed', publish('Watch https://youtube.com/@acme_films'), makeFacts()],
			['an answer that names somebody', 'allowed', reply('Ask @jo_example'), makeFacts()],
		],
	},
	'similar text': {
		stops: [
			['published before', 'needs a person', publish(apology), recently(apology)],
			[
				'almost the same',
				'needs a person',
				publish(apology),
				recently(`${apology.slice(0, -3)}KL`),
			],
			[
				'the same answer to somebody else',
				'needs a person',
				reply(apology),
				recently(`@somebody @else ${apology}`, { inReplyToPostId: '5' }),
			],
			['twice in one thread', 'needs a person', publish(apology, apology), makeFacts()],
			[
				'at an unreadable time',
				'needs a person',
				publish(apology),
				recently(apology, { createdAtMs: NaN }),
			],
			[
				'in the future',
				'needs a person',
				publish(apology),
				recently(apology, { createdAtMs: now + hours }),
			],
		],
		passes: [
			['another text', 'allowed', publish(), recently(apology)],
			[
				'longer ago',
				'allowed',
				publish(apology),
				recently(apology, { createdAtMs: now - 49 * hours }),
			],
			['a message', 'allowed', message(apology), recently(apology)],
			['reposted only', 'allowed', publish(apology), recently(apology, { repostOf: '5' })],
		],
	},
	'reply settings': {
		stops: [
			[
				'quoted, but not named',
				'needs a person',
				reply(),
				withPost({ whoCanReply: 'following', mentionsUs: 'none', quotesUs: true }),
			],
		],
		passes: [
			['those named may', 'allowed', reply(), withPost({ whoCanReply: 'mentionedUsers' })],
			[
				'our own thread',
				'allowed',
				reply(),
				makeOwnFacts({
					post: makePost({ authorId: ourId, mentionsUs: 'none', whoCanReply: 'mentionedUsers' }),
				}),
			],
		],
	},
	'text too long': {
		stops: [
			['a reply', 'needs a person', reply(long), makeFacts()],
			['the second post', 'needs a person', publish('Good morning', long), makeFacts()],
			['wide letters', 'needs a person', publish('日'.repeat(141)), makeFacts()],
			['a message of a book', 'needs a person', message('a'.repeat(10_001)), makeFacts()],
		],
		passes: [
			['just fits', 'allowed', publish('日'.repeat(140)), makeFacts()],
			['a message', 'allowed', message(long), makeFacts()],
		],
	},
	'too many cashtags': {
		stops: [['two', 'needs a person', publish('$ACME and $XYZ are up'), makeFacts()]],
		passes: [['one', 'allowed', publish('$ACME is up by $20'), makeFacts()]],
	},
	'daily limit': {
		stops: [
			['reached', 'needs a person', reply(), makeFacts({ sentToday: 100 })],
			['none at all', 'needs a person', publish(), makeFacts({ dailyLimit: 0 })],
			['unreadable', 'needs a person', reply(), makeFacts({ dailyLimit: NaN })],
			['an unreadable count', 'needs a person', reply(), makeFacts({ sentToday: NaN })],
		],
		passes: [['one left', 'allowed', reply(), makeFacts({ sentToday: 99 })]],
	},
};

function recently(text: string, over: Parameters<typeof makeOwnPost>[0] = {}): PolicyFacts {
	return makeFacts({ recentPosts: [makeOwnPost(), makeOwnPost({ id: '7', text, ...over })] });
}

const judged = policyRules.filter((rule) => rule !== 'refused by X');

describe.each(judged)('%s', (rule) => {
	it('has an example it stops and one it lets pass', () => {
		expect(cases[rule].stops.length).toBeGreaterThan(0);
		expect(cases[rule].passes.length).toBeGreaterThan(0);
	});

	it.each(cases[rule]?.stops ?? [])('stops: %s', (_when, verdict, action, facts) => {
		expect(judge(action, facts)).toMatchObject({ rule, verdict });
	});

	it.each(cases[rule]?.passes ?? [])('passes: %s', (_when, verdict, action, facts) => {
		expect(judge(action, facts).verdict).toBe(verdict);
	});

	it('says why and what to do in one sentence', () => {
		for (const [, , action, facts] of cases[rule].stops) {
			expect(judge(action, facts).reason).toMatch(/^[A-Z@](?:(?![.!?] [A-Z]).)*[;,] (?:.*)\.$/s);
		}
	});
});

describe('the policy gate', () => {
	it('tells the three ways of not being asked apart', () => {
		const reasons = cases['not summoned'].stops.map(
			([, , action, facts]) => judge(action, facts).reason,
		);
		expect(new Set(reasons).size).toBe(3);
	});

	it('tells ops staff to add wording variants when the same answer went to somebody else', () => {
		const facts = recently(`@else ${apology}`, { inReplyToPostId: '5' });
		expect(judge(reply(apology), facts).reason).toContain('add more wordings');
	});

	it('shows which earlier post says the same', () => {
		expect(judge(publish(apology), recently(apology)).reason).toContain('https://x.com/i/status/7');
	});

	it('lets the strictest finding decide and keeps the others as notes', () => {
		const facts = makeFacts({
			post: makePost({ mentionsUs: 'none' }),
			person: makePerson({ optedOut: true }),
			sentToday: 100,
		});
		const { rule, notes } = judge(reply(), facts);
		expect(rule).toBe('opted out');
		expect(notes).toEqual([
			expect.stringContaining('neither names nor quotes'),
			expect.stringContaining("day's limit"),
		]);
	});

	it('lets everything pass that nothing speaks against', () => {
		const fine = makeFacts({ approvedBy: 'Jo' });
		const ours = makeOwnFacts();
		const inOurConversation = withPost({ ...elsewhere, conversationAuthorId: ourId });
		for (const action of everyAction) {
			const facts =
				action.kind === 'deletePost'
					? ours
					: action.kind.includes('hide')
						? inOurConversation
						: fine;
			expect(judge(action, facts)).toEqual({ verdict: 'allowed', notes: [] });
		}
	});
});

describe('facts that do not fit the action', () => {
	it.each<[string, OutgoingAction, PolicyFacts, string]>([
		['no text', { ...reply(), texts: [] }, makeFacts(), "'texts'"],
		['an empty text', publish(''), makeFacts(), "'texts[0]'"],
		['a text nobody can see', publish('\u200b \u3164'), makeFacts(), "'texts[0]'"],
		['an empty second post', publish('One', ' '), makeFacts(), "'texts[1]'"],
		['an empty message', message('\n'), makeFacts(), "'text'"],
		['another post', reply(), withPost({ id: '5' }), "'facts.post.id'"],
		['no post', onPost('deletePost'), makeFacts({ post: undefined }), "'facts.post.id'"],
		['nobody to answer', reply(), makeFacts({ person: undefined }), "'facts.person.id'"],
		['somebody else', reply(), makeFacts({ person: makePerson({ id: '5' }) }), "'facts.person.id'"],
		[
			'a message to another',
			message(),
			makeFacts({ person: makePerson({ id: '5' }) }),
			"'facts.person.id'",
		],
	])('%s is refused with the field that is wrong', (_what, action, facts, field) => {
		expect(() => judge(action, facts)).toThrow(field);
	});

	it('are no obstacle for a picture without words', () => {
		const picture = { base64: 'AAAA', mimeType: 'image/png' };
		expect(judge({ ...publish(''), media: [picture] }, makeFacts()).verdict).toBe('allowed');
	});
});

describe('whatever the facts are', () => {
	const text = fc.oneof(
		fc.constantFrom(apology, long, 'Hi @jo_example', '$A $B', 'see https://acme.example', '!'),
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((it) => `a${it}`),
	);
	const post = fc.oneof(
		fc.constant('gone' as const),
		fc.record(
			{
				id: fc.constant(postId),
				authorId: fc.constant(customerId),
				text,
				conversationId: fc.constantFrom(postId, '5'),
				conversationAuthorId: fc.constantFrom(undefined, ourId, customerId),
				mentionsUs: fc.constantFrom('explicit', 'implicit', 'none'),
				quotesUs: fc.boolean(),
				inReplyToUserId: fc.constantFrom(ourId, customerId),
				whoCanReply: fc.constantFrom('following', 'mentionedUsers', 'subscribers', 'verified'),
				authorIsProtected: fc.boolean(),
			},
			{
				requiredKeys: ['id', 'authorId', 'text', 'conversationId', 'mentionsUs', 'quotesUs'],
			},
		),
	);
	const ownPost = fc.record(
		{
			id: fc.bigInt({ min: 1n, max: 2n ** 63n }).map(String),
			text,
			createdAtMs: fc.oneof(
				fc.integer({ min: 0, max: 60 }).map((ago) => now - ago * hours),
				fc.constant(NaN),
			),
			inReplyToPostId: fc.constantFrom(postId, '5'),
		},
		{ requiredKeys: ['id', 'text', 'createdAtMs'] },
	);
	const anyFacts: fc.Arbitrary<PolicyFacts> = fc.record({
		nowMs: fc.constant(now),
		account: fc.record(
			{ id: fc.constant(ourId), handle: fc.constant('acmecare'), protected: fc.boolean() },
			{ requiredKeys: ['id', 'handle'] },
		),
		writtenBy: fc.constantFrom('person', 'template', 'ai'),
		approvedBy: fc.constantFrom(undefined, '', 'Jo'),
		post,
		person: fc.record(
			{ id: fc.constant(customerId), optedOut: fc.boolean(), wroteUs: fc.boolean() },
			{ requiredKeys: ['id', 'optedOut'] },
		),
		recentPosts: fc.array(ownPost, { maxLength: 5 }),
		sentToday: fc.oneof(fc.nat(12), fc.constant(NaN)),
		dailyLimit: fc.oneof(fc.nat(12), fc.constant(NaN)),
	});
	const anyAction: fc.Arbitrary<OutgoingAction> = fc.oneof(
		fc.constantFrom(...everyAction),
		fc.array(text, { minLength: 1, maxLength: 3 }).map((texts) => reply(...texts)),
		fc.array(text, { minLength: 1, maxLength: 3 }).map((texts) => publish(...texts)),
	);
	const strictness: Verdict[] = ['allowed', 'needs a person', 'forbidden'];

	it('never allows what any rule is against, and always names the strictest', () => {
		fc.assert(
			fc.property(anyAction, anyFacts, (action, facts) => {
				const verdicts = rules.flatMap((rule) => rule(action, facts)?.verdict ?? []);
				const strictest = Math.max(0, ...verdicts.map((it) => strictness.indexOf(it)));
				const judgement = judge(action, facts);
				expect(judgement.verdict).toBe(strictness[strictest]);
				expect(judgement.rule === undefined).toBe(judgement.verdict === 'allowed');
				expect(judgement.notes.length).toBeGreaterThanOrEqual(Math.max(0, verdicts.length - 1));
			}),
		);
	});

	it('says the same in whatever order our own posts come', () => {
		fc.assert(
			fc.property(anyAction, anyFacts, (action, facts) => {
				const turned = { ...facts, recentPosts: [...facts.recentPosts].reverse() };
				const { verdict, rule } = judge(action, facts);
				expect(judge(action, turned)).toMatchObject({ verdict, ...(rule && { rule }) });
			}),
		);
	});

	it('judges a text of a megabyte in a moment', () => {
		const huge = '@a '.repeat(150_000) + '1 '.repeat(250_000) + 'a'.repeat(100_000);
		for (const action of [publish(huge), reply(huge), message(huge)]) {
			expect(judge(action, makeFacts()).verdict).toBe('needs a person');
		}
	});
});
