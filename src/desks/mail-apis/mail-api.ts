import type { EmailMessage } from '../../domain/email/message';
import type { HttpFailureKind, HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toFailure } from '../answer';

/** A service that sends mail over HTTP. */
export interface MailApi {
	/** As people know it. */
	readonly name: string;
	readonly capabilities: MailApiCapabilities;
	/**
	 * Hands one message over, in one call. Throws `HttpFailure`, which names the service, and the field it does not take.
	 *
	 * @param key a UUID, the same whenever the same message is sent to the same people
	 */
	send(message: EmailMessage, key: string): Promise<SentMail>;
}

/** What a service can promise; shown to people, and taken by the contract test. */
export interface MailApiCapabilities {
	/** How long it knows a key again and sends nothing twice, in milliseconds; 0 = it sends again whatever it is asked to. */
	keyTtlMs: number;
	/** Whether the mail carries our Message-ID, or one of the service's. */
	messageId: 'kept' | 'replaced';
	/** Whether the mail carries our date, or that of sending. */
	date: 'kept' | 'replaced';
	/** Of one message. */
	maxRecipients: number;
}

export interface SentMail {
	/** The service's own id, for its log; absent where it tells none. */
	id?: string;
	/** It knew the key: nothing was sent this time. */
	isRepeat?: boolean;
	/** What else to know, one sentence each. */
	notes?: string[];
}

/** Headers that say what a message belongs to, by names every service takes. */
export function toThreadHeaders(
	{ messageId, inReplyTo, references, headers }: EmailMessage,
	kept: MailApiCapabilities['messageId'],
): Record<string, string> {
	// Where the service puts an id of its own, ours goes where it stays: all messages then refer to the same first one.
	const ids = kept === 'kept' ? references : [...new Set([...references, messageId])];
	return {
		...(kept === 'kept' ? { 'Message-ID': messageId } : {}),
		...(inReplyTo ? { 'In-Reply-To': inReplyTo } : {}),
		...(ids.length > 0 ? { References: ids.join(' ') } : {}),
		...headers,
	};
}

/** Name and address of `"Name" <address>`, for services that want them apart. */
export function splitAddress(text: string): { name?: string; email: string } {
	const [, name, email] = /^"([^"]*)" <([^<>]*)>$/.exec(text) ?? [];
	return email === undefined ? { email: text } : { name, email };
}

export const toObject = (body: unknown): Record<string, unknown> =>
	typeof body === 'object' && body !== null && !Array.isArray(body)
		? (body as Record<string, unknown>)
		: {};

/** What was not taken, in the service's words, which name the field. */
export function toSendFailure(
	service: string,
	response: HttpResponse,
	told: { said?: string; kind?: HttpFailureKind; hint?: string } = {},
): HttpFailure {
	const answer = told.said === undefined ? response : { ...response, body: told.said };
	const failure = toFailure(answer, `${service}: sending the e-mail`, told.hint);
	if (told.kind === undefined) return failure;
	const { status, retryAfterMs, hint } = failure;
	return new HttpFailure(told.kind, failure.message, { status, retryAfterMs, hint });
}

/** The answer with its own way of saying how long to wait put as everybody else says it. */
export function withWait(response: HttpResponse, seconds: number | undefined): HttpResponse {
	if (response.status !== 429 || 'retry-after' in response.headers) return response;
	if (seconds === undefined || !Number.isFinite(seconds) || seconds < 0) return response;
	const headers = { ...response.headers, 'retry-after': String(Math.ceil(seconds)) };
	return { ...response, headers };
}
