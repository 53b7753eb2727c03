/** Chance that comes out the same for the same seed, so that a soak can be run again. */
export interface Chance {
	/** A whole number, both ends possible. */
	whole(least: number, most: number): number;
	/** True in that share of all cases, 0 to 1. */
	is(share: number): boolean;
	pick<T>(list: readonly T[]): T;
	shuffle<T>(list: readonly T[]): T[];
	/** Chance of its own for one purpose: how often the others draw does not change it. */
	fork(purpose: string): Chance;
}

export function createChance(seed: string): Chance {
	let state = toNumber(seed);
	const next = () => {
		// mulberry32
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));

	return {
		whole,
		is: (share) => next() < share,
		pick: (list) => list[whole(0, list.length - 1)],
		shuffle(list) {
			const mixed = [...list];
			for (let at = mixed.length - 1; at > 0; at--) {
				const other = whole(0, at);
				[mixed[at], mixed[other]] = [mixed[other], mixed[at]];
			}
			return mixed;
		},
		fork: (purpose) => createChance(`${seed} ${purpose}`),
	};
}

/** FNV-1a. */
function toNumber(text: string): number {
	let hash = 0x811c9dc5;
	for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
	return hash | 0;
}
