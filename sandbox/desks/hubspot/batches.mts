import { iso } from '../../clock.mts';
import type { DeskAnswer, DeskRequest } from '../service.mts';
import { json } from '../service.mts';
import { invalid, Refusal } from './errors.mts';
import type { Input, Objects, Wanted } from './objects.mts';
import { create, show, toValues } from './objects.mts';
import type { Kind } from './properties.mts';

export function readBatch(objects: Objects, kind: Kind, { body }: DeskRequest): DeskAnswer {
	const {
		inputs,
		idProperty,
		properties = [],
		propertiesWithHistory,
	} = (body ?? {}) as Wanted & {
		inputs?: Input[];
		idProperty?: string;
	};
	const most = propertiesWithHistory?.length ? 50 : 100;
	const ids = toInputs(inputs, most).map(({ id }) => String(id));
	const found = ids.map((id) => objects.records.findBy(kind, idProperty ?? 'hs_object_id', id));
	const missing = ids.filter((_, at) => !found[at]);
	const wanted = { properties, propertiesWithHistory };
	const shown = found.filter((it) => it !== undefined).map((it) => show(objects, it, wanted));
	const message = `Could not get some ${kind.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`;
	const error = {
		...{ status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids: missing } },
	};
	return batch(objects, shown, missing.length > 0 ? [error] : [], 200);
}

function toInputs(inputs: Input[] | undefined, most: number): Input[] {
	if (!Array.isArray(inputs)) {
		throw invalid('Invalid input JSON: Some required fields were not set: [inputs]');
	}
	if (inputs.length <= most) return inputs;
	throw invalid(
		`The maximum number of inputs supported in a batch request is ${most}. Please reduce the number of items and try again`,
	);
}

type Verb = 'create' | 'update' | 'upsert' | 'archive';

/** Each input for itself; those that cannot be done are listed, at status 207. */
export function runBatch(
	objects: Objects,
	verb: Verb,
	kind: Kind,
	{ body }: DeskRequest,
): DeskAnswer {
	const inputs = toInputs((body as { inputs?: Input[] } | undefined)?.inputs, 100);
	const ids = inputs.flatMap(({ id, idProperty }) => (id ? [`${idProperty ?? ''} ${id}`] : []));
	if (new Set(ids).size < ids.length) throw invalid('Duplicate IDs found in batch input');
	const results: Array<Record<string, unknown>> = [];
	const errors: unknown[] = [];
	for (const input of inputs) {
		try {
			results.push(runOne(objects, verb, kind, input));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			errors.push({ ...(error.answer.body as object), context: { id: [String(input.id ?? '')] } });
		}
	}
	if (verb === 'archive') return json(204);
	if (results.length === 0 && errors.length > 0) return json(400, errors[0]);
	return batch(objects, results, errors, verb === 'create' ? 201 : 200);
}

function runOne(objects: Objects, verb: Verb, kind: Kind, input: Input): Record<string, unknown> {
	const { records } = objects;
	const { id = '', idProperty } = input;
	if (verb === 'create') return show(objects, create(objects, kind, input));
	if (verb === 'archive') {
		records.archive(records.get(kind, id));
		return {};
	}
	if (verb === 'update') {
		const record = records.get(kind, id, idProperty);
		return show(objects, records.update(record, toValues(input)));
	}
	if (input.associations) throw invalid('Unrecognized field "associations"');
	const held = records.findBy(kind, idProperty ?? 'hs_object_id', id);
	if (held) return { ...show(objects, records.update(held, toValues(input))), new: false };
	if (!idProperty) throw invalid(`${kind} ${id} does not exist`);
	const made = records.create(kind, { ...toValues(input), [idProperty]: id });
	return { ...show(objects, made), new: true };
}

export function batch(
	{ clock }: Pick<Objects, 'clock'>,
	results: unknown[],
	errors: unknown[],
	status: number,
): DeskAnswer {
	const at = iso(clock.now());
	return json(errors.length > 0 ? 207 : status, {
		...{ status: 'COMPLETE', results, startedAt: at, completedAt: at },
		...(errors.length > 0 && { numErrors: errors.length, errors }),
	});
}
