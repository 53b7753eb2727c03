import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidItem } from '../../domain/field';
import type { ModelPrices } from '../../domain/triage/second-opinion/cost';
import { isObject, readNumber, readWholeNumber } from '../setting';

/** How a language model is asked; the same for all items of a run. */
export interface ModelSettings {
	maxCalls: number;
	parallelCalls: number;
	timeoutMs: number;
	/** Only when both are given. */
	prices?: ModelPrices;
}

/** Throws `InvalidItem`. */
export function readModelSettings(context: IExecuteFunctions): ModelSettings {
	const options: unknown = context.getNodeParameter('options', 0, {});
	if (!isObject(options)) throw new InvalidItem('Options', options, 'an object');
	const { maxCalls, parallelCalls, timeout, inputPrice, outputPrice } = options;
	const hasPrices = inputPrice !== undefined && outputPrice !== undefined;
	return {
		maxCalls: readWholeNumber('Most Calls per Run', maxCalls ?? 100, 0, 100_000),
		parallelCalls: readWholeNumber('Calls at a Time', parallelCalls ?? 4, 1, 50),
		timeoutMs: Math.ceil(readNumber('Timeout (Seconds)', timeout ?? 120, 0.01, 3600) * 1000),
		...(hasPrices && {
			prices: {
				input: readNumber('Price per Million Input Tokens', inputPrice, 0, 1e6),
				output: readNumber('Price per Million Output Tokens', outputPrice, 0, 1e6),
			},
		}),
	};
}
