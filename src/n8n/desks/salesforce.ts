import { createSalesforce, type SalesforceSettings } from '../../desks/salesforce/desk';
import { createSalesforceEvents } from '../../desks/salesforce/events';
import { createSalesforceLists } from '../../desks/salesforce/lists';
import type { DeskBinding } from './binding';

export const salesforce: DeskBinding<SalesforceSettings> = {
	credential: 'caseDeskSalesforceApi',
	toBaseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	readSettings: (parameters, { baseUrl }) => ({
		baseUrl: String(baseUrl ?? ''),
		queue: parameters.text('queue') || undefined,
		newCase: parameters.newCase(),
		origin: parameters.option('caseOrigin') || undefined,
		reopenAs: parameters.option('reopenAs') || undefined,
		publishComments: parameters.isOn('publishComments', false),
		keepContacts: parameters.isOn('keepContacts', true),
		account: parameters.option('contactAccount') || undefined,
	}),
	create: createSalesforce,
	toLists: createSalesforceLists,
	toReader: (send, { baseUrl }) => createSalesforceEvents(send, String(baseUrl ?? '')),
};
