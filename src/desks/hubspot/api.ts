import { isRecord } from '../../domain/record';
import type { HttpRequest, HttpResponse, HttpSend } from '../../http';
import { toSaid } from '../answer';
import type { HubSpotObject } from './answers';
import {
	isConflict,
	isDone,
	isNotFound,
	toAfter,
	toHubSpotFailure,
	toHubSpotObject,
	toMissing,
	toResults,
} from './answers';

export type HubSpotApi = ReturnType<typeof createHubSpotApi>;

export type Kind = 'contacts' | 'tickets' | 'notes';

/** HubSpot's own numbers for "ticket to contact" and "note to ticket". */
const linkTypes = { contact: 16, ticket: 228 };

export interface NewRecord {
	properties: Record<string, string>;
	links?: Array<{ to: keyof typeof linkTypes; id: string }>;
}

/** The few calls of HubSpot's CRM API the desk needs. */
export function createHubSpotApi(send: HttpSend) {
	const ask = async (
		doing: string,
		request: HttpRequest,
		isAllowed?: (response: HttpResponse) => boolean,
	): Promise<HttpResponse> => {
		const response = await send(request);
		if (isDone(response) || isAllowed?.(response)) return response;
		throw toHubSpotFailure(response, doing);
	};

	/** Of one page after the other, at most 20 pages. */
	const list = async (doing: string, url: string) => {
		const found: Array<Record<string, unknown>> = [];
		let after: string | undefined;
		for (let page = 0; page < 20; page++) {
			const { body } = await ask(doing, { method: 'GET', url, query: { limit: 100, after } });
			found.push(...toResults(body, doing));
			after = toAfter(body);
			if (after === undefined) break;
		}
		return found;
	};

	return {
		ask,
		list,

		/** The record whose unique property has the value; consistent at once. Deleted ones are not found. */
		find: async (
			kind: Kind,
			{ property, value }: { property: string; value: string },
			query: { properties: string; propertiesWithHistory?: string; archived?: string },
		): Promise<HubSpotObject | undefined> => {
			const doing = `looking up the ${nouns[kind]}`;
			const url = `${toPath(kind)}/${encodeURIComponent(value)}`;
			const request = { method: 'GET', url, query: { ...query, idProperty: property } } as const;
			// Nothing else in this request can be wrong.
			const isUnknown = ({ status }: HttpResponse) => status === 400;
			const response = await ask(doing, request, (it) => isNotFound(it) || isUnknown(it));
			if (isUnknown(response)) {
				throw toMissing(`${doing}: "${property}" is no unique property of ${kind} here`);
			}
			return isNotFound(response) ? undefined : toHubSpotObject(response.body, doing);
		},

		/** @returns undefined when another record holds a value that may be there once only */
		create: async (kind: Kind, { properties, links = [] }: NewRecord) => {
			const doing = `creating the ${nouns[kind]}`;
			const associations = links.map(({ to, id }) => ({
				to: { id },
				types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: linkTypes[to] }],
			}));
			const body = { properties, associations };
			const request = { method: 'POST', url: toPath(kind), body } as const;
			const response = await ask(doing, request, isConflict);
			return isConflict(response) ? undefined : toHubSpotObject(response.body, doing);
		},

		update: async (kind: Kind, id: string, properties: Record<string, string>) => {
			const doing = `changing ${nouns[kind]} ${id}`;
			const url = `${toPath(kind)}/${id}`;
			const { body } = await ask(doing, { method: 'PATCH', url, body: { properties } });
			toHubSpotObject(body, doing);
		},

		/** Records by id, with the changes of some properties: 50 a call are the most. Deleted ones are left out. */
		read: async (
			kind: Kind,
			ids: string[],
			properties: string[],
			propertiesWithHistory: string[],
		): Promise<HubSpotObject[]> => {
			const doing = `reading ${kind}`;
			const found: HubSpotObject[] = [];
			for (let at = 0; at < ids.length; at += 50) {
				const inputs = ids.slice(at, at + 50).map((id) => ({ id }));
				const url = `${toPath(kind)}/batch/read`;
				const body = { inputs, properties, propertiesWithHistory };
				const response = await ask(doing, { method: 'POST', url, body });
				found.push(...toResults(response.body, doing).map((it) => toHubSpotObject(it, doing)));
			}
			return found;
		},

		/** One page of the search, which shows what is new only after a while. */
		search: async (kind: Kind, query: Record<string, unknown>): Promise<HubSpotObject[]> => {
			const doing = `searching ${kind}`;
			const url = `${toPath(kind)}/search`;
			const { status, body } = await ask(
				doing,
				{ method: 'POST', url, body: query },
				(response) => response.status === 400,
			);
			// Ours are the only names in it that may be missing.
			if (status === 400) throw toMissing(`${doing} was refused: ${toSaid(body)}`);
			return toResults(body, doing).map((it) => toHubSpotObject(it, doing));
		},

		/** Where HubSpot shows its records, for people; undefined when the token may not know. */
		findRecordsUrl: async (): Promise<string | undefined> => {
			const request = { method: 'GET', url: '/account-info/v3/details' } as const;
			const response = await ask('reading the account', request, ({ status }) => status === 403);
			const { portalId, uiDomain } = isRecord(response.body) ? response.body : {};
			return portalId && uiDomain ? `https://${uiDomain}/contacts/${portalId}/record` : undefined;
		},
	};
}

/** @param records address below which HubSpot shows its records, by their type */
export const toTicketUrl = (records: string, id: string) => `${records}/0-5/${id}`;

const toPath = (kind: Kind) => `/crm/v3/objects/${kind}`;

const nouns: Record<Kind, string> = { contacts: 'contact', tickets: 'ticket', notes: 'note' };
