import type { Share } from './share-report';

/** The share of a count with its 95 % interval by Wilson, which holds for few posts and for 0 or all of them too. */
export function toShare(count: number, of: number): Share {
	if (of === 0) return { count, share: 0, low: 0, high: 1 };
	const share = count / of;
	const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
	const half = Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of)) / (1 + z2 / of);
	return {
		count,
		share,
		low: count === 0 ? 0 : middle - half * z,
		high: count === of ? 1 : middle + half * z,
	};
}

const z = 1.959963984540054;
const z2 = z * z;
