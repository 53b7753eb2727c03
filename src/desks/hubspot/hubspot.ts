import type { CaseRef } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import type { HttpSend } from '../../http';
import type { Desk, DeskCapabilities, NewCaseFields } from '../desk';
import { once } from '../once';
import { createHubSpotApi, toTicketUrl } from './api';
import { keepContact } from './contact';
import { fetchPipelines, toPlace } from './pipelines';
import { checkCaseKey, prepareProperties } from './properties';
import { addPost, createTicket, findTicket } from './ticket';

export interface HubSpotSettings {
	/** Id or name of the pipeline that takes new cases. */
	pipeline: string;
	newCase: NewCaseFields;
}

export const hubSpotCapabilities: DeskCapabilities = {
	caseKey: 'upsert',
	commentKey: 'unique',
	concurrentCreates: 'one case',
	contactKey: 'unique',
	closedCase: 'reopened',
	media: 'links',
	ourAnswers: 'text',
	caseEvents: 'poll',
	publicComments: false,
};

/**
 * HubSpot's CRM over its API v3.
 *
 * A conversation is the ticket whose unique property `x_case_key` holds its key; the post that opened it stands in the
 * ticket itself, named by `x_first_post`, every other one is a note with the unique property `x_post_key`. HubSpot refuses a
 * second record with the same value, so two runs at once need no look-up in between: an opening post is created outright.
 * HubSpot's own upsert would write over what agents have changed, and takes no associations.
 */
export function createHubSpot(send: HttpSend, { pipeline, newCase }: HubSpotSettings): Desk {
	const api = createHubSpotApi(send);
	const readPipelines = once(async () => await fetchPipelines(api));
	const readRecordsUrl = once(async () => await api.findRecordsUrl());
	const checkOnce = once(async () => {
		await checkCaseKey(api);
		return true;
	});
	const refer = (
		id: string,
		records: string | undefined,
		{ outcome, notes = [] }: Pick<CaseRef, 'outcome' | 'notes'>,
	): CaseRef => ({
		desk: 'hubSpot',
		id,
		...(records ? { url: toTicketUrl(records, id) } : {}),
		outcome,
		...(notes.length > 0 ? { notes } : {}),
	});
	return {
		name: 'HubSpot',
		capabilities: hubSpotCapabilities,
		prepare: async () => await prepareProperties(api),
		upsertCase: async (draft) => {
			const [pipelines, records] = await Promise.all([readPipelines(), readRecordsUrl()]);
			const known = draft.isFollowUp ? await findTicket(api, draft.caseKey) : undefined;
			if (known) return refer(known.id, records, await addPost(api, pipelines, known, draft));
			const place = toPlace(pipelines, { pipeline, status: newCase.status });
			await checkOnce();
			const contactId = await keepContact(api, draft.contact);
			const { ticket, isMade } = await createTicket(api, draft, place, newCase, contactId);
			if (!isMade) return refer(ticket.id, records, await addPost(api, pipelines, ticket, draft));
			const isAlone = !contactId && draft.contact.xUserId !== unknownAuthorId;
			const notes = isAlone ? [contactHeld] : [];
			return refer(ticket.id, records, { outcome: 'created', notes });
		},
	};
}

const contactHeld =
	'The ticket has no contact: a deleted contact still holds this X user ID in HubSpot. Restore it there.';
