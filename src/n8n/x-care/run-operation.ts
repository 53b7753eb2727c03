import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { HttpFailure } from '../../http';
import { type NodeError, toBatchError, toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';
import { actOnItem, toHandedOn } from './act-on-item';
import { isTool } from './gate-settings';
import type { Operation, OperationCall, ReadOperation } from './operation';
import { outputNames } from './outcome';
import { leastUsd } from './purse';
import { runLocal } from './run-local';
import { openSession } from './session';

/**
 * Runs one operation for every item, one after the other. An item that fails does not stop those after it, unless X takes no
 * call at all; with *On Error* left at *Stop*, the run fails at the end, naming each.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	if (operation.effect === 'local') return runLocal(context, operation);
	const session = await openSession(context).catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
	const outputs: INodeExecutionData[][] =
		operation.effect === 'outgoing' ? outputNames.map(() => []) : [[]];
	const failures: NodeError[] = [];
	let closed: unknown;
	for (const [itemIndex, item] of context.getInputData().entries()) {
		const call: OperationCall = { context, itemIndex, item, session };
		try {
			if (closed) throw closed;
			if (operation.effect === 'outgoing') await actOnItem(call, operation, outputs);
			else outputs[0].push(...(await read(call, operation)));
		} catch (error) {
			if (isClosing(error)) closed = error;
			const failure = toNodeError(context.getNode(), error, { itemIndex });
			failures.push(failure);
			const json = toFailedJson(context, toHandedOn(call), failure);
			outputs[0].push({ json, pairedItem: { item: itemIndex } });
		}
	}
	session.purse.report();
	const costs = session.purse.costs();
	// The error output takes items that hold nothing but an error.
	const done = outputs.flat().filter(({ json }) => json.error === undefined);
	if (costs) for (const { json } of done) json.costs = costs;
	if (failures.length > 0 && !context.continueOnFail()) {
		throw toBatchError(context, failures, context.getInputData().length, {
			what: operation.effect === 'outgoing' ? 'were not sent' : 'were not read',
			others: (count) =>
				operation.effect === 'outgoing'
					? `The other ${count} are done; running all of them again does none of them twice.`
					: `The other ${count} were read.`,
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

/** Nothing that follows in this run could get through either. */
const isClosing = (error: unknown) =>
	error instanceof HttpFailure &&
	['credential-invalid', 'quota-exhausted', 'rate-limited'].includes(error.kind);
