import type { OwnPost, PolicyFacts } from '../../domain/policy/facts';
import { judge } from '../../domain/policy/judge';
import type { Judgement } from '../../domain/policy/judgement';
import type { OutgoingAction } from '../../domain/policy/outgoing-action';
import { issuePermit } from '../../domain/policy/permit';
import { HttpFailure, toHttpFailure } from '../../http';
import { toRefusal } from '../refusal';
import {
	type FindOptions,
	findPosts,
	findSent,
	type Found,
	isPosting,
	type Look,
	readPosts,
} from './find-sent';
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
	/** The same in other words, for when the first were used a short time ago. */
	otherWordings?: OutgoingAction[];
	/** The same for every attempt at the same interaction, e.g. `reply 1301573587187331074`. */
	key: string;
	facts: PolicyFacts;
	isDryRun: boolean;
}

export interface ActDependencies extends Omit<Look, keyof FindOptions> {
	intents: IntentLog;
	sleep: (ms: number) => Promise<void>;
}

export interface ActResult {
	/** In the words that were taken. */
	action: OutgoingAction;
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
	const { facts, isDryRun } = request;
	// What an earlier attempt of our own left must not be taken for a reply that somebody else has given.
	const begun = isDryRun ? undefined : findBegun(request, facts.recentPosts);
	if (begun) {
		const state = await deps.intents.begin(request.key);
		const { action, found } = begun;
		if (state === 'done') return toDone(action, judge(action, facts), found.ids);
		if (state === 'pending') return await goOn({ ...request, action }, deps, found);
		await deps.intents.forget(request.key);
	}
	const action = chooseWording(request);
	const judgement = judge(action, facts);
	if (judgement.verdict !== 'allowed') return toResult(action, judgement);
	if (isDryRun) return { action, outcome: 'would have', judgement, ids: [] };
	const state = await deps.intents.begin(request.key);
	if (leavesTrace(action) && state === 'done') return toDone(action, judgement, []);
	if (leavesTrace(action) && state === 'pending') {
		const sinceMs = facts.nowMs - 2 * dayMs;
		const looked = await lookTwice({ ...request, action }, deps, { sinceMs });
		return await goOn({ ...request, action: looked.action }, deps, looked.found);
	}
	const beginning = { judgement, sentBefore: [], isFirst: state === 'new' };
	return await send({ ...request, action }, deps, beginning);
}

const toWordings = ({ action, otherWordings = [] }: ActRequest) => [action, ...otherWordings];

/** The first wording that the gate lets pass. */
const chooseWording = (request: ActRequest) =>
	toWordings(request).find((action) => judge(action, request.facts).verdict === 'allowed') ??
	request.action;

/** The wording of which something is there, and what. */
function findBegun(request: ActRequest, ownPosts: OwnPost[], options: FindOptions = {}) {
	const isOwnThread = isInOwnThread(request.facts);
	return toWordings(request)
		.filter(isPosting)
		.map((action) => ({ action, found: findPosts(action, ownPosts, { ...options, isOwnThread }) }))
		.sort((a, b) => b.found.ids.length - a.found.ids.length)
		.find(({ found }) => found.ids.length > 0);
}

