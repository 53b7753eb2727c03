import fc from 'fast-check';

import { InvalidItem } from '../../src/domain/field';
import { checkKeywordQuery } from '../../src/domain/intake/keyword-check';
import { buildKeywordQuery } from '../../src/domain/intake/keyword-query';
import { createXClient } from '../../src/x/client';
import { searchRecent } from '../../src/x/search';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const account = { id: '1402000000000000001', handle: 'acmecare' };

/** A piece of a text and the words a person reads in it. */
interface Piece {
	text: string;
	words: string[];
}

const said = (text: string, ...words: string[]): Piece => ({ text, words });
const words = [
	said('acme', 'acme'),
	said('ACME', 'acme'),
	said('bank', 'bank'),
	said('gold', 'gold'),
	said('Café', 'cafe'),
	said('café', 'cafe'),
	said('24', '24'),
	said('🦊', '🦊'),
	said('荷物', '荷', '物'),
	said('OR', 'or'),
	said('from', 'from'),
];
/** What may stand between the words of a name; some of it is out to end its quotes. */
const joints = [
	' ',
	'  ',
	'-',
	'" OR "',
	') OR (',
	' -',
	'": "',
	'\n',
	'\u00a0',
	'& ',
	"' ",
	'\\" ',
	':',
	' #',
	' @',
	'\u202e ',
	' \u200b',
	'”',
	'/',
].map((text) => said(text, ...(text.includes('OR') ? ['or'] : [])));

interface Name {
	text: string;
	words: string[];
}

const names = fc
	.tuple(
		fc.constantFrom('', ' ', '"', '(', '-', '-"', '\u0000', '¿'),
		fc.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...joints)), {
			minLength: 1,
			maxLength: 3,
		}),
		fc.constantFrom('', '"', ')', '!', ' OR', '…'),
	)
	.map(([before, parts, after]): Name => {
		const inner = parts.map(
			([word, joint], at) => word.text + (at === parts.length - 1 ? '' : joint.text),
		);
		return {
			text: `${before}${inner.join('')}${after}`,
			words: [
				...parts.flatMap(([word, joint], at) => [
					...word.words,
					...(at === parts.length - 1 ? [] : joint.words),
				]),
				...(after === ' OR' ? ['or'] : []),
			],
		};
	});

/** What people posted, as a reader sees it: the words in their order. */
const posts = [
	...words.map(({ text, words: read }) => ({ text, read })),
	...words.flatMap((a) =>
		words.slice(0, 7).map((b) => ({
			text: `${a.text} ${b.text}, thanks`,
			read: [...a.words, ...b.words, 'thanks'],
		})),
	),
	{ text: 'the gold-bank of Acme!', read: ['the', 'gold', 'bank', 'of', 'acme'] },
	{ text: 'acme 🦊 bank gold', read: ['acme', '🦊', 'bank', 'gold'] },
	{ text: 'acmes banks golden cafeteria', read: ['acmes', 'banks', 'golden', 'cafeteria'] },
	{ text: 'hello', read: ['hello'] },
].map((post) => ({ ...post, from: 'alice_m' }));
const byOthers = [
	{ text: 'acme bank', read: ['acme', 'bank'], from: 'bob_travels' },
	{ text: 'acme bank gold', read: ['acme', 'bank', 'gold'], from: 'acmecare' },
];
const all = [...posts, ...byOthers];

const says = (read: string[], sought: string[]) =>
	read.some((_, at) => sought.every((word, i) => read[at + i] === word));

