import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { addUsd } from '../../domain/cost';
import { actOnce } from '../../x/outgoing/act-once';
import { hasBegun } from '../../x/outgoing/find-sent';
import type { OwnPost, PolicyFacts } from '../../domain/policy/facts';
import { judge } from '../../domain/policy/judge';
import type {
	OutgoingAction,
	PublishAction,
	ReplyAction,
} from '../../domain/policy/outgoing-action';
import { HttpFailure } from '../../http';
import { type NodeError, toBatchError, toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';
import { gatherFacts } from './gather-facts';
import { isTool, readGateSettings } from './gate-settings';
import { createIntentLog } from './intent-log';
import type {
	Operation,
	OperationCall,
	OutgoingOperation,
	OutgoingPlan,
	ReadOperation,
} from './operation';
import { outputNames, toOutcome, toOutcomeKey, toOutput } from './outcome';
import { openSession } from './session';

/**
 * Runs one operation for every item, one after the other. An item that fails does not stop those after it, unless X takes no
 * call at all; with *On Error* left at *Stop*, the run fails at the end, naming each.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const session = await openSession(context).catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
	const outputs: INodeExecutionData[][] =
		operation.effect === 'read' ? [[]] : outputNames.map(() => []);
	const failures: NodeError[] = [];
	let closed: unknown;
	for (const [itemIndex, item] of context.getInputData().entries()) {
		const call: OperationCall = { context, itemIndex, item, session };
		try {
			if (closed) throw closed;
			if (operation.effect === 'read') outputs[0].push(...(await read(call, operation)));
			else await act(call, operation, outputs);
		} catch (error) {
			if (isClosing(error)) closed = error;
			const failure = toNodeError(context.getNode(), error, { itemIndex });
			failures.push(failure);
			const json = toFailedJson(context, item, failure);
			outputs[0].push({ json, pairedItem: { item: itemIndex } });
		}
	}
	session.purse.report();
	if (failures.length > 0 && !context.continueOnFail()) {
		throw toBatchError(context, failures, context.getInputData().length, {
			what: operation.effect === 'read' ? 'were not read' : 'were not sent',
			others: (count) =>
				operation.effect === 'read'
					? `The other ${count} were read.`
					: `The other ${count} are done; running all of them again does none of them twice.`,
		});
	}
	// A language model sees what its tool puts on the first output only.
	return isTool(context) ? [outputs.flat()] : outputs;
}

async function read(call: OperationCall, operation: ReadOperation): Promise<INodeExecutionData[]> {
	const skipped = call.session.purse.objection(operation.spending, leastUsd);
	const found = skipped ? [{ skipped }] : await operation.read(call);
	return found.map((json: IDataObject) => ({ json, pairedItem: { item: call.itemIndex } }));
}

async function act(
	call: OperationCall,
	operation: OutgoingOperation,
	outputs: INodeExecutionData[][],
): Promise<void> {
	const { context, session, item, itemIndex } = call;
	const spentBefore = session.purse.runUsd();
	const skipped = session.purse.objection(operation.spending, leastUsd);
	const plan = await operation.plan(call);
	const key = toOutcomeKey(plan.actions[0]);
	const push = (output: number, outcome: IDataObject) =>
		outputs[output].push({
			...item,
			json: { ...item.json, [key]: outcome },
			pairedItem: { item: itemIndex },
		});
	if (skipped)
		return void push(1, { kind: plan.actions[0].kind, outcome: 'skipped', reason: skipped });

	const facts = await gatherFacts(call, plan);
	const action = chooseWording(plan.actions, facts);
	const result = await actOnce(
		{ action, key: plan.key, facts, isDryRun: readGateSettings(call).isDryRun },
		{
			client: session.client,
			account: facts.account,
			readOwnPosts: async (sinceId) => await session.ownPosts({ anew: true, sinceId }),
			intents: createIntentLog(context),
			sleep,
			onCharges: (charges) => session.purse.pay(charges),
		},
	);
	if (result.outcome === 'sent' && 'texts' in action) {
		session.noteOwnPosts(toOwnPosts(action, result.ids));
	}
	const costUsd = addUsd(session.purse.runUsd(), -spentBefore);
	push(toOutput(result), toOutcome(action, facts, result, costUsd));
}

/** What an earlier attempt has begun is finished in its words; else the first wording that the gate lets pass. */
function chooseWording(actions: OutgoingPlan['actions'], facts: PolicyFacts): OutgoingAction {
	return (
		actions.find((action) => hasBegun(action, facts.recentPosts)) ??
		actions.find((action) => judge(action, facts).verdict === 'allowed') ??
		actions[0]
	);
}

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

/** The least that X charges for anything. */
const leastUsd = 0.001;

/** Nothing that follows in this run could get through either. */
const isClosing = (error: unknown) =>
	error instanceof HttpFailure &&
	['credential-invalid', 'quota-exhausted', 'rate-limited'].includes(error.kind);
