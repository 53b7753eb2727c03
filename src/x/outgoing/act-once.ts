import type { PolicyFacts } from '../../domain/policy/facts';
import { judge } from '../../domain/policy/judge';
import type { Judgement } from '../../domain/policy/judgement';
import type { OutgoingAction } from '../../domain/policy/outgoing-action';
import { issuePermit } from '../../domain/policy/permit';
import type { Charge } from '../../domain/spend/charge';
import { HttpFailure } from '../../http';
import { toRefusal } from '../refusal';
import { findPosts, findSent, type Found, isPosting, type Look } from './find-sent';
import { sendAction } from './send-action';
import { isDoneAlready, toJudgement } from './refused';

/** Remembers, outside of this process, what was about to be done. */
export interface IntentLog {
	/** Notes the key before anything is sent. `pending`: an attempt began and nobody knows how it ended. */
	begin(key: string): Promise<'new' | 'pending' | 'done'>;
	/** Notes that it is done, for good. */
	finish(key: string): Promise<void>;
	/** Takes the note back: nothing was sent. */
	forget(key: string): Promise<void>;
	/** Takes one of the day's numbered places; undefined when all `limit` are taken. */
	takePlace(utcDay: string, limit: number): Promise<number | undefined>;
}

export interface ActRequest {
	action: OutgoingAction;
	/** The same for every attempt at the same interaction, e.g. `reply 1301573587187331074`. */
	key: string;
	facts: PolicyFacts;
	isDryRun: boolean;
}

export interface ActDependencies extends Omit<Look, 'sinceMs'> {
	intents: IntentLog;
	sleep: (ms: number) => Promise<void>;
	onCharges: (charges: Charge[]) => void;
}

export interface ActResult {
	outcome: 'sent' | 'already sent' | 'would have' | 'needs a person' | 'not allowed';
	judgement: Judgement;
	/**
	 * Posts or messages that are there now, in order; for changes to a post or person, its id. Empty for what is known to be
	 * done without a look on X.
	 */
	ids: string[];
	/** X did not confirm, but it was found there. */
	wasUnconfirmed?: true;
}

/** How long X may take to show what it has taken, in milliseconds. */
const looksAfterMs = [2000, 5000];
const dayMs = 86_400_000;
/** How much X's clock may be behind ours. */
const clockSkewMs = 600_000;

/**
 * Does one outgoing action at most once, however often it is asked for: judges, notes the intent, looks on X where an earlier
 * attempt may have gone through, then sends. Throws `HttpFailure` when it is not known to be done.
 */
export async function actOnce(request: ActRequest, deps: ActDependencies): Promise<ActResult> {
	const { action, facts } = request;
	// What an earlier attempt of our own left must not be taken for a reply that somebody else has given.
	const found = isPosting(action) ? findPosts(action, facts.recentPosts) : undefined;
	if (found && found.ids.length > 0 && !request.isDryRun) {
		const state = await deps.intents.begin(request.key);
		if (state === 'done') return toDone(judge(action, facts), found.ids);
		if (state === 'pending') return await goOn(request, deps, found);
		await deps.intents.forget(request.key);
	}
	const judgement = judge(action, facts);
	if (judgement.verdict !== 'allowed') return toResult(judgement);
	if (request.isDryRun) return { outcome: 'would have', judgement, ids: [] };
	const state = await deps.intents.begin(request.key);
	if (leavesTrace(action) && state === 'done') return toDone(judgement, []);
	if (leavesTrace(action) && state === 'pending') {
		const sinceMs = facts.nowMs - 2 * dayMs;
		return await goOn(request, deps, await lookTwice(request, deps, sinceMs));
	}
	return await send(request, deps, { judgement, sentBefore: [], isFirst: state === 'new' });
}

/** Continues where an earlier attempt ended: at the end, in the middle of a thread, or before it began. */
async function goOn(request: ActRequest, deps: ActDependencies, found: Found): Promise<ActResult> {
	const { action, facts } = request;
	const others = facts.recentPosts.filter(({ id }) => !found.ids.includes(id));
	const judgement = judge(action, { ...facts, recentPosts: others });
	if (found.isComplete) {
		await deps.intents.finish(request.key);
		return toDone(judgement, found.ids);
	}
	if (judgement.verdict !== 'allowed') return { ...toResult(judgement), ids: found.ids };
	return await send(request, deps, { judgement, sentBefore: found.ids, isFirst: false });
}

