/** A trained linear model: nothing but numbers. `bucket` is a hashed signal; texts cannot be had back from it. */
export interface LinearWeights {
	name: string;
	heads: readonly string[];
	/** Log2 of the number of buckets. */
	bits: number;
	/** How telling each bucket is (inverse document frequency), as 1/25ths. */
	rarity: Uint8Array;
	/** bucket * heads + head; times `scales[head]` it is the weight. */
	buckets: Int8Array;
	scales: readonly number[];
	/** Cues and sizes by name, with mean and spread in the training posts. */
	dense: ReadonlyArray<{ name: string; mean: number; spread: number }>;
	/** dense * heads + head. */
	denseWeights: ArrayLike<number>;
	/** By head. */
	biases: readonly number[];
	surenessByPercent: readonly number[];
}

/** `rarity` is a fixed-point number with this many steps to one. */
export const rarityStep = 1 / 25;

/** How much a cue may stand out: its distance from the mean in spreads is cut there, then scaled down. */
export const denseLimit = 4;
export const denseScale = 0.1;

/** Pairs of cues count less than words and letters. */
export const pairScale = 0.7;

/** A dense signal's value as the model sees it. */
export function toDenseValue(count: number, mean: number, spread: number): number {
	const distance = (count - mean) / spread;
	return Math.max(-denseLimit, Math.min(denseLimit, distance)) * denseScale;
}
