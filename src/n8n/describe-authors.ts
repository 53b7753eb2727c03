import type { AuthorMemory, RememberedAuthor } from '../domain/author-memory';
import { rememberAuthors, toUnknownAuthors, withAuthor } from '../domain/author-memory';
import { addUsd } from '../domain/cost';
import type { EventAuthor, XEvent } from '../domain/event';
import { fetchAuthors } from '../x/account';
import type { XClient } from '../x/client';
import { pricesUsd } from '../x/prices';

const idsPerCall = 100;

export interface DescribedEvents {
	events: XEvent[];
	/** What to remember for the next time. */
	memory: AuthorMemory;
	/** Why some authors were not looked up. */
	problem?: string;
}

/**
 * Adds name, handle and followers to the events' authors, from memory where they are known. A look-up that fails holds nothing
 * back: the events say what is missing.
 */
export async function describeAuthors(
	client: XClient,
	events: XEvent[],
	memory: AuthorMemory,
	nowMs: number,
): Promise<DescribedEvents> {
	const unknown = toUnknownAuthors(events.filter(isUndescribed), memory, nowMs);
	const found: EventAuthor[] = [];
	let problem: string | undefined;
	for (let start = 0; start < unknown.length && !problem; start += idsPerCall) {
		try {
			found.push(...(await fetchAuthors(client, unknown.slice(start, start + idsPerCall))));
		} catch (error) {
			problem = error instanceof Error ? error.message : String(error);
		}
	}
	const known: AuthorMemory = { ...memory };
	for (const { id, ...profile } of found) known[id] = { profile, lookedUpAtMs: nowMs };
	const unpaid = new Set(found.map(({ id }) => id));
	return {
		events: events.map((event) => {
			if (!isUndescribed(event)) return event;
			// The first event of an author carries the price of the look-up.
			const priceUsd = unpaid.delete(event.author.id) ? pricesUsd.userRead : 0;
			return describe(event, known[event.author.id], priceUsd, problem);
		}),
		memory: rememberAuthors(memory, found, nowMs),
		...(problem && { problem }),
	};
}

/** Some events bring the profile with them, and of some X does not say who it was. */
const isUndescribed = ({ author }: XEvent) => author.handle === undefined && author.id !== '0';

function describe(
	event: XEvent,
	known: RememberedAuthor | undefined,
	priceUsd: number,
	problem: string | undefined,
): XEvent {
	if (known) return { ...withAuthor(event, known), costUsd: addUsd(event.costUsd, priceUsd) };
	const why = problem ?? 'X does not show the account';
	const missing = [...event.completeness.missing, `The author's name and handle: ${why}.`];
	return { ...event, completeness: { complete: false, missing } };
}
