import type { Chance } from './chance';

/** What n8n is in the middle of when the power goes. */
export const moments = ['starting', 'anytime', 'poll', 'push', 'answer', 'desk'] as const;

export type Moment = (typeof moments)[number];

export type PowerStep =
	| {
			does: 'kill';
			moment: Moment;
			/** How often it has to come before. */
			nth: number;
			/** From the moment on. */
			afterMs: number;
			/** When the moment does not come, it is killed all the same. */
			patienceMs: number;
	  }
	/** Unpublished and published again, while n8n runs. */
	| { does: 'republish' }
	/** Unpublished, killed, imported under the same id, published again. */
	| { does: 'reimport' };

interface Rule {
	/** Milliseconds from the moment to the kill. */
	after: [least: number, most: number];
	/** How often the moment has to come before. */
	nth: [least: number, most: number];
	patienceMs: number;
}

/** After a kill n8n keeps its pollers back for up to 95 s, so what needs a poll needs patience. */
const workPatienceMs = 110_000;

const rules: Record<Moment, Rule> = {
	starting: { after: [300, 12_000], nth: [1, 1], patienceMs: 1_000 },
	anytime: { after: [500, 8_000], nth: [1, 1], patienceMs: 1_000 },
	push: { after: [0, 1_200], nth: [1, 4], patienceMs: 12_000 },
	poll: { after: [0, 1_500], nth: [1, 2], patienceMs: workPatienceMs },
	answer: { after: [0, 600], nth: [1, 15], patienceMs: workPatienceMs },
	desk: { after: [0, 600], nth: [1, 40], patienceMs: workPatienceMs },
};

/** Moments that come soon, and those in the middle of real work. */
const quick: Moment[] = ['starting', 'anytime', 'anytime', 'push', 'push', 'push'];
const working: Moment[] = ['answer', 'desk', 'poll'];

/**
 * Endless: what becomes of n8n, one step after the other. Two or three quick kills fill the time in which n8n keeps its
 * pollers back; then it may work until it is killed in the middle of that.
 */
export function* planPower(chance: Chance): Generator<PowerStep, never> {
	for (;;) {
		const publishing = chance.shuffle(['republish', 'reimport'] as const);
		for (const moment of chance.shuffle(working)) {
			const count = chance.whole(2, 3);
			for (const soon of chance.shuffle(quick).slice(0, count)) yield toKill(chance, soon);
			const does = publishing.pop();
			if (does) yield { does };
			yield toKill(chance, moment);
		}
	}
}

function toKill(chance: Chance, moment: Moment): PowerStep {
	const { after, nth, patienceMs } = rules[moment];
	return {
		...{ does: 'kill', moment, patienceMs },
		nth: chance.whole(...nth),
		afterMs: chance.whole(...after),
	};
}
