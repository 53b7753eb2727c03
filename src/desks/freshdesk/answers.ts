import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toAmiss } from '../answer';
import { toPlainText } from '../html';

/** A ticket as lists, look-ups and single views answer it. */
export interface Ticket {
	id: number;
	caseKey?: string;
	subject: string;
	status: number;
	responderId?: number;
	requesterId?: number;
	/** Deleted or marked as spam: out of sight of whoever works on tickets. */
	isGone: boolean;
	/** Milliseconds since 1970; 0 when it is not told. */
	createdAtMs: number;
	updatedAt: string;
	/** Plain text; absent where the answer does not hold it. */
	description?: string;
	resolvedAt?: string;
	reopenedAt?: string;
	/** The oldest ten at most, where they were asked for. */
	conversations: Conversation[];
}

export interface Conversation {
	id: number;
	/** Plain text. */
	text: string;
	isIncoming: boolean;
	isPrivate: boolean;
	userId?: number;
	createdAt: string;
}

export interface Contact {
	id: number;
	name: string;
	handle?: string;
	isDeleted: boolean;
	fields: Record<string, unknown>;
}

export const caseKeyField = 'cf_x_case_key';

export function toTicket(item: Item): Ticket {
	const fields = toFields(item.custom_fields);
	const stats = toFields(item.stats);
	return {
		id: Number(item.id),
		caseKey: toOptional(fields[caseKeyField]),
		subject: String(item.subject ?? ''),
		status: Number(item.status),
		responderId: toOptionalId(item.responder_id),
		requesterId: toOptionalId(item.requester_id),
		isGone: item.deleted === true || item.spam === true,
		createdAtMs: Date.parse(String(item.created_at)) || 0,
		updatedAt: String(item.updated_at ?? ''),
		description: typeof item.description === 'string' ? toPlainText(item.description) : undefined,
		resolvedAt: toOptional(stats.resolved_at) ?? toOptional(stats.closed_at),
		reopenedAt: toOptional(stats.reopened_at),
		conversations: Array.isArray(item.conversations) ? item.conversations.map(toConversation) : [],
	};
}

export function toConversation(item: Item): Conversation {
	return {
		id: Number(item.id),
		text: toPlainText(String(item.body ?? item.body_text ?? '')),
		isIncoming: item.incoming === true,
		isPrivate: item.private === true,
		userId: toOptionalId(item.user_id),
		createdAt: String(item.created_at ?? ''),
	};
}

export function toContact(item: Item): Contact {
	return {
		id: Number(item.id),
		name: String(item.name ?? ''),
		handle: toOptional(item.twitter_id),
		isDeleted: item.deleted === true,
		fields: toFields(item.custom_fields),
	};
}

export type Item = Record<string, unknown>;

export function toItems(response: HttpResponse, doing: string): Item[] {
	if (Array.isArray(response.body)) return response.body as Item[];
	throw malformed(response, doing);
}

/** One record; all that Freshdesk keeps has a numeric id. */
export function toItem(response: HttpResponse, doing: string): Item {
	const item = toFields(response.body);
	if (typeof item.id === 'number') return item;
	throw malformed(response, doing);
}

/** What the search answers: `{total, results}`. */
export function toResults(response: HttpResponse, doing: string): Item[] {
	const { results } = toFields(response.body);
	if (Array.isArray(results)) return results as Item[];
	throw malformed(response, doing);
}

export const toFields = (value: unknown): Item =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Item) : {};

const toOptional = (value: unknown) =>
	typeof value === 'string' && value !== '' ? value : undefined;

const toOptionalId = (value: unknown) => (typeof value === 'number' ? value : undefined);

export function malformed({ status, body }: HttpResponse, doing: string): HttpFailure {
	const said = toAmiss(body);
	return new HttpFailure(
		'malformed',
		`Freshdesk: ${doing} was answered with ${status}, but not with what its API answers${said ? `: ${said}` : ''}`,
		{
			status,
			hint: "Check the credential's 'Base URL': it is the address of your Freshdesk, such as https://example.freshdesk.com, not a portal address of your own.",
		},
	);
}
