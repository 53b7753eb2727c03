import type { Pace } from './pace';
import { toLength } from './pace';
import { countQuiets, toTimesAYear } from './quiets';
import { toExpected } from './rhythm';

export const sensitivities = ['low', 'normal', 'high'] as const;

export type Sensitivity = (typeof sensitivities)[number];

/** How often a source that works may be thought silent, times a year. */
export const falseAlarmsAYear: Record<Sensitivity, number> = { low: 1, normal: 4, high: 12 };

export interface Quiet {
	/** When the last event came, milliseconds since 1970; what the pace knows of a later one counts. */
	quietSinceMs: number;
	nowMs: number;
	/** Up to where the source was read completely: what was not read is not quiet. */
	provedToMs: number;
}

export interface SilenceJudgement {
	/** Milliseconds since 1970; both ends of the quiet that is proved. */
	fromMs: number;
	toMs: number;
	/** How many events there usually are in such a time at that time of the week. */
	expected: number;
	/** That a quiet lasts so long or longer; 1 as long as too little is known. */
	probability: number;
	/** How many quiets of this length are to be expected in a year; absent as long as too little is known. */
	timesAYear?: number;
}

/** What the alarm remembers. */
export interface SilenceState {
	/** When the quiet began that an alarm was raised for, milliseconds since 1970. */
	alarmedSinceMs?: number;
}

/** Below about a week of quiets, and fewer than five of them, every quiet may be usual. */
const fewestHours = 150;
const fewestQuiets = 5;

/** X shows posts late now and then. */
const shortestMs = 30 * 60_000;

/** How unusual it is that nothing has come since. */
export function judgeSilence(pace: Pace | undefined, quiet: Quiet): SilenceJudgement {
	const heardMs = pace?.lastEventMs ?? pace?.countedToMs ?? quiet.quietSinceMs;
	const fromMs = Math.max(quiet.quietSinceMs, heardMs);
	const toMs = Math.max(fromMs, Math.min(quiet.provedToMs, quiet.nowMs));
	const expected = pace ? toExpected(pace.rhythm, 'events', fromMs, toMs) : 0;
	if (pace === undefined || !isKnown(pace)) return { fromMs, toMs, expected, probability: 1 };
	const length = toLength(toExpected(pace.rhythm, 'stirs', fromMs, toMs), pace.slowness);
	const timesAYear = toTimesAYear(pace.quiets, length);
	const all = toTimesAYear(pace.quiets, 0);
	return { fromMs, toMs, expected, probability: Math.min(1, timesAYear / all), timesAYear };
}

/** Whether to raise the alarm now: once for each quiet. */
export function watchSilence(
	state: SilenceState | undefined,
	judgement: SilenceJudgement,
	sensitivity: Sensitivity,
): { state: SilenceState; isNew: boolean } {
	const { fromMs } = judgement;
	const alarmedSinceMs = state?.alarmedSinceMs;
	const isKnown = alarmedSinceMs !== undefined && fromMs <= alarmedSinceMs;
	if (isKnown || !isImprobable(judgement, sensitivity))
		return { state: { ...state }, isNew: false };
	return { state: { alarmedSinceMs: fromMs }, isNew: true };
}

function isImprobable({ fromMs, toMs, timesAYear }: SilenceJudgement, sensitivity: Sensitivity) {
	if (timesAYear === undefined || toMs - fromMs < shortestMs) return false;
	return timesAYear < falseAlarmsAYear[sensitivity];
}

function isKnown({ quiets }: Pace): boolean {
	return quiets.hours >= fewestHours && countQuiets(quiets) >= fewestQuiets;
}
