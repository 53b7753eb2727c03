/** Adds US dollars without floating-point dust: X prices in tenths of a cent. */
export function addUsd(...amounts: number[]): number {
	return Math.round(amounts.reduce((sum, amount) => sum + amount, 0) * 1e6) / 1e6;
}
