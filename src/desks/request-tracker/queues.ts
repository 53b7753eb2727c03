import { toItems, toObject } from './answers';
import type { TrackerCall } from './call';

export interface Queue {
	/** Ids of its tickets' custom fields by name. */
	fields: Record<string, string>;
	lifecycle: string;
}

export interface CustomField {
	name: string;
	/** `RT::Queue-RT::Ticket` or `RT::User`. */
	lookupType: string;
}

/** The calls about queues and custom fields. */
export function toQueueCalls(call: TrackerCall) {
	return {
		findQueue: async (name: string): Promise<Queue> => {
			const request = { method: 'GET', url: `/queue/${encodeURIComponent(name)}` } as const;
			const hint = `Check the name "${name}" under 'Queue', and grant the token's user SeeQueue on it.`;
			const hints = { 403: hint, 404: hint };
			const response = await call(`opening queue "${name}"`, request, [200], hints);
			const { TicketCustomFields: fields, Lifecycle } = toObject(response, 'the queue');
			const entries = Array.isArray(fields) ? fields : [];
			return {
				fields: Object.fromEntries(entries.map((it) => [String(it.name), String(it.id)])),
				lifecycle: String(Lifecycle ?? ''),
			};
		},

		/** Queues the token's user may see. */
		findQueues: async (): Promise<Array<{ id: string; name: string }>> => {
			const queues: Array<{ id: string; name: string }> = [];
			for (let page = 1; ; page++) {
				const query = { fields: 'Name', per_page: 100, page, orderby: 'Name' };
				const request = { method: 'GET', url: '/queues/all', query } as const;
				const response = await call('listing queues', request, [200]);
				const items = toItems(response);
				queues.push(...items.map(({ id, Name }) => ({ id: String(id), name: String(Name) })));
				// What the user may not see is left out of a page, so a short one need not be the last.
				const { pages } = response.body as { pages?: unknown };
				if (items.length === 0 || (typeof pages === 'number' && page >= pages)) return queues;
				if (page === mostPages) return queues;
			}
		},

		/** Custom fields of ours, wherever they are applied. */
		findCustomFields: async (): Promise<CustomField[]> => {
			const query = { fields: 'Name,LookupType', per_page: 100 };
			const body = [{ field: 'Name', operator: 'STARTSWITH', value: 'X ' }];
			const request = { method: 'POST', url: '/customfields', query, body } as const;
			return toItems(await call('listing custom fields', request, [200])).map((it) => ({
				name: String(it.Name),
				lookupType: String(it.LookupType),
			}));
		},

		isUnique: async (fieldId: string): Promise<boolean> => {
			const request = { method: 'GET', url: `/customfield/${fieldId}` } as const;
			const field = toObject(await call('reading a custom field', request, [200]), 'the field');
			return Number(field.UniqueValues) === 1;
		},

		/** RT answers 200 also when it does nothing. */
		makeUnique: async (fieldId: string): Promise<void> => {
			const body = { UniqueValues: 1 };
			const request = { method: 'PUT', url: `/customfield/${fieldId}`, body } as const;
			await call('changing a custom field', request, [200, 400, 403]);
		},

		/** @returns whether it was made; if not, the token's user may not */
		createCustomField: async (field: Record<string, unknown>): Promise<boolean> => {
			const request = { method: 'POST', url: '/customfield', body: field } as const;
			return (await call('creating a custom field', request, [201, 400, 403])).status === 201;
		},
	};
}

const mostPages = 10;
