import * as fc from 'fast-check';

import { InvalidItem } from '../../src/domain/field';
import { findNames, prepareNames } from '../../src/domain/triage/names';
import type { NameLists } from '../../src/domain/triage/names';
import { toReadPost } from '../../src/domain/triage/read-post';
import { toTokens } from '../../src/domain/triage/tokens';

type Author = Parameters<typeof findNames>[2];

/** Each hit as `kind: name = the words in the post`. */
function find(lists: NameLists, text: string, author?: Author): string[] {
	return findNames(prepareNames(lists), toReadPost(text).tokens, author, text).map(
		({ kind, name, start, end }) =>
			`${kind}: ${name} = ${start === end ? 'author' : text.slice(start, end)}`,
	);
}

describe('names in a post', () => {
	const products = ['Acme Phone', 'Acme Phone Max', 'Brevo', 'Café Rêve', 'Model 12', 'Ölwerk'];

	it.each([
		['my acme phone is dead', 'Acme Phone = acme phone'],
		['MY ACME PHONE IS DEAD', 'Acme Phone = ACME PHONE'],
		['Acme\nPhone', 'Acme Phone = Acme\nPhone'],
		['the Acme-Phone', 'Acme Phone = Acme-Phone'],
		['love my #AcmePhone', 'Acme Phone = #AcmePhone'],
		['love my AcmePhone', 'Acme Phone = AcmePhone'],
		['hey @acme_phone', 'Acme Phone = @acme_phone'],
		['the Acme Phone’s screen', 'Acme Phone = Acme Phone’s'],
		["brevo's screen", "Brevo = brevo's"],
		["#brevo's screen", 'Brevo = #brevo'],
		['at the cafe reve today', 'Café Rêve = cafe reve'],
		['at the CAFÉ RÊVE today', 'Café Rêve = CAFÉ RÊVE'],
		['bei olwerk gekauft', 'Ölwerk = olwerk'],
		['the 𝓫𝓻𝓮𝓿𝓸 again', 'Brevo = 𝓫𝓻𝓮𝓿𝓸'],
		['my Model 12.', 'Model 12 = Model 12.'],
		['the Acme Phone Max', 'Acme Phone Max = Acme Phone Max'],
	])('are found however they are written: %s', (text, found) => {
		expect(find({ products }, text)).toEqual([`product: ${found}`]);
	});

	it.each([
		'acme telephone',
		'Acme. Phone me!',
		'Acme, Phone',
		'brevos and brevoish abrevo',
		'my Model 15 is better than Model 1, 2',
		'see https://brevo.example/acme-phone',
		'mail me at x@brevos.example',
	])('are not found inside other words or across marks: %s', (text) => {
		expect(find({ products }, text)).toEqual([]);
	});

	it('are named once each, in the order of the post', () => {
		expect(find({ products }, 'Brevo! brevo? Acme Phone. #brevo')).toEqual([
			'product: Brevo = Brevo',
			'product: Acme Phone = Acme Phone',
		]);
	});

	it('count the longest of a kind, and every kind', () => {
		const lists = {
			competitors: ['Acme', 'Acme Mobile'],
			products: ['Acme Mobile Case'],
			vips: ['acme'],
		};
		expect(find(lists, 'the Acme Mobile Case')).toEqual([
			'vip: acme = Acme',
			'competitor: Acme Mobile = Acme Mobile',
			'product: Acme Mobile Case = Acme Mobile Case',
		]);
	});

	it('of one or two letters count as exact handles only, so that "me at o2" is no brand', () => {
		const lists = { competitors: ['X', 'BP', '@ok'] };
		expect(find(lists, 'x marks the spot, BP is high, ok? #bp #x')).toEqual([]);
		expect(find(lists, 'see @x and @BP and @ok')).toEqual([
			'competitor: X = @x',
			'competitor: BP = @BP',
			'competitor: @ok = @ok',
		]);
	});

	it('made of such short words count only as they are spelled', () => {
		const lists = { competitors: ['AT&T', 'B & Q'] };
		expect(find(lists, 'look at t-shirts, plan b. Q: why?')).toEqual([]);
		expect(find(lists, "went to at&t and AT&amp;T's shop, then B&Q")).toEqual([
			'competitor: AT&T = at&t',
			'competitor: B & Q = B&Q',
		]);
		expect(find(lists, "AT&amp;T's shop")).toEqual(["competitor: AT&T = AT&amp;T's"]);
		expect(find(lists, '#ATT @att')).toEqual(['competitor: AT&T = #ATT']);
	});

	it('do not take "boss" for Bos’ possessive', () => {
		expect(find({ products: ['Bos'] }, 'my boss')).toEqual([]);
		expect(find({ products: ['Bos'] }, 'the Bos’s lid')).toEqual(['product: Bos = Bos’s']);
	});

	it('written with "@" are handles, not words', () => {
		expect(find({ vips: ['@mayor'] }, 'the mayor is here')).toEqual([]);
		expect(find({ vips: ['@mayor'] }, 'ask @Mayor, not @mayor_office')).toEqual([
			'vip: @mayor = @Mayor',
		]);
	});

	it('with numbers are not guessed at where the text is not at hand', () => {
		const tokens = toTokens('my Model 15 and Brevo');
		expect(findNames(prepareNames({ products }), tokens)).toEqual([
			{ kind: 'product', name: 'Brevo', start: 16, end: 21 },
		]);
	});
});

