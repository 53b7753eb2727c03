import type { XEvent } from '../event';
import { compareIds, isId } from '../post-id';

/**
 * The events of several sources, oldest first, each once. Of two with the same id the one that knows more stays: the complete one,
 * then the one that addresses the account more plainly, then that of the earlier list.
 */
export function mergeEvents(lists: XEvent[][]): XEvent[] {
	const byId = new Map<string, XEvent>();
	for (const list of lists) {
		for (const event of list) {
			const known = byId.get(event.id);
			if (!known || toRank(event) > toRank(known)) byId.set(event.id, event);
		}
	}
	return [...byId.values()]
		.map((event) => ({ event, atMs: Date.parse(event.createdAt) || 0 }))
		.sort((a, b) => a.atMs - b.atMs || compareNames(a.event.id, b.event.id))
		.map(({ event }) => event);
}

function toRank({ completeness, mentionsUs, quotesUs, kind }: XEvent): number {
	const address = addresses[mentionsUs] + (quotesUs ? 1 : 0);
	return (completeness.complete ? 100 : 0) + address * 10 + (kind === 'post' ? 0 : 1);
}

const addresses: Record<XEvent['mentionsUs'], number> = { explicit: 4, implicit: 2, none: 0 };

/** Numbers before names. */
function compareNames(a: string, b: string): number {
	if (isId(a) && isId(b)) return compareIds(a, b);
	if (isId(a) !== isId(b)) return isId(a) ? -1 : 1;
	return a < b ? -1 : a > b ? 1 : 0;
}
