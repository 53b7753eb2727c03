import type { EventAuthor, XEvent } from './event';

/** Authors looked up before, by user id; part of what a trigger remembers, so it stays small. */
export type AuthorMemory = Record<string, RememberedAuthor>;

export interface RememberedAuthor {
	profile: Omit<EventAuthor, 'id'>;
	/** Milliseconds since 1970. */
	lookedUpAtMs: number;
}

const daysKept = 7;
const authorsKept = 300;

/** Ids of the authors that are not known, or not known well enough any more; each once. */
export function toUnknownAuthors(events: XEvent[], memory: AuthorMemory, nowMs: number): string[] {
	const ids = new Set(events.map(({ author }) => author.id));
	return [...ids].filter((id) => !isFresh(memory[id], nowMs));
}

/** The memory with what was just looked up, without what is stale, and never larger than it may be. */
export function rememberAuthors(
	memory: AuthorMemory,
	authors: EventAuthor[],
	nowMs: number,
): AuthorMemory {
	const added = authors.map(
		({ id, ...rest }) => [id, { profile: rest, lookedUpAtMs: nowMs }] as const,
	);
	const kept = Object.entries({ ...memory, ...Object.fromEntries(added) })
		.filter(([, author]) => isFresh(author, nowMs))
		.sort(([, a], [, b]) => b.lookedUpAtMs - a.lookedUpAtMs);
	return Object.fromEntries(kept.slice(0, authorsKept));
}

/** As many as fit in so many bytes of JSON, those looked up last first. */
export function toNewestAuthors(memory: AuthorMemory, bytes: number): AuthorMemory {
	let room = bytes - toJsonBytes({});
	const newestFirst = Object.entries(memory).sort(
		([, a], [, b]) => b.lookedUpAtMs - a.lookedUpAtMs,
	);
	const fitting = newestFirst.filter((entry) => (room -= toJsonBytes(entry)) >= 0);
	return Object.fromEntries(fitting);
}

/** How long a value is as JSON in UTF-8. */
export const toJsonBytes = (value: unknown): number =>
	new TextEncoder().encode(JSON.stringify(value)).length;

/** The event with its author's profile. */
export function withAuthor(event: XEvent, { profile }: RememberedAuthor): XEvent {
	return { ...event, author: { ...profile, id: event.author.id } };
}

function isFresh(author: RememberedAuthor | undefined, nowMs: number): boolean {
	return author !== undefined && nowMs - author.lookedUpAtMs < daysKept * 86_400_000;
}
