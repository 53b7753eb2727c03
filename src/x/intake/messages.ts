import type { XEvent } from '../../domain/event';
import { type Gap, type SourceCoverage, toNothingRead } from '../../domain/intake/coverage';
import {
	findNewestId,
	type MessagesMemory,
	type MessagesPlan,
	noteMessages,
	planMessages,
	toKnown,
	toOpenGap,
} from '../../domain/intake/messages-memory';
import {
	isPassed,
	noteRun,
	noteStall,
	type OpenStretch,
	toTargets,
} from '../../domain/intake/open-stretches';
import { type Charge, toListUsd } from '../../domain/spend/charge';
import { HttpFailure, toHttpFailure } from '../../http';
import type { EarlyStop } from '../pages';
import { pricesUsd } from '../prices';
import { toMessageEvent } from './message-event';
import { type MessageRead, readMessages } from './message-run';
import { toObstacle } from './obstacle';
import type { PollSource, Turn, TurnResult } from './turn';
import { toWaitUntil } from './wait-until';

export type { MessagesMemory } from '../../domain/intake/messages-memory';

/** What one poll has come to so far. */
interface Progress {
	turn: Turn;
	plan: MessagesPlan;
	memory: MessagesMemory;
	events: Map<string, XEvent>;
	/** Ids seen and not handed on. */
	others: Set<string>;
	unreadable: string[];
	notes: string[];
	pages: number;
	charges: Charge[];
	/** Messages that may still be paid for. */
	affordable: number;
	/** Why nothing more is read in this poll; a sentence. */
	ended?: string;
	waitUntilMs?: number;
}

/**
 * Reads the direct messages to the account, groups too. X cannot be asked for what is new, so a quiet poll reads the ten newest,
 * and one that finds nothing but new ones goes on until one that is known. What has to wait is gone on with by the next poll.
 */
export const pollMessagesSource: PollSource<MessagesMemory> = async (turn, memory) => {
	const plan = planMessages(memory, turn);
	const affordable = turn.affordable(pricesUsd.messageRead);
	const progress: Progress = {
		...{ turn, plan, memory: plan.memory, affordable, pages: 0, charges: [], unreadable: [] },
		...{ events: new Map(), others: new Set(), notes: memory ? [] : [encryptedNote] },
	};
	const obstacle = toObstacle(turn, progress.affordable);
	if (obstacle !== undefined) return skip(obstacle, memory ?? plan.memory, progress.notes);
	await readRun(progress);
	for (const from of [...progress.memory.open].reverse()) {
		progress.ended ??= toObstacle(turn, progress.affordable);
		if (progress.ended !== undefined) break;
		if (from.token !== undefined && progress.memory.open.includes(from)) {
			await goOn(progress, from);
		}
	}
	return finish(progress);
};

const encryptedNote =
	"Encrypted chats are not shown by this interface of X's: only the X Activity Trigger notices them, and nobody but the people in them can read them.";

/** Reads from the newest message, or from where an earlier reading was interrupted. Throws when nothing was read. */
async function readRun(progress: Progress, from?: OpenStretch): Promise<void> {
	const { turn, plan, affordable } = progress;
	const { open } = progress.memory;
	const known = toKnown(progress.memory);
	const targets = toTargets(open, plan.head, from);
	const read = await readMessages(turn, {
		...(from && { from }),
		found: Math.max(...targets.map(({ found = 0 }) => found)),
		isNew: (id) => !known.has(id),
		isEnough: (ids) => targets.every((target) => isPassed(target, ids, known)),
		affordable,
	});
	const ids = read.rows.map(({ id }) => id);
	// An empty answer is no proof: there was something before, and X shows it for days.
	const hasShownMore = known.nextBelow(plan.head.aboveId) !== plan.memory.floorId;
	const isEnd = read.isEnd && (from !== undefined || ids.length > 0 || !hasShownMore);
	take(progress, read, (id) => !known.has(id));
	const run = { ids, isEnd, ...(from && { from }), ...(read.token && { token: read.token }) };
	const left = noteRun(open, plan.head, run, known);
	const isCircle = read.stoppedBy?.reason === 'circle';
	progress.memory = {
		...progress.memory,
		open: isCircle ? left.reduce(toStalled(run.token), left) : left,
	};
}

