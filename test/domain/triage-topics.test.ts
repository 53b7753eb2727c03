import * as fc from 'fast-check';

import { InvalidItem } from '../../src/domain/field';
import { toTokens } from '../../src/domain/triage/tokens';
import { findTopics, prepareTopics } from '../../src/domain/triage/topics';
import type { Topic } from '../../src/domain/triage/topics';
import { laterPosts, topicPosts, topics } from './triage-topic-posts';

const topic = (name: string, words: string[], examples: string[] = []): Topic => ({
	name,
	words,
	examples,
});

function find(list: Topic[], text: string) {
	return findTopics(prepareTopics(list), toTokens(text)).map((hit) => ({
		...hit,
		text: text.slice(hit.start, hit.end),
	}));
}

const names = (list: Topic[], text: string) => find(list, text).map((hit) => hit.topic);

describe('topics by words', () => {
	const list = [
		topic('refunds', ['refund*', 'money back']),
		topic('Late delivery', ['late delivery', 'where is my order', "hasn't arrived"]),
		topic('2024 sale', ['sale', '#BlackFriday', '@acme_deals']),
	];

	it('are found wherever their words stand, with the place in the post', () => {
		expect(find(list, 'Still no REFUNDING, @acme?! I want my money back')).toEqual([
			{
				topic: 'refunds',
				words: 'refunding',
				start: 9,
				end: 18,
				by: 'words',
				text: 'REFUNDING',
			},
		]);
		expect(find(list, 'My order hasn’t arrived')).toMatchObject([{ text: 'hasn’t arrived' }]);
	});

	it('come in the order in which the user wrote them, whatever their names look like', () => {
		expect(names(list, 'sale! where is my order? refund!')).toEqual([
			'refunds',
			'Late delivery',
			'2024 sale',
		]);
	});

	it('are found in hashtags and handles too', () => {
		expect(names(list, '#LateDelivery again')).toEqual(['Late delivery']);
		expect(names(list, '#blackfriday @ACME_deals')).toEqual(['2024 sale']);
	});

	it('are not found inside other words', () => {
		expect(names(list, 'wholesale prices, money for nothing, back to school')).toEqual([]);
	});

	it('take a long beginning of a word as well as a short one', () => {
		expect(names([topic('a', ['internationalis*'])], 'the internationalisation')).toEqual(['a']);
		expect(names([topic('a', ['sign up*'])], 'I want to sign upwards')).toEqual(['a']);
	});

	it('are at most five a post', () => {
		const many = 'one two three four five six seven'.split(' ').map((word) => topic(word, [word]));
		expect(names(many, 'seven six five four three two one')).toEqual([
			'one',
			'two',
			'three',
			'four',
			'five',
		]);
	});

	it('may be called anything', () => {
		const odd = ['__proto__', 'constructor', 'a,b', '0', 'x'].map((name) =>
			topic(name, ['refund']),
		);
		expect(names(odd, 'refund')).toEqual(['__proto__', 'constructor', 'a,b', '0', 'x']);
	});
});

describe('topics by examples', () => {
	const prepared = prepareTopics(topics);
	const judge = (text: string) => findTopics(prepared, toTokens(text)).map((hit) => hit.topic);

	it.each([
		['chosen on', topicPosts],
		['written later', laterPosts],
	])('are found in most posts like them and in none that is not (posts %s)', (_, posts) => {
		const wrong = posts.filter(([name, text]) => judge(text).some((found) => found !== name));
		expect(wrong).toEqual([]);
		const about = posts.filter(([name]) => name !== undefined);
		const found = about.filter(([name, text]) => judge(text).includes(name!));
		expect(found.length / about.length).toBeGreaterThan(0.8);
	});

	it('name the words that the post shares with them', () => {
		const text = 'Hi @acme, the courier left my parcel outside';
		expect(find(topics, text)).toMatchObject([
			{ topic: 'delivery', words: 'courier left parcel', by: 'examples', text: text.slice(14, 36) },
		]);
	});

	it('are not looked for with fewer than three examples, the same one thrice being one', () => {
		const one = 'my screen cracked when it fell';
		expect(names([topic('screen', [], [one, one, `${one}!`])], one)).toEqual([]);
		const three = [one, 'screen cracked in the pocket', 'a crack in the screen since it fell'];
		expect(names([topic('screen', [], three)], one)).toEqual(['screen']);
	});

	it('need more than one word in common', () => {
		expect(judge('parcel')).toEqual([]);
		expect(judge('parcel! parcel! parcel!')).toEqual([]);
	});

	it('stand behind topics that are named outright', () => {
		const named = 'one two three four five'.split(' ').map((word) => topic(word, [word]));
		const text = 'one two three four five: courier left my parcel at the door';
		expect(names([topics[0], ...named], text)).toEqual(['one', 'two', 'three', 'four', 'five']);
	});
});

describe('topics from outside', () => {
	it('may be empty', () => {
		expect(names([], 'refund')).toEqual([]);
		expect(names([topic('a', ['', '  '], ['', '!!!', 'the and of'])], 'the refund')).toEqual([]);
		expect(names([{ name: 'a' } as Topic], 'refund')).toEqual([]);
	});

	it.each([
		['topics', 'refund'],
		['topics[0]', [null]],
		['topics[0].name', [topic(' ', ['refund'])]],
		['topics[0].words', [{ name: 'a', words: 'refund', examples: [] }]],
		['topics[0].words[1]', [topic('a', ['refund', '!!'])]],
		['topics[0].words[0]', [topic('a', ['re*'])]],
		['topics[0].words[0]', [topic('a', ['*'])]],
		['topics[0].words[0]', [topic('a', ['re*nd'])]],
		['topics[0].words[0]', [topic('a', ['https://acme.example/a'])]],
		['topics[0].words[0]', [topic('a', ['x'.repeat(50)])]],
		['topics[0].examples[1]', [{ name: 'a', words: [], examples: ['b', 3] }]],
	])('are refused by the name of the field: %s', (field, list) => {
		const prepare = () => prepareTopics(list as Topic[]);
		expect(prepare).toThrow(InvalidItem);
		expect(prepare).toThrow(`'${field}'`);
	});

	it('survive any text, and what is found stands in the post', () => {
		const part = fc.constantFrom(
			...[
				'parcel',
				'courier',
				'#LateDelivery',
				'refund',
				'\ud83d',
				'👨‍👩‍👧',
				'\u202e',
				' ',
				',',
				'@acme',
			],
			...[
				'https://acme.example',
				'5',
				'x'.repeat(300),
				'télé',
				'الطلب',
				'日本',
				'*',
				'<num>',
				'\n',
			],
		);
		const anyText = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc.array(part, { maxLength: 80 }).map((parts) => parts.join(' ')),
		);
		const prepared = prepareTopics([
			...topics,
			topic('r', ['refund*', 'late delivery', '5 parcels']),
		]);
		fc.assert(
			fc.property(anyText, (text) => {
				const hits = findTopics(prepared, toTokens(text));
				expect(hits.length).toBeLessThanOrEqual(5);
				for (const { start, end, words } of hits) {
					expect(0 <= start && start < end && end <= text.length).toBe(true);
					expect(words).not.toBe('');
				}
				expect(findTopics(prepared, toTokens(text))).toEqual(hits);
			}),
		);
	});

	it('takes any examples, a huge one too', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (examples) => {
				prepareTopics([
					topic('a', [], examples),
					topic('b', [], [...examples, 'parcel '.repeat(5000)]),
				]);
			}),
		);
	});
});
