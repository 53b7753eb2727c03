import type { CaseEvent } from '../../domain/case-event';
import type { HttpSend } from '../../http';
import type { CaseCursor, CaseEventPage, CaseEventReader } from '../case-events';
import type { OdooApi, Row } from './api';
import { createOdooApi } from './api';
import type { EventFacts } from './event-facts';
import { fetchConstants, fetchFacts } from './event-facts';
import { toCaseEvents } from './event-of-message';
import { recordKinds } from './kinds';
import { findPreparedModels } from './set-up';
import { createOdooCall, type OdooInterface } from './transport';
import { toBaseAddress } from '../base-address';

export interface OdooReaderSettings {
	baseUrl: string;
	interface: OdooInterface;
}

interface OdooCursor extends CaseCursor {
	/** Messages above this id are still to be read. */
	afterId: number;
	/** While one look has more pages: where the next look begins. */
	rewindId?: number;
}

/**
 * What happens to a record stands in its messages: what people wrote, and which fields changed. Ids are given out before they can be
 * seen, so a higher one may show first: whatever is younger than five minutes is read again.
 */
export function createOdooEvents(send: HttpSend, settings: OdooReaderSettings): CaseEventReader {
	const api = createOdooApi(createOdooCall(send, settings.interface));
	const base = toBaseAddress(settings.baseUrl);
	let models: Promise<string[]> | undefined;
	let constants: ReturnType<typeof fetchConstants> | undefined;
	const readModels = async () => {
		models ??= findPreparedModels(api, Object.keys(recordKinds)).catch((error: unknown) => {
			models = undefined;
			throw error;
		});
		return await models;
	};
	const toEvents = async (messages: Row[]): Promise<CaseEvent[]> => {
		if (messages.length === 0) return [];
		constants ??= fetchConstants(api, await readModels()).catch((error: unknown) => {
			constants = undefined;
			throw error;
		});
		const facts: EventFacts = await fetchFacts(api, messages, await constants);
		return messages.flatMap((message) => toCaseEvents(message, facts, base));
	};
	return {
		fetchCaseEvents: async (cursor, nowMs): Promise<CaseEventPage> => {
			const known = toCursor(cursor);
			if (!known) {
				const [newest] = await fetchMessages(api, await readModels(), 0, 'id desc', 1);
				return { events: [], cursor: { afterId: newest?.id ?? 0 }, isMore: false };
			}
			const messages = await fetchMessages(api, await readModels(), known.afterId, 'id', pageSize);
			const settledId = messages
				.filter(({ create_date: at }) => toTimeMs(at) < nowMs - lagMs)
				.reduce((highest, { id }) => Math.max(highest, id), known.rewindId ?? known.afterId);
			const isMore = messages.length === pageSize;
			const next: OdooCursor = isMore
				? { afterId: messages[messages.length - 1].id, rewindId: settledId }
				: { afterId: settledId };
			return { events: await toEvents(messages), cursor: next, isMore };
		},
		fetchSample: async () => {
			const messages = await fetchMessages(api, await readModels(), 0, 'id desc', pageSize);
			return (await toEvents(messages.reverse())).slice(-5);
		},
	};
}

const pageSize = 100;
const lagMs = 5 * 60_000;

const fetchMessages = async (
	api: OdooApi,
	models: string[],
	afterId: number,
	order: string,
	limit: number,
) =>
	await api.search('reading messages', 'mail.message', {
		domain: [
			['model', 'in', models],
			['id', '>', afterId],
		],
		fields: [
			...['model', 'res_id', 'create_date', 'create_uid', 'author_id'],
			...['body', 'message_type', 'subtype_id'],
		],
		order,
		limit,
	});

function toCursor(cursor: CaseCursor | undefined): OdooCursor | undefined {
	const { afterId, rewindId } = cursor ?? {};
	if (!Number.isInteger(afterId)) return undefined;
	return {
		afterId: afterId as number,
		...(Number.isInteger(rewindId) && { rewindId: rewindId as number }),
	};
}

/** Odoo's times are UTC without saying so. */
const toTimeMs = (time: unknown) => Date.parse(`${String(time).replace(' ', 'T')}Z`);
