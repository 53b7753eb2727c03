import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Desk } from '../desks/desk';
import type { CaseDraft } from '../domain/case';
import { HttpFailure } from '../http';
import { type NodeError, toBatchError, toFailedJson } from './failed-items';
import { toNodeError } from './node-errors';
import { createPatience } from './patience';
import { toWithheld, withoutWords } from './without-words';

/**
 * Puts every item's post, or our answer to it, into its case, one after the other, so that a conversation stays in order. An
 * item that fails does not stop those after it, unless the desk can take no item at all; with *On Error* left at *Stop*, the run
 * fails at the end, naming each. Running it again adds what the desk does not show yet.
 *
 * @param openDesk the desk an item goes to, from the node's parameters
 * @param toDraft what is to be put there; undefined = the item goes on as it is
 */
export async function forwardItems(
	context: IExecuteFunctions,
	openDesk: (itemIndex: number) => Promise<Desk>,
	toDraft: (json: IDataObject) => CaseDraft | undefined,
): Promise<INodeExecutionData[]> {
	const maxWaitMs = 1000 * Number(context.getNodeParameter('options.maxWait', 0, 60));
	const patience = createPatience(maxWaitMs);
	const breaker = createBreaker();
	const failures: NodeError[] = [];
	const outcomes: INodeExecutionData[] = [];
	for (const [index, item] of context.getInputData().entries()) {
		try {
			const draft = toDraft(item.json);
			if (!draft) {
				outcomes.push({ ...item, pairedItem: { item: index } });
				continue;
			}
			breaker.check();
			const desk = await openDesk(index);
			const reference = await patience(async () => await desk.upsertCase(draft)).catch(
				(error: unknown) => {
					throw draft.isPrivate ? withoutWords(error, toWithheld(draft)) : error;
				},
			);
			breaker.note();
			const json = { ...item.json, case: reference as unknown as IDataObject };
			outcomes.push({ ...item, json, pairedItem: { item: index } });
		} catch (error) {
			breaker.note(error);
			const failure = toNodeError(context.getNode(), error, { itemIndex: index });
			failures.push(failure);
			outcomes.push({ json: toFailedJson(context, item, failure), pairedItem: { item: index } });
		}
	}
	if (failures.length > 0 && !context.continueOnFail()) {
		throw toBatchError(context, failures, outcomes.length, {
			what: 'were not forwarded',
			others: (count) =>
				`The other ${count} have reached the desk; running all of them again adds only what the desk does not show yet.`,
		});
	}
	return outcomes;
}

/**
 * Stops asking a desk that can take no item: at once when it refuses the credential or takes no more calls for longer than
 * we may wait, after three in a row that it did not answer. What never got as far as a call says nothing about the desk.
 */
function createBreaker() {
	let open: unknown;
	let silent = 0;
	return {
		check: () => {
			if (open) throw open;
		},
		note: (error?: unknown) => {
			const kind = error instanceof HttpFailure ? error.kind : undefined;
			if (error !== undefined && (kind === undefined || kind === 'misconfigured')) return;
			silent = kind === 'unreachable' ? silent + 1 : 0;
			if (kind === 'credential-invalid' || kind === 'rate-limited' || silent >= 3) open = error;
		},
	};
}