describe('a query made from names, asked of X', () => {
	let sandbox: Sandbox;
	const textOf = new Map<string, string>();

	beforeAll(async () => {
		sandbox = await startSandbox();
		await sandbox.control('POST', 'settings', { limits: { search: 1_000_000 } });
		const drafts = all.map(({ text, from }) => ({ text, from }));
		const made = await sandbox.control<Array<{ id: string }>>('POST', 'posts', drafts);
		for (const [at, { id }] of made.entries()) textOf.set(id, all[at].text);
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	const search = async (query: string) => {
		const client = createXClient(
			createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' }),
			Date.now,
		);
		const receivedAt = new Date().toISOString();
		return (await searchRecent(client, { query, account, receivedAt })).posts.map(({ id }) => id);
	};

	it('finds the posts that say one of the names and none of the words to leave out, and no others', async () => {
		const wishes = fc.record({
			brands: fc.array(names, { minLength: 1, maxLength: 3 }),
			products: fc.array(names, { maxLength: 2 }),
			unwanted: fc.array(names, { maxLength: 2 }),
			excludeAuthors: fc.subarray(['@bob_travels']),
		});
		let asked = 0;
		await fc.assert(
			fc.asyncProperty(wishes, async ({ brands, products, unwanted, excludeAuthors }) => {
				let query: string;
				try {
					query = buildKeywordQuery({
						brands: brands.map(({ text }) => text),
						products: products.map(({ text }) => text),
						excludeWords: unwanted.map(({ text }) => text),
						excludeAuthors,
						withHandles: false,
						alsoHashtags: false,
						accountHandle: account.handle,
					});
				} catch (error) {
					// The same name wanted and not.
					expect((error as InvalidItem).field).toBe('Words to Leave Out');
					return;
				}
				checkKeywordQuery(query);
				asked += 1;
				const expected = all
					.filter(({ from }) => from !== 'acmecare')
					.filter(({ from }) => from !== 'bob_travels' || excludeAuthors.length === 0)
					.filter(({ read }) => [...brands, ...products].some((name) => says(read, name.words)))
					.filter(({ read }) => !unwanted.some((name) => says(read, name.words)));
				const found = (await search(query)).map((id) => textOf.get(id));
				expect([query, found.sort()]).toEqual([query, expected.map(({ text }) => text).sort()]);
			}),
			{ numRuns: 200 },
		);
		expect(asked).toBeGreaterThan(100);
	});

	it('finds handles and hashtags when they are asked for', async () => {
		const made = await sandbox.control<Array<{ id: string }>>('POST', 'posts', [
			{ from: 'alice_m', text: 'well #CarlaK' },
			{ from: 'alice_m', text: 'well @carla_k' },
			{ from: 'alice_m', text: 'well carlak' },
			{ from: 'alice_m', text: '@acmecare and @carla_k' },
		]);
		const [tag, handle, , both] = made.map(({ id }) => id);
		const wish = {
			brands: ['carla_k', 'Carla K'],
			products: [],
			excludeWords: [],
			excludeAuthors: [],
			accountHandle: account.handle,
		};
		const query = buildKeywordQuery({ ...wish, withHandles: true, alsoHashtags: true });
		expect((await search(query)).sort()).toEqual([tag, handle, both].sort());
		const cheaper = buildKeywordQuery({
			...wish,
			withHandles: true,
			alsoHashtags: false,
			excludeMentionsOf: account.handle,
		});
		expect(await search(cheaper)).toEqual([handle]);
	});

	it('takes whatever the check takes', async () => {
		const piece = fc.constantFrom(
			...[
				'(',
				')',
				'"',
				'-',
				' ',
				' OR ',
				'acme',
				' acme ',
				'has:links',
				'is:reply',
				' lang:en ',
				'from:bob_travels',
				'#',
				'@',
				'$',
				'[',
				']',
				':',
				'::',
				',',
				'.',
				"'",
				'*',
				'%',
				'+',
				'\u0000',
				'\u202e',
				'👍🏽',
				'荷物',
				'"acme bank"',
				'url:',
				'min_likes:2',
				'the',
				'\u3000',
				'OR"',
				'-is:nullcast',
				'point_radius:[1 2 3km]',
			],
		);
		const query = fc.oneof(
			fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
			fc.string({ unit: 'binary', maxLength: 40 }),
			fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
		);
		const taken = fc.sample(query, { numRuns: 6000, seed: 7 }).filter((text) => {
			try {
				checkKeywordQuery(text);
				return true;
			} catch (error) {
				expect(error).toBeInstanceOf(InvalidItem);
				return false;
			}
		});
		expect(taken.length).toBeGreaterThan(100);
		for (const text of taken.slice(0, 400)) {
			const url = `${sandbox.url}/2/tweets/search/recent?${new URLSearchParams({ query: text.trim() }).toString()}`;
			const answer = await fetch(url, { headers: { authorization: 'Bearer sandbox-user-token' } });
			expect([text, answer.status]).toEqual([text, 200]);
		}
	});
});
