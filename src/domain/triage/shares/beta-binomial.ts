/** How likely each number of negatives is among `of` posts. */
export interface Chances {
	/** That so many or more are negative. */
	atLeast(negative: number): number;
	/** That so many or fewer are. */
	atMost(negative: number): number;
	/** The fewest and the most that are not rarer, to either side, than `limit`. */
	range(limit: number): { low: number; high: number };
}

/**
 * The beta-binomial distribution, exact for small numbers too: a binomial whose share itself varies.
 *
 * @param mean above 0 and below 1
 * @param correlation of two posts in one period, above 0 and below 1: how far the share varies
 */
export function toChances(of: number, mean: number, correlation: number): Chances {
	const weights = toWeights(of, mean, 1 / correlation - 1);
	const upTo = new Float64Array(of + 2);
	const from = new Float64Array(of + 2);
	for (let k = 0; k <= of; k++) upTo[k + 1] = upTo[k] + weights[k];
	for (let k = of; k >= 0; k--) from[k] = from[k + 1] + weights[k];
	const sum = from[0];
	const atLeast = (negative: number) => Math.min(1, from[negative] / sum);
	const atMost = (negative: number) => Math.min(1, upTo[negative + 1] / sum);
	return {
		atLeast,
		atMost,
		range: (limit) => {
			let low = 0;
			let high = of;
			while (low < of && atMost(low) < limit) low++;
			while (high > 0 && atLeast(high) < limit) high--;
			return { low, high };
		},
	};
}

/** Each number's chance in relation to the mean's: by the ratio of neighbours there is no gamma function to overflow. */
function toWeights(of: number, mean: number, concentration: number): Float64Array {
	const a = mean * concentration;
	const b = (1 - mean) * concentration;
	const ratio = (k: number) => (((of - k) / (k + 1)) * (k + a)) / (of - k - 1 + b);
	const weights = new Float64Array(of + 1);
	const middle = Math.round(of * mean);
	weights[middle] = 1;
	for (let k = middle; k < of; k++) weights[k + 1] = weights[k] * ratio(k);
	for (let k = middle; k > 0; k--) weights[k - 1] = weights[k] / ratio(k - 1);
	return weights;
}
