import { createOdoo, type OdooSettings } from '../../desks/odoo/desk';
import { createOdooEvents } from '../../desks/odoo/events';
import { createOdooLists } from '../../desks/odoo/lists';
import type { DeskBinding } from './binding';

const toInterface = (value: unknown) => (value === 'jsonRpc' ? 'jsonRpc' : 'json2');

export const odoo: DeskBinding<OdooSettings> = {
	credential: 'caseDeskOdooApi',
	toBaseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	readSettings: (parameters, { baseUrl, interface: by }) => ({
		baseUrl: String(baseUrl ?? ''),
		interface: toInterface(by),
		recordKind: parameters.text('recordKind') || 'crm.lead',
		team: parameters.text('queue') || undefined,
		newCase: parameters.newCase(),
	}),
	create: createOdoo,
	toLists: (send, chosen, { interface: by }) =>
		createOdooLists(send, toInterface(by), chosen('recordKind')),
	toReader: (send, { baseUrl, interface: by }) =>
		createOdooEvents(send, { baseUrl: String(baseUrl ?? ''), interface: toInterface(by) }),
};