/** Continues where an earlier attempt ended: at the end, in the middle of a thread, or before it began. */
async function goOn(request: ActRequest, deps: ActDependencies, found: Found): Promise<ActResult> {
	const { action, facts } = request;
	const others = facts.recentPosts.filter(({ id }) => !found.ids.includes(id));
	const judgement = judge(action, { ...facts, recentPosts: others });
	if (found.isComplete) {
		await finish(request, deps);
		return toDone(action, judgement, found.ids);
	}
	if (judgement.verdict !== 'allowed') return { ...toResult(action, judgement), ids: found.ids };
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
		return { ...toResult(action, full), ids: beginning.sentBefore };
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
	}).then(() => undefined, toHttpFailure);
	if (!failure) {
		await finish(request, deps);
		return { action, outcome: 'sent', judgement, ids };
	}

	const refusal = toRefusal(failure);
	if ('postId' in action && isDoneAlready(action, refusal)) {
		await finish(request, deps);
		return toDone(action, judgement, [action.postId]);
	}
	if (!refusal && !mayHaveGoneThrough(failure)) {
		if (isFirst && ids.length === 0) await deps.intents.forget(request.key);
		throw failure;
	}
	// "Duplicate" can mean that an attempt of our own is there.
	const mayBeThere = !refusal || refusal === 'duplicate text';
	const since = { sinceMs: request.facts.nowMs - clockSkewMs, countsWordless: true };
	const { found } = mayBeThere
		? await lookTwice({ ...request, otherWordings: [] }, deps, since)
		: { found: { ids, isComplete: false } };
	if (found.isComplete) {
		await finish(request, deps);
		return { action, outcome: 'sent', judgement, ids: found.ids, wasUnconfirmed: true };
	}
	if (isFirst && ids.length === 0 && !mayBeThere) await deps.intents.forget(request.key);
	if (refusal) return { ...toResult(action, toJudgement(refusal, failure, judgement)), ids };
	if (triesLeft <= 1) throw failure;
	return await attempt(request, deps, {
		judgement,
		// X may not show yet what it has confirmed.
		sentBefore: found.ids.length > ids.length ? found.ids : ids,
		isFirst: false,
		triesLeft: triesLeft - 1,
	});
}

/** Looks for what an earlier attempt left on X, in any of the wordings; a second time, because X shows it with a delay. */
async function lookTwice(
	request: ActRequest,
	deps: ActDependencies,
	options: FindOptions,
): Promise<{ action: OutgoingAction; found: Found }> {
	const { action } = request;
	let looked = { action, found: nothingFound };
	if (!leavesTrace(action)) return looked;
	for (const waitMs of looksAfterMs) {
		await deps.sleep(waitMs);
		looked = await look(request, deps, options);
		if (looked.found.isComplete) break;
	}
	return looked;
}

async function look(
	request: ActRequest,
	deps: ActDependencies,
	options: FindOptions,
): Promise<{ action: OutgoingAction; found: Found }> {
	const { action } = request;
	if (!isPosting(action)) return { action, found: await findSent(action, { ...deps, ...options }) };
	const ownPosts = await readPosts(action, deps);
	return findBegun(request, ownPosts, options) ?? { action, found: nothingFound };
}

const nothingFound: Found = { ids: [], isComplete: false };

/** It is done, whether or not that can be noted: without the note, the next run looks on X. */
async function finish({ key }: ActRequest, { intents }: ActDependencies): Promise<void> {
	await intents
		.finish(key)
		.catch(async () => await intents.finish(key))
		.catch(() => undefined);
}

const leavesTrace = (action: OutgoingAction) => isPosting(action) || action.kind === 'sendMessage';

/**
 * X refuses the same post twice, and a change can be made twice; a message that X took but does not show yet would come
 * double, so it is left to the next run, which looks first.
 */
const triesOf = (action: OutgoingAction) => (action.kind === 'sendMessage' ? 1 : 2);

const toDone = (action: OutgoingAction, judgement: Judgement, ids: string[]): ActResult => ({
	action,
	outcome: 'already sent',
	judgement,
	ids,
});

function toResult(action: OutgoingAction, judgement: Judgement): ActResult {
	const outcome = judgement.verdict === 'forbidden' ? 'not allowed' : 'needs a person';
	return { action, outcome, judgement, ids: [] };
}

const isInOwnThread = ({ post, account }: PolicyFacts) =>
	post !== undefined && post !== 'gone' && post.authorId === account.id;

const isSummoned = ({ post, account }: PolicyFacts) =>
	post !== undefined && post !== 'gone' && post.authorId !== account.id;

const mayHaveGoneThrough = ({ kind }: HttpFailure) =>
	kind === 'unreachable' || kind === 'temporarily-unavailable' || kind === 'malformed';
