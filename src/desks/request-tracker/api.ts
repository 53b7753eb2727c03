import type { HttpRequest, HttpSend } from '../../http';
import { toFailure } from '../answer';
import type { Person, Ticket } from './answers';
import { toId, toItems, toObject, toPerson, toTicket } from './answers';

export type TrackerApi = ReturnType<typeof createTrackerApi>;

/** The calls of Request Tracker's REST 2 interface the desk needs, with what they really answer. */
export function createTrackerApi(send: HttpSend) {
	const call = async (doing: string, request: HttpRequest, ok: number[], hint?: string) => {
		const url = `/REST/2.0${request.url}`;
		const response = await send({ ...request, url });
		if (!ok.includes(response.status)) {
			throw toFailure(response, `Request Tracker: ${doing}`, hint ?? hints[response.status]);
		}
		return response;
	};
	return {
		/** Oldest first; merged tickets count as the one they were merged into. Consistent at once. */
		findTickets: async (query: string): Promise<Ticket[]> => {
			const response = await call(
				'looking up tickets',
				{
					method: 'GET',
					url: '/tickets',
					query: {
						query,
						fields: 'Status,CustomFields',
						orderby: 'id',
						order: 'ASC',
						per_page: 100,
					},
				},
				[200],
			);
			return toItems(response).map(toTicket);
		},

		createTicket: async (ticket: Record<string, unknown>): Promise<string> => {
			const request = { method: 'POST', url: '/ticket', body: ticket } as const;
			return toId(await call('creating a ticket', request, [201]), 'creating a ticket');
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

		/** Subjects of all messages in the ticket, those of merged tickets included. */
		findMessageSubjects: async (id: string): Promise<string[]> => {
			const subjects: string[] = [];
			for (let page = 1; ; page++) {
				const query = { fields: 'Data', per_page: 100, page, orderby: 'id', order: 'DESC' };
				const url = `/ticket/${id}/history`;
				const items = toItems(
					await call(`reading ticket ${id}`, { method: 'GET', url, query }, [200]),
				);
				subjects.push(...items.map(({ Data }) => String(Data ?? '').trim()));
				if (items.length < 100) return subjects;
			}
		},

		findPerson: async (name: string): Promise<Person | undefined> => {
			const url = `/user/${encodeURIComponent(name)}`;
			const response = await call('looking up the contact', { method: 'GET', url }, [200, 404]);
			return response.status === 404 ? undefined : toPerson(toObject(response, 'the contact'));
		},

		/** @returns whether it was made; if not, the name is taken (another run was faster) or not allowed */
		createPerson: async (person: Record<string, unknown>): Promise<boolean> => {
			const request = { method: 'POST', url: '/user', body: person } as const;
			const hint = "Grant the token's user AdminUsers, or switch 'Keep Contacts' off in the node.";
			return (await call('creating the contact', request, [201, 400], hint)).status === 201;
		},

		updatePerson: async (name: string, changes: Record<string, unknown>) => {
			const url = `/user/${encodeURIComponent(name)}`;
			await call('updating the contact', { method: 'PUT', url, body: changes }, [200]);
		},

		/** Names of the custom fields its tickets have. */
		findQueueFields: async (queue: string): Promise<string[]> => {
			const url = `/queue/${encodeURIComponent(queue)}`;
			const hint = `Check the name "${queue}" under 'Queue', and grant the token's user SeeQueue on it.`;
			const response = await call(`opening queue "${queue}"`, { method: 'GET', url }, [200], hint);
			const { TicketCustomFields: fields } = toObject(response, 'the queue');
			return Array.isArray(fields) ? fields.map(({ name }) => String(name)) : [];
		},

		/** Queues the token's user may see. */
		findQueues: async (): Promise<Array<{ id: string; name: string }>> => {
			const query = { fields: 'Name', per_page: 100 };
			const response = await call('listing queues', { method: 'GET', url: '/queues/all', query }, [
				200,
			]);
			return toItems(response).map(({ id, Name }) => ({ id: String(id), name: String(Name) }));
		},
	};
}

/** A value inside a TicketSQL string. */
export const quote = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

const hints: Record<number, string> = {
	401: 'Create a new token in Request Tracker (Logged in as … › Settings › Auth Tokens) and enter it in the credential.',
	403: "Grant the token's user the rights listed in the documentation (queue: SeeQueue, CreateTicket, ShowTicket, …).",
	404: "Check the credential's 'Base URL': it is the address of the web interface, without /REST/2.0.",
};
