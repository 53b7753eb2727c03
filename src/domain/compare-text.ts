/** By code units, the same on every machine: for sorting, negative when `one` comes first. */
export const compareText = (one: string, other: string): number =>
	Number(one > other) - Number(one < other);
