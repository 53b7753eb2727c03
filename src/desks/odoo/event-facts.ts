import type { OdooApi, Row } from './api';
import { toReference } from './api';
import { recordKinds, odooFields } from './kinds';
import { fetchStages } from './stages';

/** What does not change while a look lasts. */
export interface EventConstants {
	/** The user the connection belongs to. */
	userId: number;
	/** Subtype of messages the customer may see. */
	publicSubtypeId?: number;
	/** Names of the fields whose changes matter, by their number in Odoo. */
	fieldNames: Map<number, string>;
	/** Stages in which a record is done, as `model:id`. */
	closing: Set<string>;
}

export interface EventFacts extends EventConstants {
	/** Records of ours by `model:id`. */
	records: Map<string, Row>;
	/** Changed fields by message. */
	changes: Map<number, Row[]>;
}

export async function fetchConstants(api: OdooApi, models: string[]): Promise<EventConstants> {
	const context = await api.call('asking who we are', 'res.users', 'context_get');
	const [subtype] = await api.search('looking up the message types', 'ir.model.data', {
		domain: [
			['module', '=', 'mail'],
			['name', '=', 'mt_comment'],
		],
		fields: ['res_id'],
	});
	const fields = await api.search('looking up the fields', 'ir.model.fields', {
		domain: [
			['model', 'in', models],
			['name', 'in', ['stage_id', 'active', 'user_id']],
		],
		fields: ['name'],
	});
	const closing = new Set<string>();
	for (const model of models) {
		for (const { id, isClosing } of await fetchStages(api, recordKinds[model])) {
			if (isClosing) closing.add(`${model}:${id}`);
		}
	}
	return {
		userId: Number((context as { uid?: unknown } | null)?.uid),
		publicSubtypeId: subtype && Number(subtype.res_id),
		fieldNames: new Map(fields.map(({ id, name }) => [id, String(name)])),
		closing,
	};
}

/** The records the messages belong to, as far as they are ours, and the fields that changed with them. */
export async function fetchFacts(
	api: OdooApi,
	messages: Row[],
	constants: EventConstants,
): Promise<EventFacts> {
	const records = new Map<string, Row>();
	for (const model of new Set(messages.map((it) => String(it.model)))) {
		const ids = messages.filter((it) => it.model === model).map((it) => Number(it.res_id));
		const rows = await api.search('reading the records', model, {
			domain: [
				['id', 'in', [...new Set(ids)]],
				[odooFields.caseKey, '!=', false],
			],
			fields: ['name', 'stage_id', 'active', odooFields.caseKey],
			withArchived: true,
		});
		for (const row of rows) records.set(`${model}:${row.id}`, row);
	}
	const ours = messages.filter((it) => records.has(`${String(it.model)}:${Number(it.res_id)}`));
	const changes = new Map<number, Row[]>();
	if (ours.length === 0) return { ...constants, records, changes };
	// All fields: what names the changed field is called `field` before Odoo 17 and `field_id` since.
	const rows = await api.search('reading changed fields', 'mail.tracking.value', {
		domain: [['mail_message_id', 'in', ours.map(({ id }) => id)]],
		order: 'id',
	});
	for (const row of rows) {
		const id = toReference(row.mail_message_id)?.id ?? 0;
		changes.set(id, [...(changes.get(id) ?? []), row]);
	}
	return { ...constants, records, changes };
}
