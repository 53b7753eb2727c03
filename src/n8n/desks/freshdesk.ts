import { createFreshdesk } from '../../desks/freshdesk/desk';
import { createFreshdeskEvents } from '../../desks/freshdesk/events';
import { createFreshdeskLists } from '../../desks/freshdesk/lists';
import type { FreshdeskSettings } from '../../desks/freshdesk/settings';
import { HttpFailure } from '../../http';
import type { DeskBinding } from './binding';

export const freshdesk: DeskBinding<FreshdeskSettings> = {
	credential: 'caseDeskFreshdeskApi',
	toBaseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	readSettings: (parameters, { baseUrl }) => ({
		baseUrl: String(baseUrl ?? ''),
		group: parameters.text('queue') || undefined,
		arePostsPublic: parameters.isOn('publicNotes', false),
		ticketType: parameters.option('ticketType') || undefined,
		ticketFields: parseFields(parameters.option('ticketFields', '{}')),
		newCase: parameters.newCase(),
	}),
	create: createFreshdesk,
	toLists: createFreshdeskLists,
	toReader: (send, { baseUrl }) => createFreshdeskEvents(send, String(baseUrl ?? '')),
};

function parseFields(text: string): Record<string, unknown> {
	const fields = parseJson(text);
	if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
		return fields as Record<string, unknown>;
	}
	throw new HttpFailure('misconfigured', "'Ticket Fields' is no JSON object", {
		hint: 'Write the fields as Freshdesk\'s API takes them, e.g. {"custom_fields": {"cf_product": "Shoes"}}.',
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
