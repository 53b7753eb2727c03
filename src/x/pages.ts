import type { Charge } from '../domain/spend/charge';
import { HttpFailure, toHttpFailure } from '../http';
import type { RateLimit } from './rate-limit';

export interface Page<T> {
	items: T[];
	/** Absent on the last page. */
	nextToken?: string;
	charges: Charge[];
	rateLimit: RateLimit;
}

/** When reading ends although X has more. */
export interface PageRules {
	/** Items at most. */
	limit?: number;
	/** Calls at most; 100 unless told. */
	pageCap?: number;
	/** No further page is started after `atMs` (milliseconds since 1970). */
	deadline?: { atMs: number; nowMs: () => number };
	/** Asked before every page with what was spent by then; a sentence stops the reading. */
	mayGoOn?: (spent: Charge[]) => string | undefined;
}

export interface Pages<T> {
	items: T[];
	/** Pages read, each a call. */
	pages: number;
	charges: Charge[];
	/** As of the last page. */
	rateLimit: RateLimit;
	/** Absent when X has no more. */
	stoppedBy?: EarlyStop;
}

export interface EarlyStop {
	reason: 'limit' | 'page cap' | 'circle' | 'rate limit' | 'deadline' | 'budget' | 'failure';
	/** One sentence for ops staff. */
	message: string;
	/** When it can go on, milliseconds since 1970, where X said so. */
	resumesAtMs?: number;
	/** For `failure`. */
	failure?: HttpFailure;
}

/**
 * Reads page after page until X has no more or a rule says stop; what came double is left out. Throws `HttpFailure` only
 * when the first page fails; a later failure ends the reading with what there is.
 *
 * @param fetchPage gets the page's token and how many items are still wanted
 */
export async function readPages<T extends { id: string }>(
	fetchPage: (token: string | undefined, wanted: number) => Promise<Page<T>>,
	rules: PageRules,
): Promise<Pages<T>> {
	const limit = toLimit(rules.limit);
	const read: Pages<T> = { items: [], pages: 0, charges: [], rateLimit: {} };
	const ids = new Set<string>();
	const tokens = new Set<string>();
	let token: string | undefined;
	do {
		const stop = toStop(read, rules);
		if (stop) return { ...read, stoppedBy: stop };
		const page = await fetchPage(token, limit - read.items.length).catch(toHttpFailure);
		if (page instanceof HttpFailure) {
			if (read.pages === 0) throw page;
			return { ...read, stoppedBy: { reason: 'failure', message: page.message, failure: page } };
		}
		const fresh = page.items.filter(({ id }) => !ids.has(id) && ids.add(id));
		read.pages += 1;
		read.items.push(...fresh.slice(0, limit - read.items.length));
		read.charges.push(...page.charges);
		read.rateLimit = page.rateLimit;
		token = page.nextToken;
		if (ids.size > limit || (ids.size === limit && token !== undefined)) {
			return {
				...read,
				stoppedBy: {
					reason: 'limit',
					message: `Reading ended at the limit of ${limit}; X may have more.`,
				},
			};
		}
		if (token === undefined) break;
		// Some tokens come again for ever, and some pages too; an empty page alone says nothing.
		if (tokens.has(token) || (page.items.length > 0 && fresh.length === 0)) {
			return { ...read, stoppedBy: circle };
		}
		tokens.add(token);
	} while (token !== undefined);
	return read;
}

function toStop(
	{ pages, charges, rateLimit }: Pages<unknown>,
	{ deadline, mayGoOn, pageCap = 100 }: PageRules,
): EarlyStop | undefined {
	const objection = mayGoOn?.(charges);
	if (objection !== undefined) return { reason: 'budget', message: objection };
	if (pages === 0) return undefined;
	if (pages >= pageCap) {
		return { reason: 'page cap', message: `Reading ended after ${pageCap} pages.` };
	}
	if (rateLimit.remaining === 0) {
		const message = "X's limit of calls is used up.";
		return { reason: 'rate limit', message, ...toResumption(rateLimit) };
	}
	if (!deadline || deadline.nowMs() < deadline.atMs) return undefined;
	return { reason: 'deadline', message: 'The time for reading was used up.' };
}

const circle: EarlyStop = {
	reason: 'circle',
	message: 'X sent the same page again; what comes after it, if anything, cannot be read now.',
};

const toResumption = ({ resetsAtMs }: RateLimit) =>
	resetsAtMs === undefined ? {} : { resumesAtMs: resetsAtMs };

function toLimit(limit = Infinity): number {
	if (limit >= 1) return Math.floor(limit);
	throw new HttpFailure('misconfigured', `'Limit' is not a number of at least 1: ${limit}`, {
		hint: "Enter a whole number such as 50 in 'Limit', or choose to return all.",
	});
}