describe('names that the author bears', () => {
	it('make a VIP by the exact handle alone: anyone can call themselves anything', () => {
		const lists = { vips: ['jane_roe', '@Senator', 'Jane Roe'] };
		expect(find(lists, 'hello', { handle: 'Jane_Roe' })).toEqual(['vip: jane_roe = author']);
		expect(find(lists, 'hello', { handle: '@senator' })).toEqual(['vip: @Senator = author']);
		for (const author of [
			{ handle: 'jane_roe2' },
			{ handle: 'janeroe' },
			{ handle: 'senator_', name: 'Senator' },
			{ handle: 'fan', name: 'Jane Roe' },
			{ handle: 'fan', name: 'jane_roe' },
		]) {
			expect(find(lists, 'hello', author)).toEqual([]);
		}
	});

	it('flag a competitor that wades into a thread, by its handle or its name', () => {
		const lists = { competitors: ['Other Phones', '@otherhelp'] };
		for (const author of [
			{ handle: 'OtherPhones' },
			{ handle: 'other_phones' },
			{ handle: 'op_uk', name: 'Other Phones ✅' },
		]) {
			expect(find(lists, 'switch to us!', author)).toEqual(['competitor: Other Phones = author']);
		}
		expect(find(lists, 'switch to us!', { handle: 'otherhelp' })).toEqual([
			'competitor: @otherhelp = author',
		]);
		const fan = { handle: 'fan', name: 'I left Other Phones' };
		expect(find(lists, 'hi', fan)).toEqual([]);
	});

	it('stand before the names in the post, at 0, 0', () => {
		const prepared = prepareNames({ competitors: ['Other'] });
		expect(findNames(prepared, toTokens('Other is better'), { handle: 'other' })).toEqual([
			{ kind: 'competitor', name: 'Other', start: 0, end: 0 },
			{ kind: 'competitor', name: 'Other', start: 0, end: 5 },
		]);
	});

	it('are no products', () => {
		expect(find({ products: ['Brevo'] }, 'hi', { handle: 'brevo', name: 'Brevo' })).toEqual([]);
	});

	it('may be missing or of any kind', () => {
		const author = { handle: 7, name: null } as unknown as Author;
		expect(find({ vips: ['7', 'null'] }, 'hi', author)).toEqual([]);
		expect(find({ vips: ['7'], competitors: ['Other'] }, 'hi', {})).toEqual([]);
	});
});

describe('names from outside', () => {
	it('may be empty or doubled', () => {
		expect(find({}, 'Acme')).toEqual([]);
		expect(find({ vips: ['', '  '], products: ['Acme', 'ACME', ' acme '] }, 'Acme acme')).toEqual([
			'product: Acme = Acme',
		]);
	});

	it('may be called anything', () => {
		for (const name of ['__proto__', 'constructor', 'toString', 'has own', '<num>', '<num> 5']) {
			expect(find({ products: [name] }, `my ${name} broke`)).toHaveLength(1);
			expect(find({ products: [name] }, 'my 77 broke, 8 5')).toEqual([]);
		}
	});

	it.each([
		['vips', { vips: 'acme' }],
		['vips[1]', { vips: ['a', 5] }],
		['competitors[0]', { competitors: ['@acme corp'] }],
		['competitors[0]', { competitors: ['https://x.com/acme'] }],
		['products[0]', { products: ['!!!'] }],
		['products[0]', { products: ['x'.repeat(60)] }],
	])('are refused by the name of the field: %s', (field, lists) => {
		const prepare = () => prepareNames(lists as NameLists);
		expect(prepare).toThrow(InvalidItem);
		expect(prepare).toThrow(`'${field}'`);
	});

	it('survive any text, and what is found stands in the post', () => {
		const part = fc.constantFrom(
			...['acme', 'Phone', '#AcmePhone', '@acme', "acme's", '12', '\ud83d', '👨‍👩‍👧', '\u202e', ' '],
			...[
				'AT&amp;T',
				'at&t',
				'x'.repeat(300),
				'é',
				'e\u0301',
				'ﬁ',
				'الطلب',
				'日本',
				'İ',
				'\n',
				'’s',
			],
		);
		const anyText = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc.array(part, { maxLength: 80 }).map((parts) => parts.join(' ')),
		);
		const prepared = prepareNames({
			vips: ['@acme', 'é'],
			competitors: ['AT&T', 'acme', '日本'],
			products: ['Acme Phone', 'Phone 12', 'ﬁ acme'],
		});
		fc.assert(
			fc.property(anyText, anyText, (text, name) => {
				const { tokens } = toReadPost(text);
				const hits = findNames(prepared, tokens, { handle: name, name }, text);
				for (const { start, end } of hits) {
					expect(0 <= start && start <= end && end <= text.length).toBe(true);
				}
				expect(findNames(prepared, tokens, { handle: name, name }, text)).toEqual(hits);
			}),
		);
	});

	it('are read or refused, whatever they are', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary' })), (products) => {
				for (const product of products) {
					try {
						find({ products: [product] }, product, { handle: product, name: product });
					} catch (error) {
						expect(error).toBeInstanceOf(InvalidItem);
					}
				}
			}),
		);
	});
});
