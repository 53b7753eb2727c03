import type { Ticket } from './answers';
import type { ZammadApi } from './api';
import { isRefused } from './api';
import type { States } from './states';

/** Where a conversation is kept. */
export interface FoundTicket {
	ticket: Ticket;
	/** All that hold its key, those that were merged into another one among them. */
	keyed: Ticket[];
}

/**
 * The one ticket of a conversation: the oldest with its key. Others are what races left behind, and are merged into it; all
 * runs choose the same one. Where all were merged, staff have put the conversation into another ticket: that one.
 */
export async function findTicket(
	api: ZammadApi,
	states: States,
	caseKey: string,
	isLastTry = false,
): Promise<FoundTicket | undefined> {
	const keyed = await api.findTickets(caseKey);
	const merged = await Promise.all(keyed.map(async ({ state }) => await states.isMerged(state)));
	const [oldest, ...younger] = keyed.filter((_, at) => !merged[at]);
	if (!oldest) {
		const ticket = await followMerges(api, states, keyed);
		return ticket && { ticket, keyed };
	}
	let isOutdated = false;
	for (const it of younger) {
		if (it.firstPost === oldest.firstPost) await removeCopy(api, it);
		await api.merge(it.id, oldest).catch((error: unknown) => {
			// Another run may have merged the oldest into one that is older still.
			if (isLastTry || !isRefused(error)) throw error;
			isOutdated = true;
		});
	}
	if (isOutdated) return await findTicket(api, states, caseKey, true);
	return { ticket: oldest, keyed };
}

/** Two runs brought the same first post: the oldest ticket holds it, so the younger one need not bring it along. */
async function removeCopy(api: ZammadApi, { id, firstPost }: Ticket): Promise<void> {
	const ending = `-${firstPost}`;
	const copies = (await api.findArticles(id)).filter(
		({ subject }) => subject.startsWith('X post x-') && subject.endsWith(ending),
	);
	for (const copy of copies) await api.removeArticle(copy.id);
}

/** Goes from merged tickets to what they were merged into. */
async function followMerges(
	api: ZammadApi,
	states: States,
	merged: Ticket[],
): Promise<Ticket | undefined> {
	const seen = new Set<string>();
	const waiting = merged.map(({ id }) => id);
	for (let id = waiting.shift(); id !== undefined && seen.size < 10; id = waiting.shift()) {
		if (seen.has(id)) continue;
		seen.add(id);
		for (const parent of await api.findParents(id)) {
			const ticket = await api.findTicket(parent);
			if (!ticket) continue;
			if (!(await states.isMerged(ticket.state))) return ticket;
			waiting.push(parent);
		}
	}
	return undefined;
}
