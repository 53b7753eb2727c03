import type { HttpSend } from '../../http';
import type { Ticket } from './answers';
import { toId, toItems, toTicket } from './answers';
import { createTrackerCall } from './call';
import { toPeopleCalls } from './people';
import { toQueueCalls } from './queues';

export type TrackerApi = ReturnType<typeof createTrackerApi>;

/** The calls of Request Tracker's REST 2 interface the desk needs, with what they really answer. */
export function createTrackerApi(send: HttpSend) {
	const call = createTrackerCall(send);
	return {
		...toPeopleCalls(call),
		...toQueueCalls(call),

		/** Oldest first; merged tickets count as the one they were merged into. Consistent at once. */
		findTickets: async (query: string): Promise<Ticket[]> => {
			const fields = 'Status,Owner,CustomFields,_hyperlinks';
			const page = { fields, orderby: 'id', order: 'ASC', per_page: 100 };
			const request = { method: 'GET', url: '/tickets', query: { query, ...page } } as const;
			return toItems(await call('looking up tickets', request, [200])).map(toTicket);
		},

		createTicket: async (ticket: Record<string, unknown>): Promise<string> => {
			const request = { method: 'POST', url: '/ticket', body: ticket } as const;
			const response = await call('creating a ticket', request, [201], {
				400: "Request Tracker names what it does not take, most often 'Status' under Options: new tickets can have only some of a queue's statuses.",
			});
			return toId(response, 'creating a ticket');
		},

		/** @param kind `correspond` opens a closed ticket again, `comment` does not */
		addMessage: async (
			id: string,
			kind: 'correspond' | 'comment',
			message: Record<string, unknown>,
		) => {
			const url = `/ticket/${id}/${kind}`;
			await call(`adding to ticket ${id}`, { method: 'POST', url, body: message }, [201]);
		},

		/** RT answers 200 also when it refuses; what it said is for people, the caller looks at the ticket again. */
		updateTicket: async (id: string, changes: Record<string, unknown>): Promise<unknown> => {
			const request = { method: 'PUT', url: `/ticket/${id}`, body: changes } as const;
			return (await call(`changing ticket ${id}`, request, [200])).body;
		},

		/** The ticket's own id, or the one it was merged into. */
		findTicketId: async (id: string): Promise<string> =>
			toId(
				await call(`reading ticket ${id}`, { method: 'GET', url: `/ticket/${id}` }, [200]),
				'reading',
			),

		/** Whether a message in the ticket, or in one merged into it, has this subject and is not older than that. */
		hasMessage: async (id: string, subject: string, sinceMs: number): Promise<boolean> => {
			const fields = 'Data,Created';
			for (let page = 1; ; page++) {
				const query = { fields, per_page: 100, page, orderby: 'id', order: 'DESC' };
				const request = { method: 'GET', url: `/ticket/${id}/history`, query } as const;
				const items = toItems(await call(`reading ticket ${id}`, request, [200]));
				if (items.some(({ Data }) => String(Data ?? '').trim() === subject)) return true;
				// A message that is not dated goes on, rather than stop too soon.
				const isOlder = Date.parse(String(items.at(-1)?.Created)) < sinceMs;
				if (items.length < 100 || isOlder) return false;
			}
		},
	};
}
