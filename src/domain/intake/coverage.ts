/** What the trigger reads, each with its own checkpoint, interval and share of the budget. */
export const sourceNames = ['mentions', 'keywords', 'messages', 'followers'] as const;

export type SourceName = (typeof sourceNames)[number];

/** What one poll of one source proved. */
export interface SourceCoverage {
	source: SourceName;
	/**
	 * `complete`: everything up to `proved.to` was handed on; `partial`: all but the gaps; `failed`: nothing was read, X could
	 * not be asked; `skipped`: X was not asked, `notes` say why.
	 */
	state: 'complete' | 'partial' | 'failed' | 'skipped';
	/** The stretch this poll proved read, but for the gaps; absent when it proved nothing. */
	proved?: ProvedRange;
	/** Calls to X. */
	pages: number;
	/** Events handed on. */
	found: number;
	gaps: Gap[];
	/** What X sent and could not be read, and why; one sentence each. */
	unreadable: string[];
	/** What a person should know about this poll; one sentence each. */
	notes: string[];
	/** At list price, US dollars. */
	costUsd: number;
}

export interface ProvedRange {
	/** ISO 8601, UTC; both ends. */
	from: string;
	to: string;
	/** Everything above this id … */
	aboveId?: string;
	/** … up to this one, where the source has ids that grow. */
	newestId?: string;
}

/** A stretch of time that was not read. */
export interface Gap {
	/** ISO 8601, UTC; both ends. */
	from: string;
	to: string;
	/** `pending`: a later poll reads it; `lost`: nothing the API offers reaches it, only a person can look. */
	fate: 'pending' | 'lost';
	/** One sentence. */
	reason: string;
}

/** Of a poll that read nothing, and why; one sentence each. */
export const toNothingRead = (
	source: SourceName,
	state: 'failed' | 'skipped',
	notes: string[],
): SourceCoverage => ({
	...{ source, state, pages: 0, found: 0, gaps: [], unreadable: [], notes, costUsd: 0 },
});
