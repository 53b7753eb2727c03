import { createRandom } from '../../src/domain/triage/learning/logistic.ts';

const draws = 500;
const seed = 7;

/**
 * Figures of a sample, each with the interval that 95 % of 500 samples drawn from it (with repetition) fall into, as
 * `name95`. A figure that a draw cannot give (a class that was not drawn) is left out of its interval.
 */
export function withIntervals<Item>(
	items: readonly Item[],
	measure: (items: readonly Item[]) => Record<string, number>,
): Record<string, number | [number, number]> {
	const random = createRandom(seed);
	const drawn = Array.from({ length: draws }, () =>
		measure(items.map(() => items[Math.floor(random() * items.length)])),
	);
	return Object.fromEntries(
		Object.entries(measure(items)).flatMap(([name, value]) => {
			const values = drawn.map((figures) => figures[name]).filter(Number.isFinite);
			values.sort((a, b) => a - b);
			const at = (share: number) => round(values[Math.floor(share * (values.length - 1))]);
			return [
				[name, round(value)],
				[`${name}95`, [at(0.025), at(0.975)]],
			];
		}),
	);
}

export function round(value: number): number {
	return Math.round(value * 1000) / 1000;
}
