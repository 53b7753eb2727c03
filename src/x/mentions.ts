import type { XEvent } from '../domain/event';
import type { Scan } from '../domain/poll-plan';
import { compareIds, isId, isPointInTime, toIdTime } from '../domain/post-id';
import { HttpFailure } from '../http';
import type { Account } from './account';
import type { XClient } from './client';
import { toMalformed } from './failure';
import { parsePost } from './parse';
import { parseRateLimit, type RateLimit } from './rate-limit';
import { postFields, type RawMedia } from './raw-post';

/** One answer of X's mentions timeline, newest first. */
export interface MentionPage {
	events: XEvent[];
	/** Posts that could not be read as events, and why; the page goes on without them. */
	unreadable: string[];
	newestId?: string;
	oldestId?: string;
	nextToken?: string;
	rateLimit: RateLimit;
}

export interface MentionQuery {
	account: Account;
	scan?: Scan;
	/** 5 to 100. */
	pageSize: number;
	pageToken?: string;
	receivedAt: string;
	/** US dollars X charges for one of these posts. */
	postPriceUsd: number;
}

/** Fetches one page of the posts that mention the account. Throws `HttpFailure`. */
export async function fetchMentions(client: XClient, query: MentionQuery): Promise<MentionPage> {
	const { data: body, headers } = await client.get(
		'users/:id/mentions',
		{
			max_results: query.pageSize,
			pagination_token: query.pageToken,
			...toBounds(query.scan),
			'tweet.fields': postFields,
			// Media objects are not in X's price table; authors and quoted posts are, so they are not asked for.
			expansions: 'attachments.media_keys',
			'media.fields': 'alt_text,media_key,preview_image_url,type,url',
		},
		{ params: { id: query.account.id }, fullResponse: true },
	);
	return {
		...parsePage(body, query),
		rateLimit: parseRateLimit(headers as Record<string, string>),
	};
}

/** X takes either an id or a time as the lower end, and an id we made up from a time is not one of X's. */
function toBounds(scan?: Scan): Record<string, string> {
	if (!scan) return {};
	const lower: Record<string, string> = isPointInTime(scan.aboveId)
		? { start_time: new Date(toIdTime(scan.aboveId)).toISOString().replace(/\.\d+Z$/, 'Z') }
		: { since_id: scan.aboveId };
	return scan.belowId === undefined ? lower : { ...lower, until_id: scan.belowId };
}

interface PageBody {
	data?: unknown;
	includes?: { media?: RawMedia[] };
	meta?: { result_count?: number; next_token?: string };
	errors?: Array<{ title?: string; detail?: string; resource_id?: string }>;
}

function parsePage(value: unknown, query: MentionQuery): Omit<MentionPage, 'rateLimit'> {
	const body = value as PageBody;
	const isPage =
		typeof body === 'object' && body !== null && (Array.isArray(body.data) || body.meta);
	if (!isPage) throw toMalformed(`GET /2/users/${query.account.id}/mentions`, value);
	if (!body.data && body.errors?.length) {
		// A page can fail inside a 200; taking it for empty would pass over its posts.
		const [{ title, detail }] = body.errors;
		throw new HttpFailure(
			'temporarily-unavailable',
			`X could not read the mentions: ${detail ?? title}`,
		);
	}

	const posts = Array.isArray(body.data) ? (body.data as unknown[]) : [];
	const media = new Map((body.includes?.media ?? []).map((item) => [item.media_key, item]));
	const context = {
		account: query.account,
		source: 'poll' as const,
		receivedAt: query.receivedAt,
		costUsd: query.postPriceUsd,
		media,
	};
	const events: XEvent[] = [];
	const unreadable: string[] = [];
	for (const post of posts) {
		try {
			events.push(parsePost(post, context));
		} catch (error) {
			unreadable.push(error instanceof Error ? error.message : String(error));
		}
	}
	const ids = posts
		.map((post) => (post as { id?: unknown } | null)?.id)
		.filter(isId)
		// A post that X delivers a second time may lie outside of what was asked for; it says nothing about the progress.
		.filter((id) => compareIds(id, query.scan?.aboveId ?? '0') > 0)
		.sort(compareIds);
	return {
		events,
		unreadable,
		...(ids.length > 0 && { oldestId: ids[0], newestId: ids.at(-1) }),
		...(body.meta?.next_token && { nextToken: body.meta.next_token }),
	};
}
