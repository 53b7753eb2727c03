import type { CaseDraft } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import type { Ticket } from './answers';
import type { FreshdeskApi } from './api';
import { toExternalId } from './contact';

/** How long a ticket may be missing in the search index; until then it must stand in the list of the newest. */
const indexLagMs = 15 * 60_000;
/** How long the run that made a ticket has to merge it into the one that won, before others do. */
const settlingMs = 2 * 60_000;
const mostPages = 10;

export interface FoundCase {
	/** Oldest first: the first is the case. */
	tickets: Ticket[];
	/** What else holds the conversation, and for so long that the run which made it must have ended. */
	leftBehind: Ticket[];
}

/**
 * The tickets that may hold the conversation. No look-up of Freshdesk's shows all tickets of a key at once, so up to three are
 * asked, surest and cheapest first: the requester's own list (follow-ups come from there mostly, however old the case is), the
 * newest tickets of all, and for older ones the search index, which is minutes behind.
 */
export async function findCase(api: FreshdeskApi, draft: CaseDraft): Promise<FoundCase> {
	const { caseKey, contact, isFollowUp } = draft;
	if (isFollowUp && contact.xUserId !== unknownAuthorId) {
		const { tickets, nowMs } = await api.findTicketsOf(toExternalId(contact));
		const own = toFound(tickets, caseKey, nowMs);
		if (own) return own;
	}
	return await findOfAll(api, caseKey);
}

/** The same, whoever the requesters are. */
export async function findOfAll(api: FreshdeskApi, caseKey: string): Promise<FoundCase> {
	const { tickets, nowMs } = await findNewest(api);
	const newest = toFound(tickets, caseKey, nowMs);
	if (newest) return newest;
	// The query language knows no way to write a quote; no key of ours has one.
	if (/["'\\]/.test(caseKey)) return nothing;
	const indexed = await api.searchByKey(caseKey);
	return toFound(indexed, caseKey, nowMs) ?? nothing;
}

const nothing: FoundCase = { tickets: [], leftBehind: [] };

/** Those among the newest tickets that hold the key, oldest first: seen as soon as they are stored. */
export async function findFresh(api: FreshdeskApi, caseKey: string): Promise<Ticket[]> {
	return toHolders((await findNewest(api)).tickets, caseKey);
}

/** At least a hundred, and all that the index may not show yet. */
async function findNewest(api: FreshdeskApi): Promise<{ tickets: Ticket[]; nowMs?: number }> {
	const tickets: Ticket[] = [];
	for (let page = 1; ; page++) {
		const found = await api.fetchTicketPage({
			...{ order_by: 'created_at', order_type: 'desc' },
			page: page > 1 ? page : undefined,
		});
		tickets.push(...found.tickets);
		const { nowMs } = found;
		const oldestMs = tickets.at(-1)?.createdAtMs ?? 0;
		const isEnough = nowMs === undefined || oldestMs < nowMs - indexLagMs;
		if (found.isLast || isEnough || page === mostPages) return { tickets, nowMs };
	}
}

function toFound(tickets: Ticket[], caseKey: string, nowMs?: number): FoundCase | undefined {
	const holders = toHolders(tickets, caseKey);
	if (holders.length === 0) return undefined;
	const isSettled = ({ createdAtMs }: Ticket) =>
		nowMs !== undefined && createdAtMs < nowMs - settlingMs;
	return { tickets: holders, leftBehind: holders.slice(1).filter(isSettled) };
}

function toHolders(tickets: Ticket[], caseKey: string): Ticket[] {
	const byId = new Map(
		tickets.filter((it) => it.caseKey === caseKey && !it.isGone).map((it) => [it.id, it]),
	);
	return [...byId.values()].sort((one, other) => one.id - other.id);
}
