import type { AuthorMemory, RememberedAuthor } from '../domain/author-memory';
import { rememberAuthors, toUnknownAuthors, withAuthor } from '../domain/author-memory';
import { addUsd } from '../domain/cost';
import { type EventAuthor, unknownAuthorId, type XEvent } from '../domain/event';
import { fetchAuthors } from '../x/account';
import type { XClient } from '../x/client';
import { toReadCharges } from '../x/charges';
import type { Charge } from '../domain/spend/charge';
import { pricesUsd } from '../x/prices';

const idsPerCall = 100;

export interface LookUpRules {
	nowMs: () => number;
	/** No further call is started after this instant, milliseconds since 1970. */
	deadlineMs?: number;
	/** How many may be looked up. */
	affordable?: number;
}

export interface DescribedEvents {
	events: XEvent[];
	/** What to remember for the next time. */
	memory: AuthorMemory;
	charges: Charge[];
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
	rules: LookUpRules,
): Promise<DescribedEvents> {
	const nowMs = rules.nowMs();
	const unknown = toUnknownAuthors(events.filter(isUndescribed), memory, nowMs);
	const { found, problem } = await lookUp(client, unknown, rules);
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
		charges: toReadCharges(
			'userRead',
			'user',
			found.map(({ id }) => id),
		),
		...(problem && { problem }),
	};
}

async function lookUp(
	client: XClient,
	unknown: string[],
	{ nowMs, deadlineMs = Infinity, affordable = Infinity }: LookUpRules,
): Promise<{ found: EventAuthor[]; problem?: string }> {
	const found: EventAuthor[] = [];
	const wanted = unknown.slice(0, affordable);
	for (let start = 0; start < wanted.length; start += idsPerCall) {
		if (nowMs() >= deadlineMs) return { found, problem: 'the time for this poll was used up' };
		try {
			found.push(...(await fetchAuthors(client, wanted.slice(start, start + idsPerCall))));
		} catch (error) {
			return { found, problem: error instanceof Error ? error.message : String(error) };
		}
	}
	if (wanted.length === unknown.length) return { found };
	return { found, problem: "today's budget is used up" };
}

/** Some events bring the profile with them, and of some X does not say who it was. */
const isUndescribed = ({ author }: XEvent) =>
	author.handle === undefined && author.id !== unknownAuthorId;

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
