import type { IExecuteFunctions } from 'n8n-workflow';

/** The option *Timeout* of the Case Forwarder, in milliseconds. */
export const toTimeoutMs = (context: IExecuteFunctions, itemIndex: number): number =>
	1000 * Number(context.getNodeParameter('options.timeout', itemIndex, 30));
