import type { Clock } from '../clock.mts';
import type { DeskAnswer, DeskRequest } from '../desks/service.mts';
import type { SentMail } from '../mailbox.mts';

/** What a mail service of the sandbox needs: the time, and a way to hand mail over. */
export interface Post {
	clock: Clock;
	/** Into the sandbox's mailbox. */
	deliver(mail: SentMail): void;
	/** The same for raw mail. */
	deliverRaw(raw: string, recipients: string[]): Promise<void>;
}

/** A service that sends mail, behaving in what the package needs of it like the real one, written from its documentation. */
export type MakeMailApi = (post: Post) => {
	answer(request: DeskRequest): DeskAnswer | Promise<DeskAnswer>;
};

/** The only domain that may send. */
export const SENDER_DOMAIN = 'acme.example';
/** Mail to this domain is refused, as the service does with addresses it takes for wrong or dead. */
export const REFUSED_DOMAIN = 'refused.example';

export const json = (
	status: number,
	body?: unknown,
	headers?: Record<string, string>,
): DeskAnswer => ({ status, ...(body !== undefined && { body }), ...(headers && { headers }) });

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** The address in `Name <address>` or by itself; undefined when it is neither. */
export function readAddress(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const [, inner = value.trim()] = /^[^<>]*<([^<>]*)>$/.exec(value.trim()) ?? [];
	return /^[^\s@,;:<>"]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/.test(inner) ? inner : undefined;
}

export const isRefused = (address: string): boolean => address.endsWith(`@${REFUSED_DOMAIN}`);

export const mayNotSend = (address: string): boolean => !address.endsWith(`@${SENDER_DOMAIN}`);

/** Extra headers as an object of text by name; undefined when they are not. Line ends would be further headers. */
export function readHeaders(value: unknown): Map<string, string> | undefined {
	if (value === undefined) return new Map();
	if (!isRecord(value)) return undefined;
	const entries = Object.entries(value);
	const isFine = entries.every(
		([name, text]) =>
			/^[A-Za-z0-9-]+$/.test(name) && typeof text === 'string' && !/[\r\n]/.test(text),
	);
	return isFine
		? new Map(entries.map(([name, text]) => [name.toLowerCase(), String(text)]))
		: undefined;
}

/** The first field of a body that the service does not know. */
export const findStray = (body: Record<string, unknown>, known: string[]): string | undefined =>
	Object.keys(body).find((key) => !known.includes(key));

/** The mail as it arrives, with what its headers say of the thread. */
export function toMail(
	message: { from: string; to: string[]; subject: string; text?: string; html?: string },
	headers: Map<string, string>,
	own: { messageId: string; date: string },
): SentMail {
	return {
		...message,
		text: message.text ?? '',
		html: message.html ?? null,
		messageId: own.messageId,
		inReplyTo: headers.get('in-reply-to') ?? null,
		references: (headers.get('references') ?? '').split(/\s+/).filter(Boolean),
		date: own.date,
	};
}
