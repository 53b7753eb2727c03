/**
 * X's pay-per-use prices in US dollars. Source: docs.x.com, x-api/getting-started/pricing, as of August 2026.
 * Estimates: X bills the same resource once per UTC day and does not bill failed calls.
 */
export const pricesUsd = {
	/** A post, by search, look-up or somebody else's timeline. */
	postRead: 0.005,
	/** A post on the account's own timelines, or one of its followers, when the account also owns the developer app. */
	ownedRead: 0.001,
	userRead: 0.01,
	/** One follower or followed account of somebody else. */
	followRead: 0.01,
	/** A direct message, received or sent. */
	messageRead: 0.01,
	/** A muted or blocked account. */
	muteRead: 0.001,
	/** One request for counts, whatever it answers. */
	countRequest: 0.005,
	postCreate: 0.015,
	/** A post with a web address in it. Whether an asked-for reply with one is cheaper X does not say: the dearer is assumed. */
	postCreateWithLink: 0.2,
	/** A reply to somebody who mentioned or quoted the account. */
	summonedReply: 0.01,
	messageCreate: 0.015,
	repost: 0.015,
	/** Deleting a post, hiding a reply, taking a repost back. */
	contentManage: 0.005,
	mediaMetadata: 0.005,
	/** Muting somebody, blocking or unblocking somebody's messages. */
	privacyUpdate: 0.01,
	muteDelete: 0.005,
	free: 0,
} as const;

export type PriceItem = keyof typeof pricesUsd;

/** When the table was read. */
export const pricesAsOf = '2026-08';
