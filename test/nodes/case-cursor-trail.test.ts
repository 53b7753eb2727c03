import * as fc from 'fast-check';

import {
	type CaseMemory,
	noteLook,
	toBeginning,
	toFresh,
	toNewLife,
} from '../../src/n8n/case-events/cursor-trail';
import type { CaseEvent } from '../../src/domain/case-event';

const minuteMs = 60_000;
const toEvent = (id: number) => ({ id: `e-${id}` }) as CaseEvent;
const toNumber = ({ id }: CaseEvent) => Number(id.slice(2));

describe('what the Case Event Trigger remembers', () => {
	it('begins nowhere at first, then where it stopped, and ten minutes earlier after a start', () => {
		let memory: CaseMemory = {};
		expect(toBeginning(memory)).toBeUndefined();
		expect(toBeginning(toNewLife(memory, 0))).toBeUndefined();
		for (let minute = 0; minute <= 60; minute += 2) {
			memory = noteLook(memory, { minute }, [], minute * minuteMs);
		}
		expect(toBeginning(memory)).toEqual({ minute: 60 });
		expect(toBeginning(toNewLife(memory, 61 * minuteMs))).toEqual({ minute: 50 });
	});

	it('stays small however often it looks', () => {
		let memory: CaseMemory = {};
		for (let at = 0; at < 3000; at++) {
			const events = Array.from({ length: 5 }, (_, n) => toEvent(at * 5 + n));
			memory = noteLook(memory, { at }, events, at * 1000);
		}
		expect(memory.trail!.length).toBeLessThanOrEqual(13);
		expect(memory.seen).toHaveLength(1000);
	});

	/**
	 * A desk with one event a minute, whose list overlaps by some; n8n dies now and then: what it had stored is a few polls old, and
	 * what the last poll handed on is lost.
	 */
	it('loses nothing and, while it lives, doubles nothing', () => {
		const step = fc.record({ minutes: fc.integer({ min: 1, max: 9 }), dies: fc.boolean() });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), fc.nat(5), (steps, overlap) => {
				let memory: CaseMemory = {};
				let stored = memory;
				let isFirst = true;
				let nowMinute = 0;
				const handedOn = new Set<number>();
				let inThisLife = new Set<number>();
				const look = () => {
					const known = isFirst ? toNewLife(memory, nowMinute * minuteMs) : memory;
					const begin = toBeginning(known) as { minute: number } | undefined;
					const from =
						begin === undefined ? nowMinute + 1 : Math.max(1, begin.minute + 1 - overlap);
					const there = Array.from({ length: Math.max(0, nowMinute + 1 - from) }, (_, n) =>
						toEvent(from + n),
					);
					const fresh = toFresh(known, there);
					memory = noteLook(known, { minute: nowMinute }, fresh, nowMinute * minuteMs);
					isFirst = false;
					return fresh.map(toNumber);
				};
				look();
				stored = memory;
				for (const { minutes, dies } of steps) {
					nowMinute += minutes;
					const fresh = look();
					for (const id of fresh) {
						expect(inThisLife.has(id)).toBe(false);
						inThisLife.add(id);
					}
					if (dies) {
						// n8n had stored the place, and no execution.
						stored = fresh.length > 0 ? memory : stored;
						memory = stored;
						isFirst = true;
						inThisLife = new Set();
						continue;
					}
					for (const id of fresh) handedOn.add(id);
					if (fresh.length > 0) stored = memory;
				}
				look().forEach((id) => handedOn.add(id));
				expect(handedOn.size).toBe(nowMinute);
			}),
		);
	});
});
