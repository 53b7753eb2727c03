import type { HttpRequest, HttpResponse, HttpSend } from '../../http';
import {
	findTroubles,
	malformed,
	type SalesforceRecord,
	toRecords,
	toSalesforceFailure,
	toText,
} from './answers';

export type SalesforceApi = ReturnType<typeof createSalesforceApi>;

export const apiPath = '/services/data/v62.0';

/** What a query of several answered. */
export interface QueryAnswer {
	records: SalesforceRecord[];
	/** Path of the next page, where there is one. */
	next?: string;
	/** The query may fail, and was not taken. */
	isRefused?: true;
}

/**
 * The calls of Salesforce's REST API the desk needs. People's words go by trees and collections only: in a composite request
 * Salesforce would take an `@{…}` in them for a reference of ours.
 */
export function createSalesforceApi(send: HttpSend) {
	const call = async (doing: string, request: HttpRequest, ok: number[]) => {
		const response = await send({ ...request, url: `${apiPath}${request.url}` });
		if (!ok.includes(response.status)) throw toSalesforceFailure(response, doing);
		return response;
	};

	/** Several queries in one call; each may fail alone. */
	const ask = async (doing: string, queries: Record<string, string>) => {
		const compositeRequest = Object.entries(queries).map(([referenceId, soql]) => ({
			method: 'GET',
			url: `${apiPath}/query?q=${encodeURIComponent(soql)}`,
			referenceId,
		}));
		const body = { allOrNone: false, compositeRequest };
		const response = await call(doing, { method: 'POST', url: '/composite', body }, [200]);
		const { compositeResponse } = (response.body ?? {}) as { compositeResponse?: unknown };
		if (!Array.isArray(compositeResponse)) throw toOdd(response, doing);
		return compositeResponse as Array<{
			referenceId: string;
			httpStatusCode: number;
			body: unknown;
		}>;
	};

	return {
		/** @param optional names of queries that may fail: they answer nothing then */
		queryAll: async (
			doing: string,
			queries: Record<string, string>,
			optional: string[] = [],
		): Promise<Record<string, QueryAnswer>> => {
			const parts = await ask(doing, queries);
			const answers = Object.keys(queries).map((name): [string, QueryAnswer] => {
				const part = parts.find(({ referenceId }) => referenceId === name);
				if (!part) throw malformed(doing);
				const { httpStatusCode: status, body } = part;
				if (status === 200 && findTroubles(body).length === 0) return [name, toPage(body, doing)];
				if (optional.includes(name) && status >= 400 && status < 500)
					return [name, { records: [], isRefused: true }];
				throw toSalesforceFailure({ status, headers: {}, body }, doing);
			});
			return Object.fromEntries(answers);
		},

		/** @param path as `next` of an answer gives it */
		fetchPage: async (doing: string, path: string): Promise<QueryAnswer> => {
			const response = await send({ method: 'GET', url: path });
			if (response.status !== 200) throw toSalesforceFailure(response, doing);
			return toPage(response.body, doing);
		},

		/** A record with those that hang on it, all or none. @returns their ids by `referenceId` */
		createTree: async (
			doing: string,
			type: string,
			record: SalesforceRecord,
			headers: Record<string, string>,
		): Promise<Record<string, string>> => {
			const request = { url: `/composite/tree/${type}`, body: { records: [record] }, headers };
			const response = await call(doing, { method: 'POST', ...request }, [201]);
			const { hasErrors, results } = (response.body ?? {}) as SalesforceRecord;
			if (hasErrors !== false || !Array.isArray(results)) throw toOdd(response, doing);
			return Object.fromEntries(
				(results as SalesforceRecord[]).map(({ referenceId, id }) => [
					toText(referenceId),
					toText(id),
				]),
			);
		},

		/** Records of any kind, all or none; that one was refused comes as 200. */
		createRecords: async (doing: string, records: SalesforceRecord[]): Promise<void> => {
			const body = { allOrNone: true, records };
			const request = { method: 'POST', url: '/composite/sobjects', body } as const;
			const response = await call(doing, request, [200, 201]);
			const results = response.body as Array<{ success?: unknown }>;
			const isDone = Array.isArray(results) && results.every(({ success }) => success === true);
			if (!isDone) throw toOdd(response, doing);
		},

		createRecord: async (doing: string, path: string, body: SalesforceRecord): Promise<string> => {
			const response = await call(doing, { method: 'POST', url: path, body }, [201]);
			const { success, id } = (response.body ?? {}) as SalesforceRecord;
			if (success !== true) throw toOdd(response, doing);
			return toText(id);
		},

		updateRecord: async (doing: string, type: string, id: string, body: SalesforceRecord) => {
			const request = { url: `/sobjects/${type}/${id}`, body, headers: noAssignment };
			await call(doing, { method: 'PATCH', ...request }, [200, 204]);
		},

		describe: async (type: string): Promise<SalesforceRecord[]> => {
			const doing = `looking at the fields of ${type}`;
			const request = { method: 'GET', url: `/sobjects/${type}/describe` } as const;
			const { fields } = ((await call(doing, request, [200])).body ?? {}) as SalesforceRecord;
			if (!Array.isArray(fields)) throw malformed(doing);
			return fields as SalesforceRecord[];
		},

		/** Id of the user the connection works as. */
		findOwnId: async (): Promise<string> => {
			const doing = "finding out the connection's user";
			const { body } = await call(doing, { method: 'GET', url: '' }, [200]);
			const { identity } = (body ?? {}) as { identity?: unknown };
			const [, id] = /\/id\/\w+\/(005\w{12,15})$/.exec(toText(identity)) ?? [];
			if (!id) throw malformed(doing);
			return id;
		},
	};
}

/** Rules that hand cases to people must not run again when something of a case is changed. */
export const noAssignment = { 'Sforce-Auto-Assign': 'FALSE' };

function toPage(body: unknown, doing: string): QueryAnswer {
	const records = toRecords(body, doing);
	const { done, nextRecordsUrl } = body as SalesforceRecord;
	return done === false ? { records, next: toText(nextRecordsUrl) } : { records };
}

/** A complaint under a good status, or something that is no answer at all. */
const toOdd = (response: HttpResponse, doing: string) =>
	findTroubles(response.body).length > 0
		? toSalesforceFailure({ ...response, status: 400 }, doing)
		: malformed(doing);

/** A value inside a SOQL string. */
export const quote = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** The same behind LIKE, where `_` and `%` would stand for anything. */
export const quoteLike = (before: string, value: string, after = '') =>
	`'${before}${value.replace(/[\\'_%]/g, '\\$&')}${after}'`;
