import type { DeskAnswer, DeskRequest } from '../service.mts';
import { json } from '../service.mts';
import type { Field, FieldError, State } from './state.mts';
import { denied, invalid, toObject } from './state.mts';

export const createTicketField = (state: State, request: DeskRequest): DeskAnswer =>
	create(state, request, state.ticketFields, 'cf_', 200);

export const createContactField = (state: State, request: DeskRequest): DeskAnswer =>
	create(state, request, state.contactFields, '', 201);

/** The name is made of the label; only an administrator may. */
function create(
	state: State,
	{ body: raw }: DeskRequest,
	fields: Field[],
	prefix: string,
	status: number,
): DeskAnswer {
	if (state.settings.isAdminForbidden) return denied();
	const body = toObject(raw);
	const errors: FieldError[] = ['label', 'label_for_customers', 'type']
		.filter((field) => typeof body[field] !== 'string' || body[field] === '')
		.map((field) => ({ field, message: 'Mandatory attribute missing', code: 'missing_field' }));
	const label = String(body.label);
	if (fields.some((it) => it.label === label)) {
		errors.push({ field: 'label', message: 'Label already exists', code: 'duplicate_value' });
	}
	if (errors.length > 0) return invalid(errors);
	const field: Field = {
		id: state.nextId(),
		name: prefix + label.toLowerCase().replace(/\W+/g, '_'),
		label,
		type: String(body.type),
		default: false,
		required_for_agents: body.required_for_agents === true,
	};
	fields.push(field);
	return json(status, field);
}
