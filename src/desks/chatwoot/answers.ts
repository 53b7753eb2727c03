import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { isRecord } from '../../domain/record';

export interface Conversation {
	id: string;
	caseKey?: string;
	status: string;
	/** By Chatwoot's own clock; NaN where it does not tell the time. */
	ageMs: number;
	attributes: Record<string, unknown>;
}

export interface Contact {
	id: string;
	identifier: string;
	name: string;
	attributes: Record<string, unknown>;
}

export interface Message {
	id: string;
	content: string;
	isIncoming: boolean;
	isPrivate: boolean;
}

/** Lists come as they are, or in `payload`. */
export function toRows({ body }: HttpResponse, doing: string): Array<Record<string, unknown>> {
	const rows = isRecord(body) ? body.payload : body;
	if (Array.isArray(rows) && rows.every(isRecord)) return rows;
	throw new HttpFailure(
		'malformed',
		`Chatwoot: ${doing} was answered with something else than a list`,
		{ hint: "Check the credential's 'Base URL': it is the address Chatwoot is opened at." },
	);
}

export function toConversation(row: Record<string, unknown>, nowMs: number): Conversation {
	const attributes = isRecord(row.custom_attributes) ? row.custom_attributes : {};
	const { x_case_key: caseKey } = attributes;
	return {
		id: String(row.id),
		...(typeof caseKey === 'string' && { caseKey }),
		status: String(row.status ?? ''),
		ageMs: nowMs - Number(row.created_at ?? NaN) * 1000,
		attributes,
	};
}

export const toContact = (row: Record<string, unknown>): Contact => ({
	id: String(row.id),
	identifier: String(row.identifier ?? ''),
	name: String(row.name ?? ''),
	attributes: isRecord(row.custom_attributes) ? row.custom_attributes : {},
});

export const toMessage = (row: Record<string, unknown>): Message => ({
	id: String(row.id),
	content: String(row.content ?? ''),
	isIncoming: row.message_type === 0,
	isPrivate: row.private === true,
});
