import { toJsonBytes } from '../../domain/author-memory';
import type { XEvent } from '../../domain/event';
import type { SourceCoverage, SourceName } from '../../domain/intake/coverage';
import { toCoverageEvent, toGapEvent, toSilenceEvent } from '../../domain/intake/notices';
import { learnPace, type Pace, skipPace } from '../../domain/intake/pace';
import { judgeSilence, watchSilence } from '../../domain/intake/silence';
import type { Account } from '../../x/account';
import type { IntakeMemory, SourceMemory } from './intake-memory';
import type { IntakeSettings } from './settings';

export interface WatchedReading {
	source: SourceName;
	memory: SourceMemory;
	events: XEvent[];
	coverage: SourceCoverage;
	/** What keywords are searched with. */
	query?: string;
	/** Nothing was remembered of this source before, and now there is. */
	isFirst: boolean;
}

interface At {
	settings: IntakeSettings;
	account: Account;
	startedMs: number;
	/** The first poll since n8n was started: a crash may have swallowed the last notices. */
	isFirst: boolean;
}

/** What a person should know about the watch itself: stretches that were lost, improbable quiet, and on request what was proved. */
export function toNotices(
	readings: WatchedReading[],
	memory: IntakeMemory,
	at: At,
): { events: XEvent[]; memory: Pick<IntakeMemory, 'sources' | 'notices'> } {
	const again = at.isFirst && isRecent(memory.notices, at) ? memory.notices!.events : [];
	const watched = readings.map((reading) => watch(reading, at));
	const sources = Object.fromEntries(watched.map(({ source, memory: it }) => [source, it]));
	const fresh = watched.flatMap(({ events }) => events);
	const notices = fresh.length > 0 ? { atMs: at.startedMs, events: toFew(fresh) } : undefined;
	const coverage = toCoverageEvent(
		readings.map((reading) => reading.coverage),
		{ account: at.account, atMs: at.startedMs },
	);
	const isHandedOn = at.settings.handsOnCoverage || readings.some(isBaseline);
	return {
		events: [...again, ...fresh, ...(isHandedOn ? [coverage] : [])],
		memory: {
			sources: { ...memory.sources, ...sources },
			...(notices && { notices }),
		},
	};
}

function watch(reading: WatchedReading, at: At) {
	const { source, events, coverage, query } = reading;
	const { account, startedMs, settings } = at;
	const of = { account, atMs: startedMs, ...(query !== undefined && { query }) };
	const lost = coverage.gaps.filter(({ fate }) => fate === 'lost');
	const notices = lost.map((gap) => toGapEvent(source, gap, of));
	const { proved } = coverage;
	const memory = { ...reading.memory, pace: learn(reading) };
	// Only what was read without a gap is quiet.
	if (!proved || !isWhole(coverage) || settings.sensitivity === undefined) {
		return { source, memory, events: notices };
	}
	const provedToMs = Date.parse(proved.to);
	const quiet = { quietSinceMs: memory.watchingSinceMs, nowMs: startedMs, provedToMs };
	const judgement = judgeSilence(memory.pace, quiet);
	const { state, isNew } = watchSilence(memory.silence, judgement, settings.sensitivity);
	const silence = isNew && events.length === 0 ? [toSilenceEvent(source, judgement, of)] : [];
	return { source, memory: { ...memory, silence: state }, events: [...notices, ...silence] };
}

/** What was read in part says nothing about how much is usual. */
function learn({ memory: { pace }, events, coverage }: WatchedReading): Pace | undefined {
	const { proved } = coverage;
	if (proved && isWhole(coverage)) {
		return learnPace(pace, {
			fromMs: Date.parse(proved.from),
			toMs: Date.parse(proved.to),
			timesMs: events.map(({ createdAt }) => Date.parse(createdAt)),
		});
	}
	const newestMs = Math.max(...events.map(({ createdAt }) => Date.parse(createdAt)));
	return events.length === 0 ? pace : skipPace(pace, proved ? Date.parse(proved.to) : newestMs);
}

/**
 * Whom the first reading of the followers takes as known has to be stored, or who follows from then on could be taken as known by
 * the next first reading; and n8n stores what a poll remembers when it hands something on.
 */
const isBaseline = ({ source, isFirst }: WatchedReading) => source === 'followers' && isFirst;

const isWhole = ({ state, gaps }: SourceCoverage) => state === 'complete' && gaps.length === 0;

/** Of a longer stop nobody knows what was told before it; but old news with every start is no news. */
const isRecent = (notices: IntakeMemory['notices'], { settings, startedMs }: At) =>
	notices !== undefined && startedMs - notices.atMs <= settings.rewindMs + dayMs;

const dayMs = 86_400_000;
const noticeBytes = 8 * 1024;

/** The last ones, as many as there is room for: a notice of keywords links to a search for all of them. */
function toFew(notices: XEvent[]): XEvent[] {
	let room = noticeBytes;
	const newestFirst = [...notices].reverse();
	const full = newestFirst.findIndex((notice) => (room -= toJsonBytes(notice)) < 0);
	return newestFirst.slice(0, full === -1 ? undefined : full).reverse();
}
