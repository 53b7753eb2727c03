/** The only way out of `src`: a request goes in, the answer comes back whatever its status is. */
export type HttpSend = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Path below the credential's base URL (starts with `/`), or an absolute URL. */
	url: string;
	query?: Record<string, string | number | undefined>;
	headers?: Record<string, string>;
	/** Sent as JSON when it is an object or an array, as it is when it is a string. */
	body?: unknown;
}

export interface HttpResponse {
	status: number;
	/** Header names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON where the answer was JSON, else the text. */
	body: unknown;
}

/** Why a call did not do its work; the caller decides by `kind`, never by the text. */
export type HttpFailureKind =
	/** No answer: refused, reset, unknown host, timed out. The call may or may not have had its effect. */
	| 'unreachable'
	/** 429: come back later. */
	| 'rate-limited'
	/** 402, or a 403/429 that names a spend or usage cap: waiting does not help. */
	| 'quota-exhausted'
	/** 401. */
	| 'credential-invalid'
	/** 403. */
	| 'forbidden'
	/** 404. */
	| 'not-found'
	/** Any other 4xx: the request is at fault. */
	| 'refused'
	/** 5xx. */
	| 'temporarily-unavailable'
	/** 2xx whose body is not what the interface promises. */
	| 'malformed'
	/** A setting cannot be right (address, template, item); nothing was sent. */
	| 'misconfigured';

export class HttpFailure extends Error {
	readonly kind: HttpFailureKind;
	/** HTTP status; absent when no answer came. */
	readonly status?: number;
	/** Milliseconds to wait, where the far side said so. */
	readonly retryAfterMs?: number;
	/** How to get unstuck, in a sentence for ops staff. */
	readonly hint?: string;
	/** Parsed body of the answer that failed, where there was one. */
	readonly body?: unknown;

	constructor(
		kind: HttpFailureKind,
		message: string,
		details: { status?: number; retryAfterMs?: number; hint?: string; body?: unknown } = {},
	) {
		super(message);
		this.name = 'HttpFailure';
		this.kind = kind;
		this.status = details.status;
		this.retryAfterMs = details.retryAfterMs;
		this.hint = details.hint;
		if (details.body !== undefined) this.body = details.body;
	}
}

/** What was thrown, where the far side or the way to it is at fault; anything else is thrown on. */
export function toHttpFailure(error: unknown): HttpFailure {
	if (error instanceof HttpFailure) return error;
	throw error;
}
