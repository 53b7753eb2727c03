import { createChance } from '../../soak/chance';
import { findHits, type Kill } from '../../soak/kills';
import { moments, planPower, type PowerStep } from '../../soak/power';

const take = (seed: string, count: number): PowerStep[] => {
	const steps = planPower(createChance(seed));
	return Array.from({ length: count }, () => steps.next().value);
};

describe('how the power goes in a soak', () => {
	it('is the same again for the same seed', () => {
		expect(take('7', 40)).toEqual(take('7', 40));
		expect(take('7', 40)).not.toEqual(take('8', 40));
	});

	it('strikes at real work in every fourth step or so, and in every way to publish again within one round', () => {
		const met = take('1', 14).map((step) => (step.does === 'kill' ? step.moment : step.does));
		for (const step of ['poll', 'answer', 'desk', 'republish', 'reimport']) {
			expect(met).toContain(step);
		}
	});

	it('strikes at every moment in the long run', () => {
		const met = take('2', 60).flatMap((step) => (step.does === 'kill' ? step.moment : []));
		expect(new Set(met)).toEqual(new Set(moments));
	});
});

describe('a kill', () => {
	const kill: Kill = { atMs: 60_000, upSinceMs: 20_000, lastCallMs: 0, moment: 'anytime' };

	it('has hit something when a run of that life of n8n never ended, or X had just been asked', () => {
		const run = { startedAt: new Date(30_000).toISOString() };
		expect(findHits([kill], [run])).toEqual([kill]);
		const asking = { ...kill, lastCallMs: 59_800 };
		expect(findHits([asking], [])).toEqual([asking]);
	});

	it('has hit nothing when the only run cut short is one of another life', () => {
		const runs = [10_000, 70_000].map((ms) => ({ startedAt: new Date(ms).toISOString() }));
		expect(findHits([kill], runs)).toEqual([]);
	});
});
