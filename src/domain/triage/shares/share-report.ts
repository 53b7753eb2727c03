import type { Category } from '../triage';

export const sharePeriods = ['hour', 'day', 'week'] as const;

export type SharePeriod = (typeof sharePeriods)[number];

export interface SharePost {
	category: Category;
	/** ISO 8601 with its zone. */
	at: string;
}

export interface ShareOptions {
	/** Weeks begin on Monday. */
	period: SharePeriod;
	/** IANA name; periods begin and end by its clock. */
	timezone: string;
	/** ISO 8601 with its zone. */
	now: string;
	/** With fewer posts for us there is no verdict. */
	minimumPosts: number;
	/** How sure an alarm has to be, 0.5 to below 1; 0.999 is at most one false alarm in 1,000 quiet periods. */
	sureness?: number;
}

/** A share of a number of posts, with what it may be in truth (95 %, by Wilson). */
export interface Share {
	count: number;
	/** 0 to 1; 0 where there are no posts. */
	share: number;
	low: number;
	high: number;
}

export interface PeriodShares {
	/** ISO 8601 in the account's zone; `to` is exclusive. */
	period: { from: string; to: string };
	total: number;
	/** All but `not_for_us`; `unsure` posts are among them. */
	forUs: number;
	counts: Record<Category, number>;
	/** Of all posts. */
	shares: Record<Category, Share>;
	/** Complaints among the posts for us; an `unsure` post counts as a post, not as a complaint. */
	negative: Share;
}

export type ShareState =
	| 'too few posts'
	| 'too little past'
	| 'usual'
	| 'more negative than usual'
	| 'fewer than usual';

/** What the negative share of a period with so many posts usually is. */
export interface UsualShare {
	expected: number;
	/** Shares from `low` to `high` are usual. */
	low: number;
	high: number;
	/** How many earlier periods it was read from. */
	periods: number;
	/** Earlier periods that were no more usual themselves, and are therefore left out. */
	leftOut: number;
	/** The same hour of the day or weekday where that makes a difference and was seen often enough. */
	comparedWith: 'all' | 'same hour' | 'same weekday';
}

/** The last complete period; its `negative` share is judged. */
export interface ShareReport extends PeriodShares {
	/** Only where there is a verdict. */
	usual?: UsualShare;
	/** How likely a usual period has so many complaints or more; for `fewer than usual`, so few or fewer. */
	probability?: number;
	state: ShareState;
	/** True only for `more negative than usual`. */
	alarm: boolean;
	/** For ops staff: the figure and what is usual. */
	sentence: string;
	/** What was counted as what, in one sentence. */
	basis: string;
	/** The running period up to now; it is not judged. */
	soFar?: PeriodShares;
	/** Earlier periods with posts, oldest first, at most 60. */
	history: Array<{ from: string; total: number; forUs: number; negative: number; share: number }>;
	/** Posts dated after the running period, counted nowhere. */
	ahead?: number;
}
