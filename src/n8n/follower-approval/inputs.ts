import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { HttpFailure } from '../../http';

/** What came in by one of the node's inputs. An input that nothing was connected to, or whose branch gave nothing, is empty. */
export function readInput(context: IExecuteFunctions, index: number): INodeExecutionData[] {
	const items: INodeExecutionData[] | null | undefined = hasInput(context, index)
		? context.getInputData(index)
		: [];
	return items ?? [];
}

/** n8n throws where an input was not set, and says nothing else by it. */
function hasInput(context: IExecuteFunctions, index: number): boolean {
	try {
		context.getInputData(index);
		return true;
	} catch {
		return false;
	}
}

/** The same without the items that hold nothing: *Always Output Data* makes one where there is none. */
export const readFilled = (context: IExecuteFunctions, index: number): IDataObject[] =>
	readInput(context, index)
		.map(({ json }) => json)
		.filter((json) => Object.keys(json).length > 0);

/** Why the node before handed on an error in place of data; undefined: it did not. */
export function findFailure(json: IDataObject): string | undefined {
	const isFailure =
		json.error !== undefined &&
		Object.keys(json).every((key) => ['error', 'message', 'details'].includes(key));
	if (!isFailure) return undefined;
	return typeof json.error === 'string' ? json.error : JSON.stringify(json.error);
}

/** The same of the first of several rows that is none. */
export const findFirstFailure = (rows: IDataObject[]): string | undefined =>
	rows.map(findFailure).find((it) => it !== undefined);

/** With *Execute Once* n8n cuts every input to its first item: a register of one row makes outsiders. Throws `HttpFailure`. */
export function refuseExecuteOnce(context: IExecuteFunctions): void {
	if (context.getNode().executeOnce !== true) return;
	throw new HttpFailure(
		'misconfigured',
		"'Execute Once' is on, so that n8n hands this node only the first item of each input",
		{ hint: "Switch 'Execute Once' off in the node's settings: all rows are handled in one go." },
	);
}
