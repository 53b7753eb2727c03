import fc from 'fast-check';

import {
	type FollowerSet,
	type FollowerSetRow,
	openFollowerSet,
	packFollowerSet,
	toFollowChange,
} from '../../../src/domain/approval/follower-set';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString();
const toSet = (minute: number, ids: string[]): FollowerSet => ({
	accountId: '1',
	asOf: at(minute),
	followers: ids.map((id) => ({ id, handle: `h${id}`, name: `N ${id}` })),
});
const change = (kind: 'follow' | 'unfollow', id: string, minute: number, handle?: string) =>
	toFollowChange({
		kind,
		account: { id: '1', handle: 'care' },
		author: { id, ...(handle && { handle }) },
		createdAt: at(minute),
	})!;
const idsOf = (set: FollowerSet | undefined) => set?.followers.map(({ id }) => id).sort();
const many = (count: number) => Array.from({ length: count }, (_, place) => String(place + 2));

describe('the follower set in a table', () => {
	it('is one row per thousand, and one when nobody follows', () => {
		expect(packFollowerSet(toSet(0, many(2001))).map(({ part, parts }) => [part, parts])).toEqual([
			['1', '3'],
			['2', '3'],
			['3', '3'],
		]);
		expect(packFollowerSet(toSet(0, []))).toEqual([
			{ accountId: '1', asOf: at(0), part: '1', parts: '1', entries: '[]', change: '' },
		]);
		expect(openFollowerSet(packFollowerSet(toSet(0, [])), '1')).toEqual(toSet(0, []));
	});

	it('is not there without rows, with blank ones, or with those of another account', () => {
		expect(openFollowerSet([], '1')).toBeUndefined();
		expect(openFollowerSet([{}, { json: {} }], '1')).toBeUndefined();
		expect(openFollowerSet(packFollowerSet(toSet(0, ['2'])), '9')).toBeUndefined();
		expect(openFollowerSet([change('follow', '2', 1)], '1')).toBeUndefined();
	});

	it('passes over the newest reading when a part of it is missing: the run died while it was kept', () => {
		const [first, second] = packFollowerSet(toSet(5, many(1500)));
		const older = packFollowerSet(toSet(0, ['2', '3']));
		for (const cut of [first, second]) {
			expect(openFollowerSet([cut, ...older], '1')).toEqual(toSet(0, ['2', '3']));
		}
		expect(idsOf(openFollowerSet([second, ...older, first, first], '1'))).toHaveLength(1500);
	});

	it('takes in later changes only, whatever order they come in', () => {
		const rows: FollowerSetRow[] = [
			change('follow', '8', 4),
			...packFollowerSet(toSet(2, ['2', '3', '4'])),
			change('unfollow', '2', 1),
			change('unfollow', '3', 2),
			change('unfollow', '4', 3),
			change('unfollow', '8', 3),
			change('follow', '2', 6, 'two'),
		];
		const expected = { ...toSet(2, ['2', '3', '8']) };
		expected.followers[0].handle = 'two';
		expected.followers[2] = { id: '8', handle: '', name: '' };
		expect(openFollowerSet(rows, '1')).toEqual(expected);
		expect(openFollowerSet([...rows, ...rows].reverse(), '1')).toEqual(expected);
	});

	it('is found in rows that were touched by hand: spaces around the id, numbers for text', () => {
		const [touched] = packFollowerSet(toSet(2, ['2'])).map((row) => ({
			...row,
			...{ accountId: ` ${row.accountId} `, part: 1, parts: 1, change: null },
		}));
		expect(openFollowerSet([touched], '1')?.followers).toMatchObject([{ id: '2' }]);
	});

	it('keeps a change of nobody that X named, nor of the account itself, nor of a post', () => {
		expect(change('follow', '0', 1)).toBeUndefined();
		expect(change('follow', '1', 1)).toBeUndefined();
		expect(
			toFollowChange({
				...{ kind: 'mention', account: { id: '1', handle: 'care' }, createdAt: at(0) },
				author: { id: '2' },
			}),
		).toBeUndefined();
	});

	it.each([
		[{ entries: '[["2","h"]]' }, /row 1, column "entries"' should be a list/],
		[{ entries: '[[2,"h","n"]]' }, /"entries"/],
		[{ entries: '[["2","h","n","friend"]]' }, /"entries"/],
		[{ entries: '{' }, /"entries"/],
		[{ part: '2' }, /column "part"' should be a number from 1 to 1/],
		[{ parts: 'x' }, /column "parts"/],
		[{ asOf: 'yesterday' }, /column "asOf"' should be a time/],
		[{ change: 'left' }, /column "change"/],
	])('refuses a row that was changed by hand: %j', (cells, message) => {
		const [row] = packFollowerSet(toSet(0, ['2']));
		expect(() => openFollowerSet([{ ...row, ...cells }], '1')).toThrow(message);
		expect(() => openFollowerSet(['row'], '1')).toThrow(/row 1' should be a row of a table/);
	});

	it('reads what a table made of texts: numbers, times, nulls', () => {
		const [row] = packFollowerSet(toSet(0, ['2']));
		const stored = { ...row, id: 5, part: 1, parts: 1, asOf: new Date(at(0)), change: null };
		expect(openFollowerSet([{ json: stored }], '1')).toEqual(toSet(0, ['2']));
	});

	const follower = fc.record(
		{
			id: fc.integer({ min: 2, max: 5000 }).map(String),
			handle: fc.stringMatching(/^\w{0,15}$/),
			name: fc.string({ unit: 'grapheme', maxLength: 10 }),
			standing: fc.constantFrom('approved' as const, 'outsider' as const, 'left' as const),
		},
		{ requiredKeys: ['id', 'handle', 'name'] },
	);
	const changes = fc.array(
		fc.tuple(
			fc.constantFrom('follow' as const, 'unfollow' as const),
			fc.integer({ min: 2, max: 40 }).map(String),
			fc.integer({ min: 0, max: 59 }),
		),
		{ maxLength: 30 },
	);

	it('comes back as it was kept, with every change, in any order and with doubles', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(follower, { selector: ({ id }) => id, maxLength: 60 }),
				changes,
				fc.infiniteStream(fc.nat()),
				(followers, told, chance) => {
					const set = { ...toSet(30, []), followers };
					expect(openFollowerSet(packFollowerSet(set), '1')).toEqual(set);
					const rows = [
						...packFollowerSet(set),
						...packFollowerSet(toSet(10, ['2', '3'])),
						packFollowerSet(toSet(50, many(1001)))[0],
						...told.map(([kind, id, minute]) => change(kind, id, minute)),
					];
					const shuffled = [...rows, ...rows]
						.map((row) => ({ row, by: chance.next().value! }))
						.sort((a, b) => a.by - b.by)
						.map(({ row }) => row);
					const opened = openFollowerSet(rows, '1');
					expect(openFollowerSet(shuffled, '1')).toEqual(opened);
					const ids = new Set(followers.map(({ id }) => id));
					const inTime = [...told].sort((a, b) => a[2] - b[2] || (a[0] < b[0] ? 1 : -1));
					for (const [kind, id, minute] of inTime) {
						if (minute <= 30) continue;
						if (kind === 'follow') ids.add(id);
						else ids.delete(id);
					}
					expect(idsOf(opened)).toEqual([...ids].sort());
				},
			),
		);
	});
});
