/**
 * X's pay-per-use prices in US dollars. Source: docs.x.com, x-api/getting-started/pricing, as of August 2026.
 * Estimates: X bills the same resource once per UTC day and does not bill failed calls.
 */
export const pricesUsd = {
	postRead: 0.005,
	/** A post on the account's own timelines, when the account also owns the developer app. */
	ownedRead: 0.001,
	userRead: 0.01,
} as const;
