import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { toNodeError } from './node-errors';

export type NodeError = ReturnType<typeof toNodeError>;

/**
 * What a failed item hands on. With `error` on the item itself, n8n would drop everything else in it. The error output takes
 * items that hold nothing but an error, and puts their input back in.
 */
export function toFailedJson(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	{ message, description }: NodeError,
): IDataObject {
	const facts = { error: message, details: description };
	return context.getNode().onError === 'continueErrorOutput' ? facts : { ...item.json, ...facts };
}

/**
 * One error for a run in which some items failed, naming each.
 *
 * @param what e.g. `were not forwarded`
 * @param others what became of the rest, and what running all of them again does
 */
export function toBatchError(
	context: IExecuteFunctions,
	failures: NodeError[],
	total: number,
	{ what, others }: { what: string; others: (count: number) => string },
): NodeError {
	if (total === 1) return failures[0];
	const [first] = failures;
	const names = failures.map(
		({ context: { itemIndex }, message }) => `[item ${itemIndex}] ${message}`,
	);
	const shown = names.slice(0, 5).join('; ');
	const more = names.length > 5 ? `; and ${names.length - 5} more` : '';
	return new NodeOperationError(
		context.getNode(),
		`${failures.length} of ${total} items ${what}: ${shown}${more}`,
		{
			itemIndex: first.context.itemIndex as number,
			failure: first.failure,
			description:
				`${first.description ?? ''} ${others(total - failures.length)} To go on with those that worked, set 'On Error' in the node's settings to 'Continue (using error output)'.`.trim(),
		},
	);
}
