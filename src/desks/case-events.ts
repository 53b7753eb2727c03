import type { CaseEvent } from '../domain/case-event';

/** Where the next look begins; plain JSON, bounded, the desk's own. */
export type CaseCursor = Record<string, unknown>;

/** A desk that is asked what happened to our cases. */
export interface CaseEventReader {
	/**
	 * What happened after the cursor, oldest first; entries of ours (`isOurEntry`) and cases without a key of ours are left out.
	 * May hand out an event again (its id is the same), never leaves one out: what is not indexed yet is reached by beginning
	 * somewhat before the cursor's time. Throws `HttpFailure`.
	 *
	 * @param cursor none: nothing that has happened before now
	 * @param nowMs milliseconds since 1970
	 */
	fetchCaseEvents(cursor: CaseCursor | undefined, nowMs: number): Promise<CaseEventPage>;
	/** The newest few, whenever they happened, for a look in the editor. Throws `HttpFailure`. */
	fetchSample(nowMs: number): Promise<CaseEvent[]>;
}

export interface CaseEventPage {
	events: CaseEvent[];
	cursor: CaseCursor;
	/** Whether there was more than one look takes; the next poll goes on. */
	isMore: boolean;
}

/** A desk that tells us, signed. */
export interface CaseWebhook {
	/** Whether the desk, and nobody else, sent these bytes, and not long ago. */
	isSigned(call: SignedCall, secret: string, hmac: Hmac): boolean;
	/**
	 * What it says about cases of ours; nothing when it is about others. Throws when it cannot be read.
	 *
	 * @param query what stands behind "?" in the address that was called: a desk that does not say what happened can be given
	 * an address for each kind
	 */
	parseCaseEvents(body: unknown, query: Record<string, unknown>): CaseEvent[];
}

export interface SignedCall {
	/** The body as it was sent. */
	raw: Uint8Array;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	/** Milliseconds since 1970. */
	nowMs: number;
}

/** HMAC of the parts, one after the other; and whether two texts are the same, told in constant time. */
export interface Hmac {
	sign(
		algorithm: 'sha1' | 'sha256',
		secret: string,
		parts: Array<string | Uint8Array>,
		encoding: 'hex' | 'base64',
	): string;
	isSame(one: string, other: string): boolean;
}

/** Registers and removes the webhook at the desk, where the API can. */
export interface CaseWebhookSetUp {
	/** @returns what has to be kept to check signatures and to remove it again */
	register(url: string): Promise<RegisteredWebhook>;
	isThere(registered: RegisteredWebhook, url: string): Promise<boolean>;
	remove(registered: RegisteredWebhook): Promise<void>;
}

export interface RegisteredWebhook {
	id: string;
	/** Absent where the desk hands out none: then the credential holds it. */
	secret?: string;
	/** Whatever else the desk made for it. */
	also?: string[];
}
