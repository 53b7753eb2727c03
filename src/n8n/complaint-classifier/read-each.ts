import type { IExecuteFunctions, INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';

/** What was read of all items together, and those that could not be read, with their error. */
export interface ReadItems<Result> {
	results: Result[];
	/** The items behind the results. */
	pairedItem: IPairedItemData[];
	failed: INodeExecutionData[];
}

/**
 * Reads something from every item. One that cannot be read stops the run, or with *On Error* set to *Continue* goes out
 * with its error.
 */
export function readEach<Result>(
	context: IExecuteFunctions,
	read: (itemIndex: number) => Result,
): ReadItems<Result> {
	const items = context.getInputData();
	const results: Result[] = [];
	const pairedItem: IPairedItemData[] = [];
	const failed: INodeExecutionData[] = [];
	for (const [itemIndex, item] of items.entries()) {
		try {
			results.push(read(itemIndex));
			pairedItem.push({ item: itemIndex });
		} catch (error) {
			const failure = toNodeError(context.getNode(), error, { itemIndex });
			failure.message += ` [item ${itemIndex}]`;
			if (!context.continueOnFail()) throw failure;
			const json = toFailedJson(context, item, failure);
			failed.push({ json, pairedItem: { item: itemIndex } });
		}
	}
	return { results, pairedItem, failed };
}
