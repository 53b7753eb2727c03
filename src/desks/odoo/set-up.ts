import { HttpFailure, toHttpFailure } from '../../http';
import type { SetUpStep } from '../desk';
import type { OdooApi } from './api';
import { missingFields } from './failures';
import type { RecordKind } from './kinds';
import { odooFields } from './kinds';

interface Field {
	model: string;
	name: string;
	label: string;
}

const toFields = ({ model }: RecordKind): Field[] => [
	{ model, name: odooFields.caseKey, label: 'X Case Key' },
	{ model, name: odooFields.openingPost, label: 'X Opening Post' },
	{ model: 'res.partner', name: odooFields.userId, label: 'X User Id' },
	{ model: 'res.partner', name: odooFields.handle, label: 'X Handle' },
	{ model: 'res.partner', name: odooFields.followers, label: 'X Followers' },
	{ model: 'res.partner', name: odooFields.profile, label: 'X Profile' },
];

/** Makes the custom fields that are missing; those that are there stay as they are. */
export async function prepareFields(api: OdooApi, kind: RecordKind): Promise<SetUpStep[]> {
	const fields = toFields(kind);
	const models = [...new Set(fields.map(({ model }) => model))];
	const rows = await api.search('looking up the models', 'ir.model', {
		domain: [['model', 'in', models]],
		fields: ['model'],
	});
	const modelIds = new Map(rows.map(({ id, model }) => [String(model), id]));
	if (!modelIds.has(kind.model)) throw notInstalled(kind);
	const there = await findFields(api, fields);
	const steps: SetUpStep[] = [];
	for (const field of fields) {
		const what = `Field "${field.label}" (${field.name}) of ${field.model}`;
		const state = there.has(toName(field)) ? 'there already' : await make(api, field, modelIds);
		steps.push(state === 'by hand' ? { what, state, how: toHow(field) } : { what, state });
	}
	return steps;
}

async function make(
	api: OdooApi,
	field: Field,
	modelIds: Map<string, number>,
): Promise<SetUpStep['state']> {
	const failure = await api
		.create(`creating the field ${field.name}`, 'ir.model.fields', {
			model_id: modelIds.get(field.model),
			name: field.name,
			field_description: field.label,
			ttype: 'char',
			state: 'manual',
			index: true,
			// A record that somebody duplicates is not the same case.
			copied: false,
		})
		.then(() => undefined, toHttpFailure);
	if (!failure) return 'created';
	// Another run was faster, or the answer was lost.
	if ((await findFields(api, [field])).has(toName(field))) return 'there already';
	if (failure.kind === 'forbidden') return 'by hand';
	throw failure;
}

async function findFields(api: OdooApi, fields: Field[]): Promise<Set<string>> {
	const rows = await api.search('looking up the fields', 'ir.model.fields', {
		domain: [
			['model', 'in', [...new Set(fields.map(({ model }) => model))]],
			['name', 'in', fields.map(({ name }) => name)],
		],
		fields: ['model', 'name'],
	});
	return new Set(rows.map(({ model, name }) => `${String(model)}.${String(name)}`));
}

const toName = ({ model, name }: Field) => `${model}.${name}`;

const toHow = ({ model, name, label }: Field) =>
	`In Odoo with developer mode on, as an administrator: Settings › Technical › Database Structure › Fields › New: Field Name ${name}, Field Label "${label}", Model ${model}, Field Type char, Copied off. Or give the n8n user 'Administration: Settings' and run 'Prepare Desk' again.`;

const notInstalled = ({ model, noun }: RecordKind) =>
	new HttpFailure('misconfigured', `Odoo: there is no model ${model}, so it keeps no ${noun}s`, {
		hint: "Install the app in Odoo (CRM for leads, Helpdesk for tickets), or choose another 'Record Kind'.",
	});

/** The kinds of record whose fields are there. */
export async function findPreparedModels(api: OdooApi, models: string[]): Promise<string[]> {
	const rows = await api.search('looking up the fields', 'ir.model.fields', {
		domain: [
			['name', '=', odooFields.caseKey],
			['model', 'in', models],
		],
		fields: ['model'],
	});
	const found = models.filter((model) => rows.some((row) => row.model === model));
	if (found.length > 0) return found;
	throw missingFields(`Odoo: no record has the field "X Case Key" (${odooFields.caseKey})`);
}
