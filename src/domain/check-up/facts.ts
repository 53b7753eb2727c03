/** What was found out about an account, its credential and its developer app. Judging it needs no network and no clock. */
export interface CheckUpFacts {
	/** Milliseconds since 1970. */
	nowMs: number;
	authentication: 'oAuth2' | 'oAuth1' | 'appOnly';
	/** The account is the company's protected feed for its own staff, not its public voice. */
	isStaffFeed: boolean;
	/** What the caller set: the account owns the developer app. */
	ownsApp: boolean;
	/** Answers go out without a person's approval; absent: not known. */
	answersByItself?: boolean;
	/** Scopes of the OAuth2 token; absent: n8n did not keep them. */
	grantedScopes?: readonly string[];
	needs: Record<Feature, Need>;
	/** What the account cannot do without. */
	essential: Feature;
	account: Asked<AccountFacts>;
	usage: Asked<UsageFacts>;
	/** Balance of the developer account in US dollars; may be below 0. */
	credits: Asked<number>;
	ownedReads: Asked<OwnedReadsMeasurement>;
	webhooks: Asked<WebhookFacts[]>;
	subscriptions: Asked<SubscriptionFacts[]>;
	/** Every call made, in the order in which they ended. */
	calls: CallFacts[];
}

/** What came of a question to X: its answer, why it gave none, or why it was not asked. */
export type Asked<T> = { answer: T } | { failure: CallFailure } | NotAsked;

export interface NotAsked {
	/** A clause for after a colon, e.g. `X could not be reached`. */
	notAsked: string;
	whatToDo?: string;
}

export interface CallFailure {
	kind: FailureKind;
	message: string;
	hint?: string;
	sign?: TroubleSign;
	/** When X itself says that it is over, e.g. `2026-12-03`. */
	until?: string;
	retryAfterMs?: number;
}

export type FailureKind =
	| 'unreachable'
	| 'rate-limited'
	| 'quota-exhausted'
	| 'credential-invalid'
	| 'forbidden'
	| 'not-found'
	| 'refused'
	| 'temporarily-unavailable'
	| 'malformed'
	| 'misconfigured';

/** Troubles that X names. */
export type TroubleSign =
	| 'no credits'
	| 'spending limit'
	| 'usage cap'
	| 'not enrolled'
	| 'not in plan'
	| 'suspended'
	| 'locked'
	| 'app restricted';

export type Feature = keyof typeof featureNames;

/** What the package does on X, in words for ops staff. */
export const featureNames = {
	mentions: 'reading mentions',
	publish: 'replying, publishing and reposting',
	hideReplies: 'hiding replies',
	readMessages: 'reading direct messages',
	sendMessages: 'sending direct messages',
	followers: 'reading followers',
	mute: 'muting people',
	media: 'pictures and films in posts',
} as const;

/** What a credential must have for a feature, by kind of credential. */
export interface Need {
	/** OAuth2. */
	scopes: readonly string[];
	/** OAuth1. */
	level: AccessLevel;
	/** Whether an app-only credential will do. */
	appOnly: boolean;
}

/** From least to most, in X's words. */
export const accessLevels = ['read', 'read-write', 'read-write-directmessages'] as const;
export type AccessLevel = (typeof accessLevels)[number];

export interface AccountFacts {
	id: string;
	handle: string;
	name?: string;
	followers?: number;
	description?: string;
	protected?: boolean;
	verified?: boolean;
	/** In X's words, e.g. `business`. */
	verifiedType?: string;
	/** The label beside the name, e.g. `Automated`. */
	label?: string;
	/** What X says the token may do. */
	accessLevel?: string;
}

export interface UsageFacts {
	/** Posts read in this billing month by all apps of the project. */
	used?: number;
	cap?: number;
	/** Day of the month on which counting starts anew. */
	resetDay?: number;
}

/** What happened to the balance while own posts were read that X had not billed before on the same day. */
export interface OwnedReadsMeasurement {
	posts: number;
	fellByUsd: number;
	/** What these posts cost as owned reads, and what otherwise. */
	ownedUsd: number;
	fullUsd: number;
}

export interface WebhookFacts {
	id: string;
	url: string;
	/** Absent: X did not say. */
	valid?: boolean;
}

export interface SubscriptionFacts {
	eventType: string;
	/** Whose events; absent for those that concern the app. */
	userId?: string;
	/** Absent: X sends it nowhere unless somebody listens to its stream. */
	webhookId?: string;
}

export interface CallFacts {
	/** e.g. `GET /2/users/me` */
	call: string;
	failure?: CallFailure;
	rateLimit?: { limit?: number; remaining?: number; resetsAtMs?: number };
	/** How far n8n's clock is ahead of X's at least, in milliseconds (below 0: behind): what the call's duration explains is left out. */
	clockAheadMs?: number;
}
