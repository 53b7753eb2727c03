import fc from 'fast-check';

import { addSeen, type SeenIds, splitAtRisk, toSeenSet } from '../../src/domain/intake/seen-ids';

const nothing: SeenIds = { ids: [], handedOn: [] };
const rules = { most: 10, rewindMs: 100 };

const polls = fc.array(
	fc.record({
		waitMs: fc.integer({ min: -50, max: 300 }),
		handedOn: fc.array(fc.stringMatching(/^[a-z]{1,2}$/), { maxLength: 6 }),
		others: fc.array(fc.stringMatching(/^[a-z]{1,2}$/), { maxLength: 6 }),
	}),
	{ minLength: 1, maxLength: 20 },
);

interface Played {
	before: SeenIds;
	atMs: number;
	handedOn: string[];
	others: string[];
	after: ReturnType<typeof addSeen>;
}

/** As a source does it: only what is not known is handed on. */
function play(list: Array<{ waitMs: number; handedOn: string[]; others: string[] }>): Played[] {
	let seen = nothing;
	let atMs = 0;
	return list.map(({ waitMs, ...saw }) => {
		atMs = Math.max(0, atMs + waitMs);
		const before = seen;
		const known = toSeenSet(seen);
		const handedOn = [...new Set(saw.handedOn)].filter((id) => !known.has(id));
		const others = saw.others.filter((id) => !handedOn.includes(id));
		const after = addSeen(seen, { atMs, handedOn, others }, rules);
		seen = JSON.parse(JSON.stringify(after.seen)) as SeenIds;
		return { before, atMs, handedOn, others, after };
	});
}

describe('remembering ids', () => {
	it('never grows beyond its bounds, and keeps every id once', () => {
		fc.assert(
			fc.property(polls, (list) => {
				for (const { after } of play(list)) {
					const { ids, handedOn } = after.seen;
					const recent = handedOn.flatMap((it) => it.ids);
					expect(ids.length).toBeLessThanOrEqual(10);
					expect(recent.length).toBeLessThanOrEqual(10);
					expect(new Set([...ids, ...recent]).size).toBe(ids.length + recent.length);
				}
			}),
		);
	});

	it('forgets nothing without saying so', () => {
		fc.assert(
			fc.property(polls, (list) => {
				for (const { before, handedOn, others, after } of play(list)) {
					const { forgotten, seen } = after;
					const now = toSeenSet(seen);
					const gone = new Set([...forgotten.ids, ...forgotten.handedOn]);
					for (const id of [...toSeenSet(before), ...handedOn, ...others]) {
						expect(now.has(id) !== gone.has(id)).toBe(true);
					}
				}
			}),
		);
	});

	it('has the last hand-over at risk for ever, and older ones as long as the rewind reaches', () => {
		fc.assert(
			fc.property(polls, (list) => {
				const played = play(list);
				const { seen } = played.at(-1)!.after;
				const { atRisk, safe } = splitAtRisk(seen, rules.rewindMs);
				const [last] = played.filter(({ handedOn }) => handedOn.length > 0).slice(-1);
				for (const id of last?.handedOn ?? []) expect(atRisk).toContain(id);
				for (const id of atRisk) expect(toSeenSet(safe).has(id)).toBe(false);
				expect(toSeenSet(safe).size + atRisk.length).toBe(toSeenSet(seen).size);
			}),
		);
	});

	it('lets go of what was handed on longer ago than the rewind reaches', () => {
		const [, second] = play([
			{ waitMs: 0, handedOn: ['a'], others: [] },
			{ waitMs: 200, handedOn: ['b'], others: [] },
		]);
		expect(second.after.seen).toEqual({ ids: ['a'], handedOn: [{ atMs: 200, ids: ['b'] }] });
	});

	it('keeps apart what it is told to, however long ago it was', () => {
		const seen = { ids: [], handedOn: [{ atMs: 5, ids: ['a'] }] };
		const saw = { atMs: 900, handedOn: ['b'], others: [] };
		const after = addSeen(seen, saw, { ...rules, apartSinceMs: 5 });
		expect(after.seen.handedOn).toHaveLength(2);
	});

	it('keeps the order it is given, or that in which ids were seen', () => {
		const seen = { ids: ['2', '1'], handedOn: [] };
		const saw = { atMs: 1, handedOn: [], others: ['1', '3'] };
		expect(addSeen(seen, saw, rules).seen.ids).toEqual(['1', '3', '2']);
		const compare = (a: string, b: string) => Number(b) - Number(a);
		expect(addSeen(seen, saw, { ...rules, compare }).seen.ids).toEqual(['3', '2', '1']);
	});
});
