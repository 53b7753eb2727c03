import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';

/**
 * Runs an operation that succeeds or fails as a whole. What failed hands on no people: with *On Error* set to *Continue*
 * one item says why, and leaves by the output where a person sees it.
 *
 * @param failuresTo index of that output
 */
export async function runWhole(
	context: IExecuteFunctions,
	{ outputs, failuresTo }: { outputs: number; failuresTo: number },
	run: () => Promise<INodeExecutionData[][]> | INodeExecutionData[][],
): Promise<INodeExecutionData[][]> {
	try {
		return await run();
	} catch (error) {
		const failure = toNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const lists: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
		// Without its input: n8n would hand on followers as if they had been compared.
		lists[failuresTo].push({ json: toFailedJson(context, { json: {} }, failure) });
		return lists;
	}
}
