import { addUsd, showUsd } from '../../cost';
import { toAnswerText } from './answer';

/** What one or more answers took. */
export interface ModelUsage {
	inputTokens: number;
	outputTokens: number;
	/** At least one answer came without figures. */
	isEstimated: boolean;
}

/** US dollars per million tokens, as the user gave them. */
export interface ModelPrices {
	input: number;
	output: number;
}

export const noUsage: ModelUsage = { inputTokens: 0, outputTokens: 0, isEstimated: false };

const charactersPerToken = 4;

/** What an answer took: as the model tells, in whichever of the usual places, else an estimate. */
export function readUsage(answer: unknown, question: string): ModelUsage {
	for (const { path, input, output } of reports) {
		const report = path.reduce((value, key) => toRecord(value)[key], answer);
		const inputTokens = toRecord(report)[input];
		const outputTokens = toRecord(report)[output];
		if (isCount(inputTokens) && isCount(outputTokens) && inputTokens > 0) {
			return { inputTokens, outputTokens, isEstimated: false };
		}
	}
	return {
		inputTokens: Math.ceil(question.length / charactersPerToken),
		outputTokens: Math.ceil(toAnswerText(answer).length / charactersPerToken),
		isEstimated: true,
	};
}

export function addUsage(one: ModelUsage, other: ModelUsage): ModelUsage {
	return {
		inputTokens: one.inputTokens + other.inputTokens,
		outputTokens: one.outputTokens + other.outputTokens,
		isEstimated: one.isEstimated || other.isEstimated,
	};
}

/** Undefined without prices: nobody but the user knows them. */
export function estimateUsd(
	{ inputTokens, outputTokens }: ModelUsage,
	prices?: ModelPrices,
): number | undefined {
	return prices && addUsd((inputTokens * prices.input + outputTokens * prices.output) / 1e6);
}

/** The name the model goes by, from its answer or itself; undefined when it tells none. */
export function findModelName(answer: unknown, model: unknown): string | undefined {
	const told = toRecord(toRecord(answer).response_metadata);
	const { model: own, modelName } = toRecord(model);
	const name = [told.model_name, told.model, own, modelName].find(isText);
	return name?.replace(/[^\x20-\x7e]/g, '').slice(0, 100);
}

/** `about 3,100 tokens (estimated)`, and dollars where prices are known. */
export function showUsage(usage: ModelUsage, prices?: ModelPrices): string {
	const tokens = Number((usage.inputTokens + usage.outputTokens).toPrecision(2));
	const usd = estimateUsd(usage, prices);
	const money = usd === undefined ? '' : `, ${usd < 0.005 ? 'less than a cent' : showUsd(usd)}`;
	const basis = usage.isEstimated ? ' (estimated from the number of characters)' : '';
	return `about ${tokens.toLocaleString('en-US')} tokens${basis}${money}`;
}

/** Where the models that n8n connects leave their figures. */
const reports = [
	{ path: ['usage_metadata'], input: 'input_tokens', output: 'output_tokens' },
	{
		path: ['response_metadata', 'tokenUsage'],
		input: 'promptTokens',
		output: 'completionTokens',
	},
	{ path: ['response_metadata', 'usage'], input: 'prompt_tokens', output: 'completion_tokens' },
	{ path: ['response_metadata', 'usage'], input: 'input_tokens', output: 'output_tokens' },
	{ path: ['response_metadata', 'usage'], input: 'inputTokens', output: 'outputTokens' },
	{ path: ['tokenUsage'], input: 'promptTokens', output: 'completionTokens' },
];

const toRecord = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const isCount = (value: unknown): value is number =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
