import * as fc from 'fast-check';

import { mergeEvents } from '../../src/domain/intake/merge';
import { makeEvent } from '../support/events';

const ids = (lists: Parameters<typeof mergeEvents>[0]) => mergeEvents(lists).map(({ id }) => id);
const partial = { complete: false, missing: ['The text is cut off.'] };

describe('merging what the sources found', () => {
	it('keeps one of each, oldest first; of the same second by id as a number', () => {
		const [late, early] = ['2026-11-20T10:00:01.000Z', '2026-11-20T10:00:00.000Z'];
		const lists = [
			[makeEvent({ id: '10', createdAt: early }), makeEvent({ id: '9', createdAt: early })],
			[makeEvent({ id: '10', createdAt: early }), makeEvent({ id: '8', createdAt: late })],
			[makeEvent({ id: 'follow-1', createdAt: early })],
		];
		expect(ids(lists)).toEqual(['9', '10', 'follow-1', '8']);
		expect(ids([])).toEqual([]);
	});

	it('tells 64-bit ids apart that are the same as floating-point numbers', () => {
		const pair = ['1900000000000000003', '1900000000000000002'].map((id) => makeEvent({ id }));
		expect(ids([pair])).toEqual(['1900000000000000002', '1900000000000000003']);
	});

	it.each([
		['the complete one', {}, { completeness: partial }],
		[
			'the complete one, also where the other addresses us',
			{ kind: 'post', mentionsUs: 'none' },
			{ completeness: partial },
		],
		['the explicit mention', {}, { kind: 'post', mentionsUs: 'none', source: 'search' }],
		['the implicit mention', { mentionsUs: 'implicit' }, { kind: 'post', mentionsUs: 'none' }],
		['the quote', { mentionsUs: 'none', quotesUs: true }, { mentionsUs: 'none', kind: 'post' }],
		['the reply', { mentionsUs: 'none', kind: 'reply' }, { mentionsUs: 'none', kind: 'post' }],
	] as const)('of two keeps %s, whichever came first', (_, better, worse) => {
		const [one, other] = [makeEvent({ ...better } as never), makeEvent({ ...worse } as never)];
		expect(mergeEvents([[one], [other]])).toEqual([one]);
		expect(mergeEvents([[other], [one]])).toEqual([one]);
	});

	it('of two that know as much keeps that of the first source', () => {
		const [poll, search] = [makeEvent(), makeEvent({ source: 'search' })];
		expect(mergeEvents([[poll], [search]])).toEqual([poll]);
	});

	it('gives the same order whatever the order of arrival, with any ids and times', () => {
		const event = fc.record({
			id: fc.oneof(
				fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String),
				fc.stringMatching(/^[a-z-]{1,9}$/),
			),
			createdAt: fc.constantFrom('2026-11-20T10:00:00.000Z', '2026-11-20T10:00:01.000Z', 'never'),
		});
		const events = fc.uniqueArray(event, { selector: ({ id }) => id, maxLength: 20 });
		fc.assert(
			fc.property(events, (all) => {
				const made = all.map(makeEvent);
				expect(ids([[...made].reverse()])).toEqual(ids(made.map((one) => [one])));
			}),
		);
	});
});
