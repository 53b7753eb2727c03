import { findHits, type Kill } from './kills';
import type { SayingKind } from './sayings';
import { belongsInCase, type Found, type Problem, type Said } from './truth';

/** What `npm run soak` prints as its last line. */
export interface SoakResult {
	ok: boolean;
	/** Posts that address the account, or name the brand where that is watched. */
	posted: number;
	cases: number;
	/** Posts and messages in no case, or in the wrong one; follows in no history. */
	lost: number;
	/** Conversations in two cases, cases of nobody. */
	doubledCases: number;
	/** Posts answered twice on X. */
	doubledReplies: number;
	kills: number;
	/** Of trouble. */
	minutes: number;
	messages: number;
	follows: number;
	/** Only X's events tell of them, so some stay unnoticed while n8n is down. */
	reposts: number;
	repostsNoted: number;
	doubledEntries: number;
	garbled: number;
	/** Posts that X lets us answer and that nobody answered. */
	unanswered: number;
	/** Posts answered although X does not allow it. */
	unaskedReplies: number;
	/** Interactions the ledger still has open. */
	open: number;
	/** Events with more than one row in the history: written, and n8n killed before it could close them. */
	historyRepeats: number;
	killsThatHit: number;
	crashedRuns: number;
	republished: number;
	/** Whether a kill in the middle of publishing left X without the webhook, so that only the polls brought what came after. */
	webhookLost: boolean;
	troubles: number;
	seed: string;
	desk: string;
	workflow: string;
	latencyPushMs?: Latency;
	latencyPollMs?: Latency;
	settleSeconds: number;
}

/** Milliseconds. */
export interface Latency {
	median: number;
	p95: number;
}

/** What was counted, without how it came about. */
type Counted = Omit<
	SoakResult,
	| 'republished'
	| 'webhookLost'
	| 'troubles'
	| 'seed'
	| 'desk'
	| 'workflow'
	| 'latencyPushMs'
	| 'latencyPollMs'
	| 'settleSeconds'
>;

export function countUp(
	said: Said[],
	problems: Problem[],
	found: Found,
	trial: { kills: Kill[]; crashedRuns: Array<{ startedAt: string }>; minutes: number },
): Counted {
	const count = (what: Problem['what']) => problems.filter((one) => one.what === what).length;
	const ofKind = (kind: SayingKind) => said.filter((one) => one.kind === kind);
	return {
		ok: problems.length === 0 && found.open === 0,
		posted: said.filter(belongsInCase).length - ofKind('message').length,
		cases: found.cases.length,
		lost: count('lost'),
		doubledCases: count('doubled case'),
		doubledReplies: count('doubled answer'),
		kills: trial.kills.length,
		minutes: trial.minutes,
		messages: ofKind('message').length,
		follows: ofKind('follow').length,
		reposts: ofKind('repost').length,
		repostsNoted: ofKind('repost').filter(({ id }) => found.history.has(id)).length,
		doubledEntries: count('doubled entry'),
		garbled: count('garbled'),
		unanswered: count('no answer'),
		unaskedReplies: count('unasked answer'),
		open: found.open,
		historyRepeats: [...found.history.values()].filter((rows) => rows > 1).length,
		killsThatHit: findHits(trial.kills, trial.crashedRuns).length,
		crashedRuns: trial.crashedRuns.length,
	};
}
