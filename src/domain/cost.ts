/** Adds US dollars without floating-point dust: X prices in tenths of a cent. */
export function addUsd(...amounts: number[]): number {
	return Math.round(amounts.reduce((sum, amount) => sum + amount, 0) * 1e6) / 1e6;
}

/** `$0.005`, `$4.20`: tenths of a cent, as X prices, only where there are some. */
export const showUsd = (usd: number): string =>
	`${usd < 0 ? '-' : ''}$${Math.abs(usd).toFixed(3).replace(/0$/, '')}`;
