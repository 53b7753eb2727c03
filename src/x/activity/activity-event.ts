import { type BareEvent, type EventAuthor, toBareEvent, type XEvent } from '../../domain/event';
import { isId } from '../../domain/post-id';
import { verifiedTypes } from '../../domain/user';
import type { Account } from '../account';
import { isRecord } from '../envelope';
import { parseUser } from '../parse-user';

/** What all events of one delivery share. */
export interface ActivityContext {
	/** The account of ours that is watched. */
	account: Account;
	/** ISO 8601, UTC. */
	receivedAt: string;
}

/** One thing X tells, taken apart as far as all kinds have it in common. */
export interface ActivityEvent {
	eventType: string;
	payload: Record<string, unknown>;
	includes: Record<string, unknown>;
}

/** What became of it. */
export interface Reading {
	events?: XEvent[];
	/** Nothing to tell, and why; one sentence each. */
	ignored?: string[];
	/** Something that could not be read, and why; one sentence each. */
	unreadable?: string[];
}

/** Reads the events of a few related kinds. Throws when one cannot be read. */
export type Family = (event: ActivityEvent, context: ActivityContext) => Reading;

/** An event that is no post, as X tells it. */
export const toEvent = (bare: BareEvent, { account, receivedAt }: ActivityContext): XEvent =>
	toBareEvent({ account, receivedAt, source: 'push', ...bare });

/** X wraps people in `data`, or does not. */
const unwrap = (value: unknown) => (isRecord(value) && isRecord(value.data) ? value.data : value);

/** A person of an activity event; undefined when there is no id. */
export function parsePerson(value: unknown): EventAuthor | undefined {
	const user = unwrap(value);
	const author = parseUser(user);
	if (!author || !isRecord(user)) return undefined;
	const { handle, ...rest } = author;
	return {
		...rest,
		...(handle !== undefined && /^\w{1,50}$/.test(handle) && { handle }),
		...(verifiedTypes.some((type) => type === user.verified_type) && { verified: true }),
	};
}

/** The person with that id; only the id where there is no more. */
export type Finder = (id: string) => EventAuthor;

/** Looks people up in a list or a table by id. */
export function toFinder(people: unknown): Finder {
	const list: unknown[] = Array.isArray(people) ? people : [];
	const listed = new Map(list.map((it) => [(Object(unwrap(it)) as { id?: unknown }).id, it]));
	const table = isRecord(people) ? people : {};
	return (id) => {
		const found = listed.get(id) ?? (Object.hasOwn(table, id) ? table[id] : undefined);
		const person = parsePerson(found);
		return person?.id === id ? person : { id };
	};
}

/** Milliseconds since 1970, as text or number, between 2001 and 2286. */
export function toTime(value: unknown): string | undefined {
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || !/^\d{13}$/.test(text)) return undefined;
	return new Date(Number(text)).toISOString();
}

/** For ids and names out of a delivery, which may hold anything. */
export const toShort = (value: unknown): string =>
	typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : `a ${typeof value}`;

export const readId = (value: unknown): string | undefined => (isId(value) ? value : undefined);
