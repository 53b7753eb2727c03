import type { EventAuthor } from './event';

/** An account on X. Whatever X left out is absent. */
export interface XUser extends EventAuthor {
	/** Without "@". */
	handle: string;
	name: string;
	description?: string;
	location?: string;
	url?: string;
	/** ISO 8601, UTC. */
	createdAt?: string;
	followers?: number;
	/** How many accounts it follows. */
	following?: number;
	posts?: number;
	verified?: boolean;
	verifiedType?: (typeof verifiedTypes)[number];
	/** Shows its posts to approved followers only. */
	protected?: boolean;
	/** Its relation to our account; absent when there is none or X did not say (app-only credentials have no account). */
	connection?: Connection[];
	/** X's guess whether our account may message it; it can still refuse. */
	receivesYourDm?: boolean;
}

export const verifiedTypes = ['blue', 'business', 'government'] as const;

/** In X's words: `followed_by` follows us, `follow_request_received` has asked to. */
export type Connection = (typeof connections)[number];

export const connections = [
	'blocking',
	'follow_request_received',
	'follow_request_sent',
	'followed_by',
	'following',
	'muting',
] as const;