async function send(
	request: ActRequest,
	deps: ActDependencies,
	beginning: Omit<Attempt, 'triesLeft'>,
): Promise<ActResult> {
	const { action, facts } = request;
	const day = new Date(facts.nowMs).toISOString().slice(0, 10);
	const place = await deps.intents.takePlace(day, facts.dailyLimit);
	if (place === undefined) {
		const full = judge(action, { ...facts, sentToday: facts.dailyLimit });
		if (beginning.isFirst) await deps.intents.forget(request.key);
		return { ...toResult(full), ids: beginning.sentBefore };
	}
	return await attempt(request, deps, { ...beginning, triesLeft: triesOf(action) });
}

interface Attempt {
	judgement: Judgement;
	sentBefore: string[];
	/** No attempt before can have left anything on X: what is refused now can be forgotten. */
	isFirst: boolean;
	triesLeft: number;
}

async function attempt(
	request: ActRequest,
	deps: ActDependencies,
	{ judgement, sentBefore, isFirst, triesLeft }: Attempt,
): Promise<ActResult> {
	const { action } = request;
	const ids = [...sentBefore];
	const failure = await sendAction({
		client: deps.client,
		account: deps.account,
		permit: issuePermit(action, judgement),
		sentBefore,
		isSummoned: isSummoned(request.facts),
		sleep: deps.sleep,
		onSent: (id) => ids.push(id),
		onCharges: deps.onCharges,
	}).then(() => undefined, toFailure);
	if (!failure) {
		await deps.intents.finish(request.key);
		return { outcome: 'sent', judgement, ids };
	}

	const refusal = toRefusal(failure);
	if ('postId' in action && isDoneAlready(action, refusal)) {
		await deps.intents.finish(request.key);
		return toDone(judgement, [action.postId]);
	}
	if (!refusal && !mayHaveGoneThrough(failure)) {
		if (isFirst && ids.length === 0) await deps.intents.forget(request.key);
		throw failure;
	}
	// "Duplicate" can mean that an attempt of our own is there.
	const mayBeThere = !refusal || refusal === 'duplicate text';
	const found = mayBeThere
		? await lookTwice(request, deps, request.facts.nowMs - clockSkewMs)
		: { ids, isComplete: false };
	if (found.isComplete) {
		await deps.intents.finish(request.key);
		return { outcome: 'sent', judgement, ids: found.ids, wasUnconfirmed: true };
	}
	if (isFirst && ids.length === 0 && !mayBeThere) await deps.intents.forget(request.key);
	if (refusal) return { ...toResult(toJudgement(refusal, failure, judgement)), ids };
	if (triesLeft <= 1) throw failure;
	return await attempt(request, deps, {
		judgement,
		// X may not show yet what it has confirmed.
		sentBefore: found.ids.length > ids.length ? found.ids : ids,
		isFirst: false,
		triesLeft: triesLeft - 1,
	});
}

/** Looks for what an earlier attempt left on X; a second time, because X shows it with a delay. */
async function lookTwice(
	request: ActRequest,
	deps: ActDependencies,
	sinceMs: number,
): Promise<Found> {
	const look: Look = { ...deps, sinceMs };
	let found: Found = { ids: [], isComplete: false };
	if (!leavesTrace(request.action)) return found;
	for (const waitMs of looksAfterMs) {
		await deps.sleep(waitMs);
		found = await findSent(request.action, look);
		if (found.isComplete) break;
	}
	return found;
}

const leavesTrace = (action: OutgoingAction) => isPosting(action) || action.kind === 'sendMessage';

/**
 * X refuses the same post twice, and a change can be made twice; a message that X took but does not show yet would come
 * double, so it is left to the next run, which looks first.
 */
const triesOf = (action: OutgoingAction) => (action.kind === 'sendMessage' ? 1 : 2);

const toDone = (judgement: Judgement, ids: string[]): ActResult => ({
	outcome: 'already sent',
	judgement,
	ids,
});

function toResult(judgement: Judgement): ActResult {
	const outcome = judgement.verdict === 'forbidden' ? 'not allowed' : 'needs a person';
	return { outcome, judgement, ids: [] };
}

const isSummoned = ({ post, account }: PolicyFacts) =>
	post !== undefined && post !== 'gone' && post.authorId !== account.id;

const mayHaveGoneThrough = ({ kind }: HttpFailure) =>
	kind === 'unreachable' || kind === 'temporarily-unavailable' || kind === 'malformed';

function toFailure(error: unknown): HttpFailure {
	if (error instanceof HttpFailure) return error;
	throw error;
}
