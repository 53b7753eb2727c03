import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import type { Question } from '../../domain/triage/second-opinion/question';

/** As much of a LangChain chat model as we use: n8n's model nodes hand one over. */
export interface ChatModel {
	invoke(
		messages: Array<['system' | 'human', string]>,
		options?: { signal?: AbortSignal },
	): Promise<unknown>;
}

/** Without a model there is nobody to ask, and that had better be known before the first unsure post. Throws `NodeOperationError`. */
export function checkModelIsConnected(context: IExecuteFunctions): void {
	const connected = context.getParentNodes(context.getNode().name, {
		connectionType: NodeConnectionTypes.AiLanguageModel,
		depth: 1,
	});
	if (connected.some(({ disabled }) => !disabled)) return;
	throw new NodeOperationError(context.getNode(), 'No language model is connected', {
		description:
			"Connect a chat model to 'Language Model' below the node, or switch 'Ask a Language Model When Unsure' off.",
	});
}

/** The connected model, set up for this item. */
export async function openChatModel(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<ChatModel> {
	const model: unknown = await context.getInputConnectionData(
		NodeConnectionTypes.AiLanguageModel,
		itemIndex,
	);
	if (isChatModel(model)) return model;
	throw new NodeOperationError(
		context.getNode(),
		'what is connected as a language model is none that can be asked',
		{ itemIndex },
	);
}

/** Asks and waits for the answer, but no longer than `timeoutMs`, and not beyond the end of the run. */
export async function askModel(
	model: ChatModel,
	{ system, human }: Question,
	{ timeoutMs, cancelled }: { timeoutMs: number; cancelled?: AbortSignal },
): Promise<unknown> {
	const timeout = AbortSignal.timeout(timeoutMs);
	const signal = cancelled ? AbortSignal.any([timeout, cancelled]) : timeout;
	const answer = model.invoke(
		[
			['system', system],
			['human', human],
		],
		{ signal },
	);
	return await new Promise((resolve, reject) => {
		const giveUp = () => {
			const isLate = timeout.aborted;
			const problem = isLate ? `nothing came within ${timeoutMs / 1000} s` : 'the run was stopped';
			reject(new Error(problem));
		};
		if (signal.aborted) giveUp();
		signal.addEventListener('abort', giveUp, { once: true });
		answer.then(resolve, (error: unknown) => (signal.aborted ? giveUp() : reject(error as Error)));
	});
}

const isChatModel = (value: unknown): value is ChatModel =>
	typeof value === 'object' &&
	value !== null &&
	'invoke' in value &&
	typeof value.invoke === 'function';
