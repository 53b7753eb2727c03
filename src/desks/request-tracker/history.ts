import type { HttpSend } from '../../http';
import { toItems, toName, toObject } from './answers';
import { createTrackerCall } from './call';
import { trackerFields } from './set-up';

/** One thing that happened to a ticket, as RT keeps it. */
export interface Entry {
	/** Grows with each thing that happens, whatever the second. */
	id: number;
	ticketId: string;
	/** `Status`, `Correspond`, `Comment`, or something about the owner. */
	type: string;
	field: string;
	oldValue: string;
	newValue: string;
	/** User name. */
	creator: string;
	/** ISO 8601, UTC. */
	at: string;
	/** Of messages. */
	subject: string;
}

/** What a ticket is called and which conversation it holds. */
export interface TicketFacts {
	id: string;
	title: string;
	status: string;
	caseKey?: string;
}

export type TrackerHistory = ReturnType<typeof createTrackerHistory>;

/** The calls about what happened. */
export function createTrackerHistory(send: HttpSend) {
	const call = createTrackerCall(send);
	const find = async (where: string, page: Record<string, string | number>) => {
		const query = `ObjectType='RT::Ticket' AND ${where}`;
		const fields = 'ObjectId,Type,Field,OldValue,NewValue,Creator,Created,Data';
		const request = { url: '/transactions', query: { query, fields, ...page } };
		return toItems(
			await call('looking for what happened', { method: 'GET', ...request }, [200]),
		).map(toEntry);
	};
	return {
		/** What came after an entry, oldest first, `pageSize` a page. */
		findAfter: async (after: number, page: number): Promise<Entry[]> =>
			await find(`id > ${after} AND ${ofInterest}`, { ...oldest, per_page: pageSize, page }),

		findNewest: async (): Promise<Entry[]> =>
			(await find(ofInterest, { ...newest, per_page: pageSize })).reverse(),

		/** Our own user name, if we did anything since; `__CurrentUser__` is RT's way to say whose token it is. */
		findOwnName: async (since: number): Promise<string | undefined> => {
			const where = `id >= ${since} AND Creator='__CurrentUser__'`;
			return (await find(where, { ...oldest, per_page: 1 }))[0]?.creator;
		},

		/** Tickets that were merged are not among them. */
		findTickets: async (ids: string[]): Promise<TicketFacts[]> => {
			const query = ids.map((id) => `id=${id}`).join(' OR ');
			const page = { fields: 'Subject,Status,CustomFields', per_page: pageSize };
			const request = { method: 'GET', url: '/tickets', query: { query, ...page } } as const;
			return toItems(await call('looking up tickets', request, [200])).map(toFacts);
		},

		/** Follows merges. Undefined when it is gone, or not ours to see. */
		readTicket: async (id: string): Promise<TicketFacts | undefined> => {
			const request = { method: 'GET', url: `/ticket/${id}` } as const;
			const response = await call(`reading ticket ${id}`, request, [200, 403, 404]);
			return response.status === 200 ? toFacts(toObject(response, 'the ticket')) : undefined;
		},

		/** A message's texts; pictures and other files are not fetched. */
		findTexts: async (entryId: number): Promise<Array<{ type: string; text: string }>> => {
			const url = `/transaction/${entryId}/attachments`;
			const query = { fields: 'Content,ContentType,Filename', orderby: 'id', per_page: pageSize };
			const body = [{ field: 'ContentType', operator: 'STARTSWITH', value: 'text/' }];
			const response = await call('reading a message', { method: 'POST', url, query, body }, [200]);
			const parts = toItems(response).filter(({ Filename }) => !Filename);
			return parts.map((it) => ({ type: String(it.ContentType), text: String(it.Content ?? '') }));
		},

		/** User name and name of an owner; undefined where RT does not say. */
		findOwner: async (id: string): Promise<{ id: string; name: string } | undefined> => {
			const request = { method: 'GET', url: `/user/${encodeURIComponent(id)}` } as const;
			const response = await call('looking up the owner', request, [200, 403, 404]);
			if (response.status !== 200) return undefined;
			const { Name, RealName } = toObject(response, 'the owner');
			return { id: String(Name ?? id), name: String(RealName || Name || id) };
		},
	};
}

/** As many as RT answers at once. */
export const pageSize = 100;

const oldest = { orderby: 'id', order: 'ASC' };
const newest = { orderby: 'id', order: 'DESC' };

/** RT writes down a change of owner twice. */
const ofInterest =
	"(Type='Status' OR Type='Correspond' OR Type='Comment' OR (Field='Owner' AND Type!='SetWatcher'))";

function toEntry(item: Record<string, unknown>): Entry {
	const text = (value: unknown) => String(value ?? '').trim();
	return {
		id: Number(item.id),
		ticketId: text(item.ObjectId),
		type: text(item.Type),
		field: text(item.Field),
		oldValue: text(item.OldValue),
		newValue: text(item.NewValue),
		creator: toName(item.Creator),
		at: new Date(text(item.Created)).toISOString(),
		subject: text(item.Data),
	};
}

function toFacts(item: Record<string, unknown>): TicketFacts {
	const fields = Array.isArray(item.CustomFields) ? item.CustomFields : [];
	const key = fields.find(({ name }) => name === trackerFields.caseKey)?.values?.[0];
	return {
		id: String(item.id),
		title: String(item.Subject ?? ''),
		status: String(item.Status ?? ''),
		caseKey: key === undefined ? undefined : String(key),
	};
}
