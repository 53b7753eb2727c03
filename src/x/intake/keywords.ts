import type { SourceCoverage } from '../../domain/intake/coverage';
import { gapCap, toReadingOrder } from '../../domain/intake/open-gaps';
import { toListUsd } from '../../domain/spend/charge';
import { toPending, toTime } from './keyword-gaps';
import {
	begin,
	toUnsettled,
	type KeywordSettings,
	type KeywordsMemory,
	type Progress,
} from './keyword-progress';
import { countHead, noteEmptyHead, readGap, readHead } from './keyword-reading';
import { smallestPage, toLeft } from './keyword-search';
import type { PollSource, Turn, TurnResult } from './turn';

export type { KeywordSettings, KeywordsMemory } from './keyword-progress';

/**
 * Public posts with the names of brand and products. What is new comes first, newest first, and at most as many as one poll may
 * read; the rest stays a gap that later polls read, so that a spike costs no more than allowed.
 */
export function createKeywordSource(settings: KeywordSettings): PollSource<KeywordsMemory> {
	return async (turn, memory) => {
		const progress = begin(turn, settings, memory);
		const obstacle = toObstacle(turn, progress);
		if (obstacle !== undefined) return skip(turn, progress, obstacle);
		const total = await count(turn, settings, progress);
		if (total === 0) noteEmptyHead(turn, progress);
		else if (turn.nowMs() >= turn.deadlineMs) return skip(turn, progress, outOfTime);
		else await readHead(turn, settings, progress, total);
		for (let tried = 0; tried < gapCap && !progress.hasStopped; tried++) {
			const gap = toReadingOrder(progress.checkpoint.gaps)[0];
			if (!gap || toObstacle(turn, progress) !== undefined) break;
			await readGap(turn, settings, progress, gap);
		}
		return finish(turn, progress, toState(progress));
	};
}

/** Why no post can be read now. */
function toObstacle(turn: Turn, progress: Progress): string | undefined {
	if (toLeft(progress) < smallestPage) {
		return `The budget left for today pays for ${progress.budget} posts and X hands out ${smallestPage} at least; reading goes on when there is more.`;
	}
	return turn.nowMs() < turn.deadlineMs ? undefined : outOfTime;
}

const outOfTime = 'The time for this poll was used up before anything could be read.';

async function count(
	turn: Turn,
	settings: KeywordSettings,
	progress: Progress,
): Promise<number | undefined> {
	if (!settings.countsFirst) return undefined;
	// Counting must not cost the reading.
	if (progress.budget > smallestPage) return await countHead(turn, settings, progress);
	progress.notes.push('Not counted: the budget left for today pays for one small page of posts.');
	return undefined;
}

function skip(turn: Turn, progress: Progress, why: string): TurnResult<KeywordsMemory> {
	progress.notes.push(why);
	return finish(turn, progress, 'skipped');
}

function toState({ checkpoint, lost, hasProvedHead }: Progress): SourceCoverage['state'] {
	return checkpoint.gaps.length + lost.length === 0 && hasProvedHead ? 'complete' : 'partial';
}

function finish(
	turn: Turn,
	progress: Progress,
	state: SourceCoverage['state'],
): TurnResult<KeywordsMemory> {
	const { queryHash, checkpoint, head, charges, waitUntilMs } = progress;
	const events = progress.events.filter(({ id }) => !progress.known.has(id));
	const unsettled = progress.hasProvedHead ? toUnsettled(turn, progress) : progress.unsettled;
	const counted = checkpoint.gaps
		.map(({ aboveId }) => [aboveId, progress.waiting[aboveId]] as const)
		.filter(([, waiting]) => waiting !== undefined);
	const waiting = Object.fromEntries(counted);
	const pending = checkpoint.gaps.map((gap) => toPending(gap, waiting[gap.aboveId]));
	const proved = {
		from: toTime(head.aboveId),
		to: new Date(turn.startedMs).toISOString(),
		aboveId: head.aboveId,
		newestId: checkpoint.newestId,
	};
	return {
		events,
		memory: {
			...{ queryHash, checkpoint },
			...(counted.length > 0 && { waiting }),
			...(unsettled && { unsettled }),
		},
		coverage: {
			source: 'keywords',
			state,
			...(progress.hasProvedHead && { proved }),
			pages: progress.pages,
			found: events.length,
			gaps: [...progress.lost, ...pending],
			unreadable: progress.unreadable,
			notes: progress.notes,
			costUsd: toListUsd(charges),
		},
		charges,
		...(waitUntilMs !== undefined && { waitUntilMs }),
	};
}
