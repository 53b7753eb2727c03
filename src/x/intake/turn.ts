import type { SourceCoverage } from '../../domain/intake/coverage';
import type { XEvent } from '../../domain/event';
import type { Charge } from '../../domain/spend/charge';
import type { Account } from '../account';
import type { XClient } from '../client';

/** What one poll of one source gets. */
export interface Turn {
	client: XClient;
	/** The developer app's own access, where a credential for it is chosen. */
	appClient?: XClient;
	account: Account;
	nowMs: () => number;
	/** When the poll began, milliseconds since 1970. */
	startedMs: number;
	/** No further call is started after this instant, milliseconds since 1970. */
	deadlineMs: number;
	/** A crash may have swallowed what was handed on last: what is younger than `rewindMs` is handed on once more. */
	isFirstSinceStart: boolean;
	rewindMs: number;
	/** When watching began, milliseconds since 1970; counts until something was read. */
	watchingSinceMs: number;
	/** The account owns the developer app, so its own timelines cost a fifth. */
	ownsApp: boolean;
	/** How many things at that price this source may still buy today: `Infinity` without a budget, else whole, 0 or more. */
	affordable(unitUsd: number): number;
}

/** What came of it. Nothing is remembered as read that was not. */
export interface TurnResult<Memory> {
	/** In any order; each once. */
	events: XEvent[];
	/** What to remember: small and plain JSON. */
	memory: Memory;
	coverage: SourceCoverage;
	charges: Charge[];
	/** Earliest next call of this source, milliseconds since 1970, where X said so. */
	waitUntilMs?: number;
}

/** Reads what is new. Throws `HttpFailure` only when nothing was read; the memory then stays what it was. */
export type PollSource<Memory> = (
	turn: Turn,
	memory: Memory | undefined,
) => Promise<TurnResult<Memory>>;
