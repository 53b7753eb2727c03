import fc from 'fast-check';

import { InvalidItem } from '../../src/domain/field';
import { checkKeywordQuery } from '../../src/domain/intake/keyword-check';
import { splitNames } from '../../src/domain/intake/keyword-names';
import { buildKeywordQuery, type KeywordWish } from '../../src/domain/intake/keyword-query';

const wish = (more: Partial<KeywordWish> = {}): KeywordWish => ({
	brands: ['acme bank'],
	products: [],
	withHandles: false,
	alsoHashtags: false,
	excludeWords: [],
	excludeAuthors: [],
	accountHandle: 'acmecare',
	...more,
});
const build = (more: Partial<KeywordWish> = {}) => buildKeywordQuery(wish(more));
const tail = '-from:acmecare -is:retweet';

function failureOf(run: () => unknown): InvalidItem {
	let failure: unknown;
	try {
		run();
	} catch (error) {
		failure = error;
	}
	expect(failure).toBeInstanceOf(InvalidItem);
	return failure as InvalidItem;
}
const complaintOf = (query: string) => failureOf(() => checkKeywordQuery(query));

describe('a query made from names', () => {
	it('says every name, each with "@" and "#" too, and leaves out what the account itself posts', () => {
		const query = build({
			brands: ['acme bank', 'acme'],
			products: ['Gold Card'],
			withHandles: true,
			alsoHashtags: true,
			excludeWords: ['giveaway', 'job offer', '#ad'],
			excludeAuthors: ['@acmejobs', 'acmenews'],
			excludeMentionsOf: 'acmecare',
			language: 'en',
		});
		expect(query).toBe(
			'("acme bank" OR @acmebank OR #acmebank OR acme OR @acme OR #acme OR "Gold Card" OR @GoldCard OR #GoldCard)' +
				' -from:acmecare -from:acmejobs -from:acmenews -@acmecare -is:retweet -giveaway -"job offer" -#ad lang:en',
		);
		expect(() => checkKeywordQuery(query)).not.toThrow();
	});

	it.each<[string, Partial<KeywordWish>, string]>([
		['quotes what is more than one word', { brands: ['AT&T'] }, '"AT&T"'],
		['quotes words that X reads as something else', { brands: ['OR', 'Via'] }, '("OR" OR "Via")'],
		[
			'takes a name typed with its sign as it is',
			{ brands: ['@acme', '#acme'] },
			'(@acme OR #acme)',
		],
		['keeps quotes inside quotes', { brands: ['acme" OR "x'] }, '"acme OR x"'],
		['does not let brackets out', { brands: ['a) OR (b'] }, '"a) OR (b"'],
		['does not let a minus out', { brands: ['-acme'] }, '"-acme"'],
		['does not let operators out', { brands: ['from:bob'] }, '"from:bob"'],
		[
			'keeps line ends, reading marks and invisible signs out',
			{ brands: ['ac\u202eme\n\u200bbank\u0000'] },
			'"acme bank"',
		],
		['straightens quotation marks', { brands: ['“acme”', 'Joe’s'] }, '(acme OR "Joe\'s")'],
		['takes scripts and emojis', { brands: ['荷物', '🦊', 'Ακμή'] }, '(荷物 OR "🦊" OR Ακμή)'],
		['says a name once, whatever its case', { brands: ['Acme', 'ACME', 'acme '] }, 'Acme'],
		['passes over empty entries', { brands: ['', ' ', 'acme'], products: ['\t'] }, 'acme'],
	])('%s', (_what, more, names) => {
		const query = build(more);
		expect(query).toBe(`${names} ${tail}`);
		expect(() => checkKeywordQuery(query)).not.toThrow();
	});

	it('makes no handle or hashtag that would say something else', () => {
		const both = { withHandles: true, alsoHashtags: true };
		expect(build({ brands: ['Café Nero'], ...both })).toBe(`("Café Nero" OR #CaféNero) ${tail}`);
		expect(build({ brands: ['a very long name indeed'], ...both })).toContain(
			'#averylongnameindeed)',
		);
		expect(build({ brands: ['24/7'], ...both })).toBe(`"24/7" ${tail}`);
		expect(build({ brands: ['acme 🚀'], ...both })).toBe(`"acme 🚀" ${tail}`);
	});

	it('leaves the account to the mentions, which bring it for less', () => {
		const more = { brands: ['acmecare'], withHandles: true, excludeMentionsOf: 'AcmeCare' };
		expect(build(more)).toBe('acmecare -from:acmecare -@AcmeCare -is:retweet');
		const only = failureOf(() => build({ brands: ['@acmecare'], excludeMentionsOf: 'acmecare' }));
		expect(only.hint).toContain('already come with the mentions');
	});

	it('keeps more conditions together, and lets them reach nothing else', () => {
		expect(build({ extra: 'has:images -is:reply' })).toBe(
			`"acme bank" ${tail} has:images -is:reply`,
		);
		expect(build({ extra: 'late OR broken' })).toBe(`"acme bank" ${tail} (late OR broken)`);
		for (const extra of [') OR (x', 'x) (y', '"', 'OR x']) {
			expect(failureOf(() => build({ extra })).field).toBe('More Conditions');
		}
	});

	it.each<[string, Partial<KeywordWish>, RegExp]>([
		['no name', { brands: [' '] }, /'Brand Names' should be at least one name/],
		['nothing but signs', { products: ['acme', '!!!'] }, /'Product Names' .*but it is "!!!"/],
		[
			'a handle that is none',
			{ excludeAuthors: ['bob OR x'] },
			/'Authors to Leave Out' .*"bob OR x"/,
		],
		[
			'a word both wanted and not',
			{ excludeWords: ['ACME Bank'] },
			/'Words to Leave Out' .*nothing would be found/,
		],
	])('refuses %s and names it', (_what, more, message) => {
		const failure = failureOf(() => build(more));
		expect(failure.message).toMatch(message);
		expect(failure.hint).not.toBe('');
	});

	it('passes the check or names what is wrong, whatever is typed', () => {
		const hostile = fc.constantFrom(
			'"',
			'(',
			')',
			' OR ',
			'-',
			'from:',
			'#',
			'@',
			'\\',
			'\u202e',
			'\u0000',
			'🦊',
			'荷物',
			'ـ',
			',',
			"'",
			'acme',
			'👨‍👩‍👧',
			'\ud800',
			':',
			'&amp;',
			'“',
			'${x}',
			'{{ 1 }}',
		);
		const name = fc.oneof(
			fc.array(hostile, { maxLength: 8 }).map((parts) => parts.join('')),
			fc.string({ unit: 'binary', maxLength: 30 }),
		);
		fc.assert(
			fc.property(
				fc.record({
					brands: fc.array(name, { maxLength: 4 }),
					products: fc.array(name, { maxLength: 2 }),
					excludeWords: fc.array(name, { maxLength: 2 }),
					withHandles: fc.boolean(),
					alsoHashtags: fc.boolean(),
				}),
				(more) => {
					let query: string;
					try {
						query = build(more);
					} catch (error) {
						expect(error).toBeInstanceOf(InvalidItem);
						return;
					}
					try {
						checkKeywordQuery(query);
					} catch (error) {
						expect((error as Error).message).toContain('at most 512 characters');
					}
				},
			),
			{ numRuns: 2000 },
		);
	});
});

