import { InvalidItem } from '../../domain/field';
import { shippedModel } from '../../domain/triage/linear/shipped-model';
import type { TriageModel } from '../../domain/triage/model';
import { openOwnModel } from '../../domain/triage/own-model/open-own-model';
import { isObject } from '../setting';

/** Far more than any model that Train on Your Posts makes. */
const longestText = 1_000_000;

/**
 * Opens the own model that an item's setting holds, as JSON or as the object it stands for; undefined: none is set. The
 * same one again, as every item has it, is not opened again. Throws `InvalidItem`.
 */
export function createOwnModelReader(): (value: unknown) => TriageModel | undefined {
	let last: { text: string; model: TriageModel } | undefined;
	return (value) => {
		if (value === undefined || value === null) return undefined;
		if (typeof value !== 'string' && !isObject(value)) throw refuse(value);
		const text = typeof value === 'string' ? value : JSON.stringify(value);
		if (text.trim() === '') return undefined;
		if (last?.text !== text) last = { text, model: open(text) };
		return last.model;
	};
}

function open(text: string): TriageModel {
	const json = parse(text);
	try {
		return openOwnModel(json, shippedModel());
	} catch (error) {
		throw toRefusal(error, text);
	}
}

function parse(text: string): Record<string, unknown> {
	if (text.length > longestText) throw refuse(`${text.length} characters`);
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw refuse(text);
	}
	if (isObject(value)) return value;
	throw refuse(text);
}

/** Brackets without end make any reader fail in ways of its own. */
const toRefusal = (error: unknown, { length }: string) =>
	error instanceof InvalidItem ? error : refuse(`${length} characters: ${String(error)}`);

const refuse = (value: unknown) =>
	new InvalidItem(
		'Own Model',
		value,
		'a model that Train on Your Posts has made, as JSON',
		"Map the field 'model' of the item that 'Train on Your Posts' put out, whole and unchanged, or leave 'Own Model' empty.",
	);
