import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toAmiss } from '../answer';
import { ticketAttributes } from './attributes';
import { isRecord } from '../../domain/record';

/** A ticket as look-ups with `expand` answer it. */
export interface Ticket {
	id: string;
	/** What a merge wants of the ticket that stays. */
	number: string;
	/** Name of its state. */
	state: string;
	/** Empty where it has none. */
	caseKey: string;
	firstPost: string;
}

export interface State {
	id: number;
	name: string;
	type: StateType;
	isActive: boolean;
	/** Whether Zammad itself puts a ticket into it when the customer writes again. */
	isForFollowUps: boolean;
}

/** What a state means, whatever it is called. */
export type StateType =
	| 'new'
	| 'open'
	| 'pending reminder'
	| 'pending action'
	| 'closed'
	| 'merged'
	| 'removed';

export interface Article {
	id: string;
	subject: string;
	body: string;
}

export type Row = Record<string, unknown>;

export const toTicket = (row: Row): Ticket => ({
	id: toText(row.id),
	number: toText(row.number),
	state: toText(row.state),
	caseKey: toText(row[ticketAttributes.caseKey]),
	firstPost: toText(row[ticketAttributes.firstPost]),
});

export const toArticle = ({ id, subject, body }: Row): Article => ({
	id: toText(id),
	subject: toText(subject),
	body: toText(body),
});

export function toState(row: Row): State {
	const { id, name, active, default_follow_up: isForFollowUps } = row;
	const named = stateTypes.find((type) => type === row.state_type);
	return {
		id: Number(id),
		name: toText(name),
		type: named ?? seeded[Number(row.state_type_id)] ?? 'open',
		isActive: active !== false,
		isForFollowUps: isForFollowUps === true,
	};
}

const stateTypes: StateType[] = [
	'new',
	'open',
	'pending reminder',
	'pending action',
	'closed',
	'merged',
	'removed',
];

/** Ids every Zammad gives its state types when it is set up. */
const seeded = Object.fromEntries(stateTypes.map((type, at) => [at + 1, type]));

/** Texts and numbers as text; nothing for anything else. */
export const toText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export function toRows(response: HttpResponse, doing: string): Row[] {
	const { body } = response;
	if (Array.isArray(body) && body.every(isRecord)) return body;
	throw malformed(response, doing);
}

/** A single record; it has an id. */
export function toRow(response: HttpResponse, doing: string): Row & { id: string | number } {
	const { body } = response;
	if (isRecord(body) && toText(body.id)) return body as Row & { id: string | number };
	throw malformed(response, doing);
}

export function malformed({ status, body }: HttpResponse, doing: string): HttpFailure {
	const said = toAmiss(body);
	return new HttpFailure(
		'malformed',
		`Zammad: ${doing} was answered with ${status} and something else than Zammad's API answers${said ? `: ${said}` : ''}`,
		{
			status,
			hint: "Check the credential's 'Base URL': it is the address you open Zammad at, without /api/v1.",
		},
	);
}
