import type { IExecuteFunctions } from 'n8n-workflow';

/** Says something to whoever looks at the node's output. */
export function showHint(
	context: IExecuteFunctions,
	message: string,
	type: 'info' | 'warning' = 'info',
): void {
	context.addExecutionHints({ message, location: 'outputPane', type });
}
