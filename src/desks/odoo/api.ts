import { HttpFailure } from '../../http';
import { isAmbiguous } from '../answer';
import { unreadable } from './failures';
import type { OdooCall } from './transport';

export type Row = Record<string, unknown> & { id: number };

export type OdooApi = ReturnType<typeof createOdooApi>;

/** The few methods of Odoo's models the desk needs, with what they really answer. */
export function createOdooApi(call: OdooCall) {
	const search = async (
		doing: string,
		model: string,
		query: {
			domain: unknown[];
			/** All of them unless told. */
			fields?: string[];
			order?: string;
			limit?: number;
			offset?: number;
			/** Whether archived records count too. */
			withArchived?: boolean;
		},
	): Promise<Row[]> => {
		const { withArchived, ...params } = query;
		const context = withArchived ? { active_test: false } : {};
		return toRows(await call(doing, model, 'search_read', { ...params, context }), doing);
	};
	return {
		search,

		/** All that fit, page by page, ten thousand at most. */
		searchAll: async (
			doing: string,
			model: string,
			query: { domain: unknown[]; fields?: string[]; order: string },
		): Promise<Row[]> => {
			const rows: Row[] = [];
			for (let page = 0; page < 50; page++) {
				const found = await search(doing, model, { ...query, limit: 200, offset: rows.length });
				rows.push(...found);
				if (found.length < 200) break;
			}
			return rows;
		},

		/**
		 * Creates records by external id. One that is there already stays as it is (`keep`), or takes the columns again
		 * (`update`); its id is answered either way, in the order of the rows. So it may be repeated, and is when its answer
		 * was lost or another run was in the way.
		 *
		 * @param defaults what a new record gets besides, and one that is there never
		 */
		load: async (
			doing: string,
			model: string,
			rows: Array<Record<string, string>>,
			{
				existing,
				defaults = {},
				context = {},
				isRepeated = true,
			}: {
				existing: 'keep' | 'update';
				defaults?: Record<string, unknown>;
				context?: Record<string, unknown>;
				/** Whether a call that may have been in vain is made again; off where the caller looks first. */
				isRepeated?: boolean;
			},
		): Promise<number[]> => {
			const fields = Object.keys(rows[0]);
			const params = {
				fields,
				data: rows.map((row) => fields.map((field) => row[field])),
				context: {
					...context,
					...Object.fromEntries(Object.entries(defaults).map(([k, v]) => [`default_${k}`, v])),
					noupdate: true,
					...(existing === 'keep' ? { mode: 'update' } : {}),
				},
			};
			const run = async () => toIds(await call(doing, model, 'load', params), doing, rows.length);
			return await run().catch(async (error: unknown) => {
				const isUnclear = isAmbiguous(error) || error instanceof LoadRefused;
				if (!isRepeated || !isUnclear) throw error;
				return await run().catch((again: unknown) => {
					// The first says what happened; the second whether it still does.
					throw again instanceof LoadRefused ? again : error;
				});
			});
		},

		write: async (
			doing: string,
			model: string,
			id: number,
			vals: Record<string, unknown>,
			context: Record<string, unknown> = {},
		): Promise<void> => void (await call(doing, model, 'write', { ids: [id], vals, context })),

		create: async (doing: string, model: string, vals: Record<string, unknown>): Promise<void> =>
			void (await call(doing, model, 'create', { vals_list: [vals] })),

		call,
	};
}

/** Odoo took the call and refused a row: a value that is not right, or another run at the same instant. */
export class LoadRefused extends HttpFailure {}

function toIds(answer: unknown, doing: string, count: number): number[] {
	const { ids, messages } = (answer ?? {}) as { ids?: unknown; messages?: unknown };
	if (Array.isArray(ids) && ids.length === count && ids.every(Number.isInteger)) return ids;
	if (ids !== false || !Array.isArray(messages)) throw unreadable(doing, answer);
	const said = messages.map(toSaidOfRow).filter(Boolean).slice(0, 3).join('; ');
	throw new LoadRefused('refused', `Odoo: ${doing} was refused: ${said || 'no reason given'}`, {
		hint: 'Look at the field named here, in the options of the node and in Odoo (required fields, values that are gone).',
	});
}

function toSaidOfRow(message: unknown): string {
	const { field, message: text } = (message ?? {}) as { field?: unknown; message?: unknown };
	const words = String(text ?? '').slice(0, 300);
	return typeof field === 'string' ? `${field}: ${words}` : words;
}

function toRows(answer: unknown, doing: string): Row[] {
	const isRow = (row: unknown) =>
		typeof row === 'object' && row !== null && Number.isInteger((row as { id?: unknown }).id);
	if (Array.isArray(answer) && answer.every(isRow)) return answer as Row[];
	const { messages } = (answer ?? {}) as { messages?: unknown };
	throw unreadable(doing, Array.isArray(messages) ? { errors: messages } : answer);
}

/** What a reference to one record holds: `[id, name]`, or false. */
export function toReference(value: unknown): { id: number; name: string } | undefined {
	if (!Array.isArray(value) || !Number.isInteger(value[0])) return undefined;
	return { id: value[0] as number, name: String(value[1] ?? '') };
}