describe('the check of a query', () => {
	it.each([
		'acme',
		'"acme bank" OR #acme OR $ACME OR @acme',
		'(apple OR iphone) -ipad',
		'((apple OR iphone)) -ipad lang:en-GB',
		'(from:alice_m OR from:acmecare) lang:de has:links -is:retweet -is:nullcast',
		'conversation_id:1400000000000000000 min_replies:1',
		'url:"shop.example/returns" min_likes:10 min_reposts:2',
		'acme point_radius:[2.35 48.86 16km]',
		'entity:"Acme Bank" context:10.799022225751871488',
		'荷物 -"まだ 届き"',
		'(😃 OR 😡) acme',
		'coca-cola',
		'IS:reply acme',
		`"don't panic"`,
		'a'.repeat(512),
		'👍'.repeat(512),
	])('takes %s', (query) => {
		expect(() => checkKeywordQuery(query)).not.toThrow();
	});

	it.each<[string, RegExp, RegExp?]>([
		['', /something to look for/],
		['   ', /something to look for/],
		['()', /without an empty group/],
		['acme ()', /without an empty group/],
		['acme (bank', /a "\)" is missing/],
		['(', /a "\)" is missing/],
		['acme bank)', /without a "\)"/],
		[') acme', /without a "\)"/],
		['acme "bank', /second quotation mark is missing/],
		['"', /second quotation mark is missing/],
		['OR acme', /both sides of each OR/],
		['acme OR', /both sides of each OR/],
		['acme OR OR bank', /both sides of each OR/],
		['(acme OR) bank', /both sides of each OR/],
		['acme AND bank', /joined by blanks and OR/, /A blank means "and"/],
		['acme or bank', /joined by blanks and OR/, /capital letters/],
		['acme -', /minus directly before/],
		['acme - bank', /minus directly before/],
		['acme --bank', /minus directly before/],
		['acme -(bank OR late)', /minus directly before/, /no minus before a group/],
		['-acme', /not only with what to leave out/],
		['acme OR -bank', /not only with what to leave out/],
		['lang:en', /look for beside lang:en/],
		['has:media -acme', /look for beside has:media/],
		['acme OR has:links', /look for beside has:links/],
		['the', /something rarer to look for than the/],
		['acme is:nullcast', /minus before is:nullcast/],
		['acme has:polls', /"has:" has one of links, /],
		['min_faves:10', /free of "min_faves:"/, /X renamed it: write "min_likes:"/],
		['acme min_retweets:1', /free of "min_retweets:"/, /write "min_reposts:"/],
		['acme since:2026-11-20', /free of "since:"/, /the trigger itself keeps to what is new/],
		['acme form:bob', /free of "form:"/, /nearest that X knows is "from:"/],
		['acme conversation:1', /free of "conversation:"/, /"conversation_id:"/],
		['acme constructor:1', /free of "constructor:"/],
		['acme __proto__:1', /free of "__proto__:"/],
		['from:@acmecare', /"from:" has a handle without "@"/],
		['from: acme', /value directly after "from:"/],
		['conversation_id:abc', /a post's id/],
		['url:https://acme.example', /without \/ outside of quotes/, /in quotes/],
		["don't panic", /without ' outside of quotes/],
		['“acme bank”', /straight quotation marks/],
		['acme #', /"#" has letters/],
		['acme #123', /"#123" has letters/],
		['@this_handle_is_too_long', /a handle: up to 15/],
		['"!!!"', /"!!!" has at least one letter/],
		['...', /"\.\.\." has at least one letter/],
		['acme\u0000bank', /control characters/],
		['"acme\\"', /without backslashes/],
		[':', /without a colon/],
		['('.repeat(200) + 'a' + ')'.repeat(200), /50 groups deep/],
	])('refuses %s', (query, message, hint = /./) => {
		const failure = complaintOf(query);
		expect(failure.message).toMatch(/^'Query' should be /);
		expect(failure.message).toMatch(message);
		expect(failure.hint).toMatch(hint);
	});

	it('says how long a query is and which names could go into a second trigger', () => {
		const names = Array.from({ length: 40 }, (_, i) => `brandname${i + 10}`);
		const failure = complaintOf(build({ brands: names }));
		const length = names.join(' OR ').length + 2 + 1 + tail.length;
		expect(failure.message).toContain(`at most 512 characters long, and it has ${length}`);
		const spare = /second X Care Trigger: (.*)\.$/.exec(failure.hint)![1].split(', ');
		const rest = names.filter((name) => !spare.includes(name));
		expect(spare.length).toBeGreaterThan(0);
		expect(() => checkKeywordQuery(build({ brands: rest }))).not.toThrow();
		expect(() => checkKeywordQuery(build({ brands: spare }))).not.toThrow();
		expect(() => checkKeywordQuery(build({ brands: [...rest, spare[0]] }))).toThrow(InvalidItem);
	});

	it('answers a query of a megabyte at once', () => {
		for (const piece of ['(', '"a" ', 'acme OR ', '-']) {
			expect(complaintOf(piece.repeat(1_000_000 / piece.length)).message.length).toBeLessThan(300);
		}
	});

	it('shows the place of a mistake in a long query', () => {
		const query = `${'acme '.repeat(60)}form:bob ${'acme '.repeat(20)}`;
		expect(complaintOf(query).message).toMatch(/"….*form:bob.*…"/);
	});
});

describe('names in one field', () => {
	it.each([
		['acme bank, acme pay', ['acme bank', 'acme pay']],
		['acme bank\nacme pay\r\n\r\n', ['acme bank', 'acme pay']],
		['acme,, ,\n', ['acme']],
		['"Acme, Inc.", acme', ['Acme, Inc.', 'acme']],
		['Acme "Gold" Card, acme', ['Acme "Gold" Card', 'acme']],
		['"acme', ['"acme']],
		['', []],
		[
			['acme', '', 'a, b'],
			['acme', 'a, b'],
		],
	])('are told apart: %j', (value, names) => {
		expect(splitNames(value, 'Brand Names')).toEqual(names);
	});

	it.each([[5], [null], [{}], [['acme', 5]]])('are refused as %j', (value) => {
		expect(failureOf(() => splitNames(value, 'Brand Names')).message).toContain("'Brand Names'");
	});
});
