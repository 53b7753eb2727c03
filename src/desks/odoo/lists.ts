import type { HttpSend } from '../../http';
import type { Choice, DeskLists } from '../desk';
import type { Row } from './api';
import { createOdooApi } from './api';
import { recordKinds } from './kinds';
import { fetchStages } from './stages';
import { createOdooCall, type OdooInterface } from './transport';

/** Teams, users, stages and priorities as Odoo has them. @param recordKind e.g. `crm.lead` */
export function createOdooLists(send: HttpSend, by: OdooInterface, recordKind: string): DeskLists {
	const api = createOdooApi(createOdooCall(send, by));
	const kind = recordKinds[recordKind] ?? recordKinds['crm.lead'];
	const list = async (doing: string, model: string, domain: unknown[]) =>
		(await api.searchAll(doing, model, { domain, fields: ['name'], order: 'name, id' })).map(
			toChoice,
		);
	return {
		queues: async () => await list('listing the teams', kind.teamModel, []),
		owners: async () => await list('listing the users', 'res.users', [['share', '=', false]]),
		statuses: async () =>
			(await fetchStages(api, kind)).map(({ id, name }) => ({ name, value: String(id) })),
		priorities: async () => {
			const params = { allfields: ['priority'], attributes: ['selection'] };
			return toSelection(
				await api.call('listing the priorities', kind.model, 'fields_get', params),
			);
		},
	};
}

const toChoice = ({ id, name }: Row): Choice => ({ name: String(name ?? id), value: String(id) });

function toSelection(answer: unknown): Choice[] {
	const { priority } = (answer ?? {}) as { priority?: { selection?: unknown } };
	const { selection } = priority ?? {};
	if (!Array.isArray(selection)) return [];
	return selection.map(([value, name]: [unknown, unknown]) => ({
		name: String(name),
		value: String(value),
	}));
}
