import type { Moment } from './power';

/** One time n8n was killed. */
export interface Kill {
	/** All three milliseconds since 1970. */
	atMs: number;
	/** When n8n began to start before that. */
	upSinceMs: number;
	/** The last time n8n had asked X for anything. */
	lastCallMs: number;
	moment: Moment;
}

/** n8n was talking to X, or had just been answered and not written it down. */
const justNowMs = 500;

/** The kills that struck a run, or a poll: which of them can do harm at all. */
export function findHits(kills: Kill[], crashedRuns: Array<{ startedAt: string }>): Kill[] {
	return kills.filter(({ atMs, upSinceMs, lastCallMs }) => {
		if (atMs - lastCallMs < justNowMs) return true;
		return crashedRuns.some(({ startedAt }) => {
			const startedMs = Date.parse(startedAt);
			return startedMs >= upSinceMs && startedMs <= atMs;
		});
	});
}
