import type { IExecuteFunctions } from 'n8n-workflow';

import type { Post } from '../../domain/triage/classify';
import { readOpinion } from '../../domain/triage/second-opinion/answer';
import { findModelName, readUsage } from '../../domain/triage/second-opinion/cost';
import type { ModelUsage } from '../../domain/triage/second-opinion/cost';
import { withOpinion, withoutOpinion } from '../../domain/triage/second-opinion/opinion';
import { isAskable, toQuestion } from '../../domain/triage/second-opinion/question';
import { addAsked, showTally, startTally } from '../../domain/triage/second-opinion/tally';
import type { Triage } from '../../domain/triage/triage';
import { showHint } from '../show-hint';
import { isTool } from '../x-care/gate-settings';
import { askModel, checkModelIsConnected, openChatModel } from './chat-model';
import { readModelSettings } from './model-settings';
import type { ModelSettings } from './model-settings';

/** A post that was not sure, and what else a language model needs to know. */
export interface UnsureItem {
	itemIndex: number;
	post: Post;
	/** Handle of the account that was addressed. */
	account?: string;
	triage: Triage;
}

export interface SecondOpinion {
	/**
	 * Asks about the unsure posts among all posts of the run, and shows in a hint what came of it. Each item's triage
	 * afterwards, by item index; never fails, since what goes wrong stands in the triage.
	 */
	ask(unsure: UnsureItem[], posts: number): Promise<Map<number, Triage>>;
}

/** After that many calls in a row without an answer the model is not asked again in this run. */
const mostFailuresInARow = 5;

/** Undefined when nobody is to be asked, as in a tool: n8n connects no model to one. Throws `NodeOperationError`, `InvalidItem`. */
export function openSecondOpinion(context: IExecuteFunctions): SecondOpinion | undefined {
	if (isTool(context) || context.getNodeParameter('askLanguageModel', 0, false) !== true) {
		return undefined;
	}
	checkModelIsConnected(context);
	const settings = readModelSettings(context);
	return { ask: async (unsure, posts) => await askAboutAll(context, settings, unsure, posts) };
}

async function askAboutAll(
	context: IExecuteFunctions,
	settings: ModelSettings,
	unsure: UnsureItem[],
	posts: number,
): Promise<Map<number, Triage>> {
	const { maxCalls, parallelCalls, prices } = settings;
	const askable = unsure.filter(({ post }) => isAskable(post.text));
	const opinions = new Map<number, Triage>();
	const leave = ({ itemIndex, triage }: UnsureItem, problem: string) =>
		opinions.set(itemIndex, withoutOpinion(triage, problem));
	let tally = startTally(posts);
	for (const item of askable.slice(maxCalls)) {
		leave(item, `not asked: at most ${maxCalls} posts are asked about in one run`);
		tally.overLimit++;
	}
	let failuresInARow = 0;
	await inParallel(askable.slice(0, maxCalls), parallelCalls, async (item) => {
		if (failuresInARow >= mostFailuresInARow) {
			leave(item, `not asked: ${failuresInARow} calls in a row had brought no answer`);
			tally.givenUp++;
			return;
		}
		const asked = await askAbout(context, settings, item);
		failuresInARow = asked.usage ? 0 : failuresInARow + 1;
		tally = addAsked(tally, asked);
		opinions.set(item.itemIndex, asked.triage);
	});
	const message = showTally(tally, maxCalls, prices);
	if (message) {
		const isComplete = tally.asked === tally.answered && tally.overLimit === 0;
		showHint(context, message, isComplete ? 'info' : 'warning');
	}
	return opinions;
}

/** @returns no `usage` when no answer came at all */
async function askAbout(
	context: IExecuteFunctions,
	{ timeoutMs, prices }: ModelSettings,
	{ itemIndex, post, account, triage }: UnsureItem,
): Promise<{ triage: Triage; usage?: ModelUsage; problem?: string }> {
	const question = toQuestion({ text: post.text, account, isReply: post.isReply });
	try {
		const model = await openChatModel(context, itemIndex);
		const cancelled = context.getExecutionCancelSignal();
		const answer = await askModel(model, question, { timeoutMs, cancelled });
		const usage = readUsage(answer, question.system + question.human);
		const opinion = readOpinion(answer);
		if ('problem' in opinion) {
			const { problem } = opinion;
			return { triage: withoutOpinion(triage, problem), usage, problem };
		}
		if (post.isReply && opinion.category === 'not_for_us') {
			const problem = 'a reply inside a conversation is never put aside as not for us';
			return { triage: withoutOpinion(triage, problem), usage, problem };
		}
		const source = { model: findModelName(answer, model), usage, prices };
		return { triage: withOpinion(triage, opinion.category, source), usage };
	} catch (error) {
		const problem = `the language model gave no answer: ${toReason(error)}`;
		return { triage: withoutOpinion(triage, problem), problem };
	}
}

/** As many at a time as `width`, begun in the order they came. */
async function inParallel<T>(jobs: T[], width: number, run: (job: T) => Promise<void>) {
	const queue = jobs.values();
	const work = async () => {
		for (const job of queue) await run(job);
	};
	await Promise.all(Array.from({ length: width }, work));
}

/** One line; what comes from a model's API may be a page. */
function toReason(error: unknown): string {
	const { message, description } = Object(error) as { message?: unknown; description?: unknown };
	const words = [message, description].filter((it) => typeof it === 'string' && it !== '');
	const reason = words.length > 0 ? words.join(': ') : String(error);
	return reason.replace(/\s+/g, ' ').trim().slice(0, 200);
}
