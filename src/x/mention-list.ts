import type { XEvent } from '../domain/event';
import type { Charge } from '../domain/spend/charge';
import { type Reader, toReadCharges, toReadItem } from './charges';
import type { XClient } from './client';
import { fetchMentions } from './mentions';
import { type EarlyStop, type PageRules, readPages } from './pages';
import { pricesUsd } from './prices';

export interface MentionListQuery extends Reader, PageRules {
	/** ISO 8601, UTC. */
	receivedAt: string;
	/** Only newer ones than this post. */
	sinceId?: string;
}

export interface MentionList {
	/** Newest first; X shows the newest 800. */
	posts: XEvent[];
	/** X's own objects, by post id. */
	raw: Map<string, unknown>;
	/** Posts that could not be read, and why. */
	unreadable: string[];
	charges: Charge[];
	/** Absent when X has no more. */
	stoppedBy?: EarlyStop;
}

/** The account's mentions as a list. One post read each, an owned read when it owns the app. Throws `HttpFailure`. */
export async function listMentions(client: XClient, query: MentionListQuery): Promise<MentionList> {
	const { account, receivedAt, sinceId } = query;
	const item = toReadItem('mentions', query, account.id);
	const raw = new Map<string, unknown>();
	const unreadable: string[] = [];
	const { items, charges, stoppedBy } = await readPages(async (pageToken, wanted) => {
		const page = await fetchMentions(client, {
			account,
			receivedAt,
			pageToken,
			pageSize: Math.min(100, Math.max(5, wanted)),
			postPriceUsd: pricesUsd[item],
			...(sinceId !== undefined && { scan: { aboveId: sinceId } }),
		});
		for (const [id, post] of page.raw) raw.set(id, post);
		unreadable.push(...page.unreadable);
		return {
			items: page.events,
			...(page.nextToken && { nextToken: page.nextToken }),
			charges: toReadCharges(item, 'post', [...page.raw.keys()]),
			rateLimit: page.rateLimit,
		};
	}, query);
	return { posts: items, raw, unreadable, charges, ...(stoppedBy && { stoppedBy }) };
}
