import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { InvalidItem } from '../../domain/field';
import type { TriageModel } from '../../domain/triage/model';
import { isObject } from './setting';

/** Reads the JSON of an own model; the same text again, as every item has it, is not parsed again. */
export function parseOwnModel(): (value: unknown) => Record<string, unknown> | undefined {
	let text: string | undefined;
	let parsed: Record<string, unknown>;
	return (value) => {
		if (value === undefined || value === null || value === '') return undefined;
		if (isObject(value)) return value;
		if (typeof value !== 'string') throw refuse(value);
		if (value.trim() === '') return undefined;
		if (value !== text) {
			parsed = parse(value);
			text = value;
		}
		return parsed;
	};
}

/** The model that classifies instead of ours; undefined: ours. */
export function toTriageModel(
	context: IExecuteFunctions,
	ownModel: Record<string, unknown> | undefined,
): TriageModel | undefined {
	if (ownModel === undefined) return undefined;
	throw new NodeOperationError(context.getNode(), "'Own Model' is not there yet", {
		description: "Take 'Own Model' out of 'Options'; posts are then judged by the built-in model.",
	});
}

function parse(text: string): Record<string, unknown> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw refuse(text);
	}
	if (isObject(value)) return value;
	throw refuse(text);
}

const refuse = (value: unknown) =>
	new InvalidItem(
		'Own Model',
		value,
		'a model that Train on Your Posts has made, as JSON',
		"Map the field 'model' of the item that 'Train on Your Posts' put out, whole and unchanged, or leave 'Own Model' empty.",
	);
