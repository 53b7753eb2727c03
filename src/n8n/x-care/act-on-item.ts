import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { addUsd } from '../../domain/cost';
import { maskRepeatedData } from '../../domain/personal-data';
import type { OwnPost, PolicyFacts } from '../../domain/policy/facts';
import { isOwn, toPost } from '../../domain/policy/finding';
import type {
	OutgoingAction,
	PublishAction,
	ReplyAction,
} from '../../domain/policy/outgoing-action';
import { actOnce } from '../../x/outgoing/act-once';
import { gatherFacts } from './gather-facts';
import { isTool, readGateSettings } from './gate-settings';
import { createIntentLog } from './intent-log';
import type { OperationCall, OutgoingOperation } from './operation';
import { toOutcome, toOutcomeKey, toOutput } from './outcome';
import { leastUsd } from './purse';

/** Plans, judges and does one item's outgoing action, and puts the item on the output it leaves by. Throws `HttpFailure`. */
export async function actOnItem(
	call: OperationCall,
	operation: OutgoingOperation,
	outputs: INodeExecutionData[][],
): Promise<void> {
	const { context, session, itemIndex } = call;
	const handedOn = toHandedOn(call);
	const spentBefore = session.purse.runUsd();
	const skipped = session.purse.objection(operation.spending, leastUsd);
	const plan = await operation.plan(call);
	const key = toOutcomeKey(plan.actions[0]);
	const push = (output: number, outcome: IDataObject) =>
		outputs[output].push({
			...handedOn,
			json: { ...handedOn.json, [key]: outcome },
			pairedItem: { item: itemIndex },
		});
	if (skipped)
		return void push(1, { kind: plan.actions[0].kind, outcome: 'skipped', reason: skipped });

	const facts = await gatherFacts(call, plan);
	const [first, ...otherWordings] = plan.actions.map((action) => maskRepeated(action, facts));
	const result = await actOnce(
		{
			action: first,
			otherWordings,
			// A try-out in the sandbox, or on another account, says nothing about this one.
			key: `${session.apiBaseUrl} ${facts.account.id} ${plan.key}`,
			facts,
			isDryRun: readGateSettings(call).isDryRun,
		},
		{
			client: session.client,
			account: facts.account,
			readOwnPosts: async (sinceId) => await session.ownPosts({ anew: true, sinceId }),
			intents: createIntentLog(context),
			sleep,
			onCharges: (charges) => session.purse.pay(charges),
		},
	);
	const { action } = result;
	if (result.outcome === 'sent' && 'texts' in action) {
		session.noteOwnPosts(toOwnPosts(action, result.ids));
	}
	const costUsd = addUsd(session.purse.runUsd(), -spentBefore);
	push(toOutput(result), toOutcome(action, facts, result, costUsd));
}

/** Everybody reads an answer: what it repeats of the phone numbers and the like in the post it answers is masked. */
function maskRepeated(action: OutgoingAction, facts: PolicyFacts): OutgoingAction {
	const post = toPost(facts);
	if (action.kind !== 'reply' || !post || isOwn(post, facts)) return action;
	return { ...action, texts: action.texts.map((text) => maskRepeatedData(text, post.text)) };
}

/** What leaves the node besides the outcome: the item, but for a language model, whom the workflow's item is not for. */
export const toHandedOn = ({
	context,
	item,
}: Pick<OperationCall, 'context' | 'item'>): INodeExecutionData =>
	isTool(context) ? { json: {} } : item;

function toOwnPosts(action: ReplyAction | PublishAction, ids: string[]): OwnPost[] {
	const start = action.kind === 'reply' ? action.toPostId : undefined;
	return ids.map((id, at) => {
		const inReplyToPostId = at === 0 ? start : ids[at - 1];
		return {
			id,
			text: action.texts[at],
			createdAtMs: Date.now(),
			...(inReplyToPostId && { inReplyToPostId }),
		};
	});
}
