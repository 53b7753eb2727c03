import type {
	AccountFacts,
	Asked,
	NotAsked,
	OwnedReadsMeasurement,
} from '../domain/check-up/facts';
import { addUsd } from '../domain/cost';
import type { Charge } from '../domain/spend/charge';
import { parseBalance, parsePostIds } from './check-up-answers';
import type { Ask } from './check-up-calls';
import { toReadCharges } from './charges';
import type { XClient } from './client';
import { pricesUsd } from './prices';

export interface BalanceQuestion {
	ask: Ask;
	/** Of the account. */
	client: XClient;
	account: AccountFacts;
	ownsApp: boolean;
	nowMs: number;
	/** Posts known to have been read today: X bills those no second time. */
	wasReadToday: (postId: string) => boolean;
}

export interface BalanceFacts {
	credits: Asked<number>;
	ownedReads: Asked<OwnedReadsMeasurement>;
	charges: Charge[];
}

/** The fewest posts X hands out at once. */
const postsRead = 5;
/** Workflows look back two days at most, so older posts were hardly read today. */
const untouchedAfterMs = 3 * 24 * 3_600_000;

/**
 * The balance, by the first credential that sees it: X's documents name the app-only one, some have seen it answer 404.
 *
 * @param otherwise why nobody was asked, where there is no credential
 */
export async function askBalance(
	ask: Ask,
	clients: readonly XClient[],
	otherwise: NotAsked,
): Promise<Balance> {
	let failed: Asked<number> = otherwise;
	for (const client of clients) {
		const asked = await ask(client, 'credits', {}, parseBalance);
		if ('answer' in asked) return { asked, seenBy: client };
		failed = asked;
	}
	return { asked: failed };
}

export interface Balance {
	asked: Asked<number>;
	seenBy?: XClient;
}

/** Looks at the balance once more after some own posts were read: the difference is what they cost. */
export async function measureOwnedReads(
	{ asked: before, seenBy }: Balance,
	question: BalanceQuestion,
): Promise<BalanceFacts> {
	const { ask, client, account, nowMs } = question;
	if (!('answer' in before) || !seenBy) return unmeasured(before, 'X does not show the balance');
	if (before.answer <= 0) return unmeasured(before, 'there are no credits left');
	const posts = await ask(
		client,
		'userPosts',
		{
			path: { id: account.id },
			query: {
				max_results: postsRead,
				end_time: new Date(nowMs - untouchedAfterMs).toISOString().replace(/\.\d+Z$/, 'Z'),
			},
		},
		parsePostIds,
	);
	if (!('answer' in posts)) return { credits: before, ownedReads: posts, charges: [] };
	const fresh = posts.answer.filter((id) => !question.wasReadToday(id));
	const assumed = toReadCharges(question.ownsApp ? 'ownedRead' : 'postRead', 'post', posts.answer);
	if (fresh.length === 0) {
		const why = 'the account has no posts older than three days that were not read today';
		return { ...unmeasured(before, why), charges: assumed };
	}
	const after = await ask(seenBy, 'credits', {}, parseBalance);
	if (!('answer' in after)) return { credits: before, ownedReads: after, charges: assumed };
	const measurement = {
		posts: fresh.length,
		fellByUsd: addUsd(before.answer, -after.answer),
		ownedUsd: addUsd(fresh.length * pricesUsd.ownedRead),
		fullUsd: addUsd(fresh.length * pricesUsd.postRead),
	};
	return { credits: after, ownedReads: { answer: measurement }, charges: assumed };
}

export const unmeasured = (credits: Asked<number>, notAsked: string): BalanceFacts => ({
	credits,
	ownedReads: { notAsked } satisfies NotAsked,
	charges: [],
});
