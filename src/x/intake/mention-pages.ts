import type { Range } from '../../domain/intake/checkpoint';
import { toReadCharges, toReadItem } from '../charges';
import { fetchMentions } from '../mentions';
import { pricesUsd } from '../prices';
import { fetchSearchPage } from '../search';
import type { RangePage } from './scan-range';
import type { Turn } from './turn';

/** X shows so many of the newest mentions at most, in pages of a hundred at most. */
export const mentionCap = 800;
export const timelinePages = { least: 5, most: 100 };
export const timelinePageCap = mentionCap / timelinePages.most;

/** One page of the account's mentions. An owned read each when the account owns the app. Throws `HttpFailure`. */
export async function fetchTimelinePage(
	turn: Turn,
	range: Range,
	pageSize: number,
	pageToken?: string,
): Promise<RangePage> {
	const { account, client } = turn;
	const item = toReadItem('mentions', turn, account.id);
	const page = await fetchMentions(client, {
		account,
		scan: range,
		pageSize,
		pageToken,
		receivedAt: new Date(turn.startedMs).toISOString(),
		postPriceUsd: pricesUsd[item],
	});
	return { ...page, charges: toReadCharges(item, 'post', page.postIds) };
}

/** One page of the search for what the timeline shows no more. One post read each. Throws `HttpFailure`. */
export async function fetchMentionSearchPage(
	{ account, client, startedMs }: Turn,
	range: Required<Range>,
	pageSize: number,
	pageToken?: string,
): Promise<RangePage> {
	const asked = {
		query: toMentionQuery(account.handle),
		max_results: pageSize,
		next_token: pageToken,
		since_id: range.aboveId,
		until_id: range.belowId,
	};
	const receivedAt = new Date(startedMs).toISOString();
	return await fetchSearchPage(client, asked, { account, receivedAt, areMentions: true });
}

/** What the mentions timeline holds: who names the account, answers it, or quotes it, which X does by a link. */
export function toMentionQuery(handle: string): string {
	const links = ['x.com', 'twitter.com'].map((host) => `url:"${host}/${handle}/status"`);
	return `(@${handle} OR to:${handle} OR ${links.join(' OR ')}) -from:${handle} -is:retweet`;
}