/** What X leads in circles has to be read in another way. */
const toStalled = (token?: string) => (open: OpenStretch[], it: OpenStretch) =>
	token !== undefined && it.token === token ? noteStall(open, it) : open;

async function goOn(progress: Progress, from: OpenStretch): Promise<void> {
	const failure = await readRun(progress, from).catch(toHttpFailure);
	if (!(failure instanceof HttpFailure)) return;
	progress.pages += 1;
	// X forgets its page tokens in time.
	if (failure.kind === 'refused') {
		progress.memory = { ...progress.memory, open: noteStall(progress.memory.open, from) };
		progress.notes.push(
			`X did not go on where the reading was interrupted; the next poll begins with the newest message again. ${failure.message}`,
		);
		return;
	}
	stop(progress, {}, { reason: 'failure', message: failure.message, failure });
}

function take(
	progress: Progress,
	{ rows, ...read }: MessageRead,
	isNew: (id: string) => boolean,
): void {
	for (const row of rows.filter(({ id }) => isNew(id) && !progress.events.has(id))) {
		const event = toMessageEvent(row, progress.turn);
		if (event) progress.events.set(row.id, event);
		else progress.others.add(row.id);
	}
	progress.pages += read.pages;
	progress.charges.push(...read.charges);
	progress.unreadable.push(...read.unreadable);
	progress.affordable -= rows.length;
	stop(progress, read.rateLimit, read.stoppedBy);
}

function stop(progress: Progress, rateLimit: MessageRead['rateLimit'], stop?: EarlyStop): void {
	const waitUntilMs = toWaitUntil(progress.turn.nowMs(), rateLimit, stop);
	if (waitUntilMs !== undefined) progress.waitUntilMs = waitUntilMs;
	const isUsedUp = rateLimit.remaining === 0 ? "X's limit of calls is used up." : undefined;
	const message = stop?.reason === 'circle' ? undefined : stop?.message;
	const ended = message ?? isUsedUp;
	if (ended !== undefined) progress.ended = ended;
}

function skip(why: string, memory: MessagesMemory, notes: string[]): TurnResult<MessagesMemory> {
	return {
		events: [],
		memory,
		coverage: {
			...toNothingRead('messages', 'skipped', [why, ...notes]),
			gaps: toPending(memory, why),
		},
		charges: [],
	};
}

function finish(progress: Progress): TurnResult<MessagesMemory> {
	const { turn, charges, waitUntilMs } = progress;
	const events = [...progress.events.values()];
	const saw = { handedOn: events.map(({ id }) => id), others: [...progress.others] };
	const memory = noteMessages(progress.memory, saw, turn);
	return {
		events,
		memory,
		coverage: toCoverage(progress, memory),
		charges,
		...(waitUntilMs !== undefined && { waitUntilMs }),
	};
}

function toCoverage(progress: Progress, memory: MessagesMemory): SourceCoverage {
	const { turn, plan, events, pages, unreadable, notes, charges } = progress;
	const gaps = [...plan.lost, ...toPending(memory, progress.ended ?? 'X stopped too early.')];
	const [from, to] = [Math.min(plan.memory.provedToMs, turn.startedMs), turn.startedMs].map((ms) =>
		new Date(ms).toISOString(),
	);
	const newestId = findNewestId(memory, turn.startedMs);
	return {
		source: 'messages',
		state: gaps.length === 0 ? 'complete' : 'partial',
		proved: { from, to, aboveId: plan.head.aboveId, newestId },
		...{ pages, found: events.size, gaps, unreadable, notes },
		costUsd: toListUsd(charges),
	};
}

const toPending = ({ open }: MessagesMemory, why: string): Gap[] =>
	open.map((it) => {
		const what = it.isRepeat
			? 'Handed on shortly before a restart and to be read once more'
			: 'Not read yet; the next poll goes on';
		return toOpenGap(it, 'pending', `${what}: ${why}`);
	});
