/** Start of X's id time, in milliseconds since 1970. */
export const X_EPOCH_MS = 1288834974657;

/** Makes X-like ids: milliseconds since X's epoch, shifted by 22 bits, plus a sequence number within the millisecond. */
export function createIdMint(): (ms: number) => string {
	const issued = new Map<number, number>();
	return (ms) => {
		const sequence = issued.get(ms) ?? 0;
		issued.set(ms, sequence + 1);
		return ((BigInt(ms - X_EPOCH_MS) << 22n) + BigInt(sequence)).toString();
	};
}

/** Orders decimal ids by value without losing digits: negative when a is older. */
export function compareIds(a: string, b: string): number {
	return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

export const isId = (value: string): boolean => /^[0-9]{1,19}$/.test(value);
