import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type NodeError, toBatchError, toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';
import { toHandedOn } from './act-on-item';
import type { LocalOperation, LocalResult } from './operation';

/** Runs an operation that needs nothing but the items. One that fails as a whole fails as its first item. */
export function runLocal(
	context: IExecuteFunctions,
	operation: LocalOperation,
): INodeExecutionData[][] {
	const input = context.getInputData();
	const failures: NodeError[] = [];
	const output = runAll(context, operation).map((result) => {
		if ('json' in result) return result;
		const { failure, itemIndex } = result;
		const error = toNodeError(context.getNode(), failure, { itemIndex });
		failures.push(error);
		const item = toHandedOn({ context, item: input[itemIndex] ?? { json: {} } });
		return { json: toFailedJson(context, item, error), pairedItem: { item: itemIndex } };
	});
	if (failures.length > 0 && !context.continueOnFail()) {
		throw toBatchError(context, failures, input.length, {
			what: `were not ${operation.done}`,
			others: (count) => `The other ${count} can be ${operation.done}.`,
		});
	}
	return [output];
}

function runAll(context: IExecuteFunctions, operation: LocalOperation): LocalResult[] {
	try {
		return operation.run(context);
	} catch (failure) {
		return [{ failure, itemIndex: 0 }];
	}
}

/** One result or none per item; an item that fails does not stop those after it. */
export function runEach(
	context: IExecuteFunctions,
	run: (item: INodeExecutionData, itemIndex: number) => INodeExecutionData | undefined,
): LocalResult[] {
	return context.getInputData().flatMap((item, itemIndex) => {
		try {
			return run(item, itemIndex) ?? [];
		} catch (failure) {
			return { failure, itemIndex };
		}
	});
}
