import type { OpenStretch } from '../../domain/intake/open-stretches';
import type { Charge } from '../../domain/spend/charge';
import { fetchMessagePage, type MessageRow } from '../messages';
import { type EarlyStop, readPages } from '../pages';
import type { RateLimit } from '../rate-limit';
import { outOfBudget } from './obstacle';
import type { Turn } from './turn';

/** The first page is small: what is on it is paid for on every UTC day on which it is read. */
const smallestPage = 10;
const largestPage = 100;
/** X takes no more calls than that a quarter of an hour. */
const callsAtMost = 15;

export interface RunRules {
	/** Where an earlier reading was interrupted; absent: from the newest message. */
	from?: OpenStretch;
	/** Messages found new before that this reading has to get past. */
	found: number;
	isNew(id: string): boolean;
	/** Whether these ids prove that there is nothing more to read. */
	isEnough(ids: readonly string[]): boolean;
	/** How many messages may be paid for. */
	affordable: number;
}

export interface MessageRead {
	/** Everything that has an id, newest first, each once. */
	rows: Array<MessageRow & { id: string }>;
	unreadable: string[];
	pages: number;
	charges: Charge[];
	rateLimit: RateLimit;
	isEnd: boolean;
	/** Where X goes on. */
	token?: string;
	stoppedBy?: EarlyStop;
}

/**
 * Reads on until that is enough. No page is larger than what was found new by then, so at most as much is paid for a second
 * time as is new. Throws `HttpFailure` only when nothing was read.
 */
export async function readMessages(turn: Turn, rules: RunRules): Promise<MessageRead> {
	const unreadable: string[] = [];
	const ids: string[] = [];
	let found = 0;
	let isEnd = false;
	let token = rules.from?.token;
	const read = await readPages(
		async (pageToken) => {
			const known = rules.from || pageToken ? rules.found : 0;
			const wanted = Math.min(largestPage, Math.max(smallestPage, found, known));
			const page = await fetchMessagePage(turn.client, {
				account: turn.account,
				size: Math.min(wanted, rules.affordable - ids.length),
				token: pageToken ?? rules.from?.token,
			});
			const items = page.rows.filter(hasId);
			unreadable.push(...page.rows.flatMap((row) => (hasId(row) ? [] : (row.why ?? []))));
			ids.push(...items.map(({ id }) => id));
			found += items.filter(({ id }) => rules.isNew(id)).length;
			isEnd = page.nextToken === undefined;
			token = page.nextToken;
			const { charges, rateLimit } = page;
			const goesOn = token !== undefined && !rules.isEnough(ids);
			return { items, charges, rateLimit, ...(goesOn && { nextToken: token }) };
		},
		{
			pageCap: callsAtMost,
			deadline: { atMs: turn.deadlineMs, nowMs: turn.nowMs },
			mayGoOn: () => (ids.length < rules.affordable ? undefined : outOfBudget),
		},
	);
	const { items: rows, pages, charges, rateLimit, stoppedBy } = read;
	return {
		...{ rows, unreadable, pages, charges, rateLimit, isEnd },
		...(token !== undefined && { token }),
		...(stoppedBy && { stoppedBy }),
	};
}

const hasId = (row: MessageRow): row is MessageRow & { id: string } => row.id !== undefined;
