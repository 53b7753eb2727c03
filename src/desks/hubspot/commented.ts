import type { CaseEvent } from '../../domain/case-event';
import { isOurEntry } from '../../domain/case-event';
import { toPlainText } from '../html';
import { toResults } from './answers';
import type { HubSpotObject } from './answers';
import type { HubSpotApi } from './api';
import { names } from './properties';
import type { EventFacts, Page } from './ticket-changes';
import { caseProperties, toSearch, toTicketFacts } from './ticket-changes';
import { isRecord } from '../../domain/record';

export type CommentNote = HubSpotObject;

/** Notes that are not ours, wherever they hang. */
export const fetchNotes = async (api: HubSpotApi, page: Page): Promise<CommentNote[]> => {
	const others = { propertyName: names.postKey, operator: 'NOT_HAS_PROPERTY' } as const;
	return await api.search('notes', toSearch('hs_createdate', others, noteProperties, page));
};

const noteProperties = ['hs_note_body', 'hs_created_by', names.postKey];

/** Those of them that hang on a ticket of ours. */
export async function fetchComments(
	api: HubSpotApi,
	facts: EventFacts,
	notes: CommentNote[],
): Promise<CaseEvent[]> {
	const read = notes
		.map((note) => ({ note, text: toPlainText(note.properties.hs_note_body ?? '') }))
		.filter(({ note, text }) => !note.properties[names.postKey] && !isOurEntry(text));
	const links = await fetchLinks(
		api,
		read.map(({ note }) => note.id),
	);
	const ticketIds = [...new Set(links.map(({ ticketId }) => ticketId))];
	const tickets = await api.read('tickets', ticketIds, caseProperties, []);
	return links.flatMap(({ noteId, ticketId }): CaseEvent[] => {
		const entry = read.find(({ note }) => note.id === noteId);
		const ticket = tickets.find(({ id }) => id === ticketId);
		const told = ticket && toTicketFacts(facts, ticket);
		if (!entry || !told || Number.isNaN(entry.note.createdAtMs)) return [];
		const { hs_created_by: userId } = entry.note.properties;
		return [
			{
				id: `hubspot-${ticketId}-commented-${noteId}`,
				kind: 'commented',
				...told,
				at: new Date(entry.note.createdAtMs).toISOString(),
				...(userId ? { by: { id: userId } } : {}),
				isOurs: false,
				comment: { text: entry.text, isPublic: false },
			},
		];
	});
}

interface Link {
	noteId: string;
	ticketId: string;
}

async function fetchLinks({ ask }: HubSpotApi, noteIds: string[]): Promise<Link[]> {
	if (noteIds.length === 0) return [];
	const doing = 'reading what notes hang on';
	const { body } = await ask(doing, {
		method: 'POST',
		url: '/crm/v4/associations/notes/tickets/batch/read',
		body: { inputs: noteIds.map((id) => ({ id })) },
	});
	return toResults(body, doing).flatMap(({ from, to }) => {
		const noteId = isRecord(from) ? String(from.id) : '';
		const targets = Array.isArray(to) ? to.filter(isRecord) : [];
		return targets.map(({ toObjectId }) => ({ noteId, ticketId: String(toObjectId) }));
	});
}
