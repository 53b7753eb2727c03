import type { CaseDraft } from '../../domain/case';
import { HttpFailure } from '../../http';
import { isAmbiguous } from '../answer';
import type { NewCaseFields } from '../desk';
import type { HubSpotObject } from './answers';
import type { HubSpotApi } from './api';
import { toNoteHtml, toTicketContent } from './note-text';
import type { Pipeline } from './pipelines';
import { findStage } from './pipelines';
import { names } from './properties';

export interface Place {
	pipeline: string;
	stage: string;
}

const ticketProperties = [names.caseKey, names.firstPost, 'hs_pipeline', 'hs_pipeline_stage'];

export const findTicket = async (api: HubSpotApi, caseKey: string) =>
	await api.find(
		'tickets',
		{ property: names.caseKey, value: caseKey },
		{
			properties: ticketProperties.join(','),
			propertiesWithHistory: 'hs_pipeline_stage',
		},
	);

/** Whether the ticket was opened with this very post. */
export const isOpenedBy = ({ properties }: HubSpotObject, { reference }: CaseDraft) =>
	properties[names.firstPost] === reference;

/**
 * Makes the ticket with the post's words in it, in one request: whoever comes second is refused and adds a note instead.
 *
 * @returns the ticket of the conversation, and whether it is this one
 */
export async function createTicket(
	api: HubSpotApi,
	draft: CaseDraft,
	place: Place,
	newCase: NewCaseFields,
	contactId: string | undefined,
): Promise<{ ticket: HubSpotObject; isMade: boolean }> {
	const priority =
		draft.urgency && (newCase.priorities[draft.urgency] ?? priorities[draft.urgency]);
	const properties = {
		subject: draft.title,
		content: toTicketContent(draft.body),
		hs_pipeline: place.pipeline,
		hs_pipeline_stage: place.stage,
		...(priority ? { hs_ticket_priority: priority } : {}),
		...(newCase.owner ? { hubspot_owner_id: newCase.owner } : {}),
		[names.caseKey]: draft.caseKey,
		[names.firstPost]: draft.reference,
	};
	const links = contactId ? [{ to: 'contact' as const, id: contactId }] : [];
	const made = await api.create('tickets', { properties, links }).catch(async (error: unknown) => {
		if (!isAmbiguous(error)) throw error;
		const found = await findTicket(api, draft.caseKey);
		if (!found) throw error;
		return { ...found, isFound: true };
	});
	if (made && !('isFound' in made)) return { ticket: made, isMade: true };
	if (made) return { ticket: made, isMade: isOpenedBy(made, draft) };
	const ticket = await findTicket(api, draft.caseKey);
	if (!ticket) throw keyHeld(draft.caseKey);
	return { ticket, isMade: false };
}

/** Where the node says nothing; `URGENT` is missing in accounts made before there was such a thing. */
const priorities = { critical: 'HIGH', urgent: 'HIGH', normal: 'MEDIUM', low: 'LOW' };

const keyHeld = (caseKey: string) =>
	new HttpFailure(
		'refused',
		`HubSpot: creating the ticket was refused, because one that cannot be read holds "${caseKey}" in ${names.caseKey}`,
		{
			hint: 'Most likely it was deleted: restore it in HubSpot (Tickets › Actions › Restore records), or let the private app see all tickets.',
		},
	);

/** The same post gets the same key in the same ticket, and another one in the ticket that follows a deleted one. */
const toPostKey = ({ reference }: CaseDraft, { id }: HubSpotObject) => `${reference}.${id}`;

/** Adds the post once, and opens the ticket again where it was closed and the customer writes on. */
export async function addPost(
	api: HubSpotApi,
	pipelines: Pipeline[],
	ticket: HubSpotObject,
	draft: CaseDraft,
): Promise<{ outcome: 'added' | 'existing'; notes?: string[] }> {
	if (isOpenedBy(ticket, draft)) return { outcome: 'existing' };
	const isAdded = await addNote(api, ticket, draft);
	const outcome = isAdded ? 'added' : 'existing';
	const open = draft.isOurs ? undefined : findOpenStage(pipelines, ticket);
	if (open === undefined) return { outcome };
	if (!isAdded && !(await isReopeningOwed(api, ticket, draft))) return { outcome };
	const refused = await reopen(api, ticket, open);
	return { outcome, ...(refused ? { notes: [refused] } : {}) };
}

async function addNote(api: HubSpotApi, ticket: HubSpotObject, draft: CaseDraft): Promise<boolean> {
	const properties = {
		hs_timestamp: draft.createdAt,
		hs_note_body: toNoteHtml(draft.body),
		[names.postKey]: toPostKey(draft, ticket),
	};
	const links = [{ to: 'ticket' as const, id: ticket.id }];
	const made = await api.create('notes', { properties, links }).catch(async (error: unknown) => {
		const found = isAmbiguous(error) ? await findNote(api, ticket, draft) : undefined;
		if (!found) throw error;
		return found;
	});
	return made !== undefined;
}

const findNote = async (api: HubSpotApi, ticket: HubSpotObject, draft: CaseDraft) =>
	await api.find(
		'notes',
		{ property: names.postKey, value: toPostKey(draft, ticket) },
		{ properties: names.postKey },
	);

/** Where a closed ticket goes when it is opened again; undefined when it is not closed. */
function findOpenStage(pipelines: Pipeline[], { properties }: HubSpotObject): string | undefined {
	const { hs_pipeline: pipelineId, hs_pipeline_stage: stageId } = properties;
	const { pipeline, stage } = findStage(pipelines, pipelineId, stageId);
	return stage?.isClosed ? pipeline?.stages.find(({ isClosed }) => !isClosed)?.id : undefined;
}

/** An earlier run may have ended between adding the post and opening the ticket: then it was closed before the post came. */
async function isReopeningOwed(
	api: HubSpotApi,
	ticket: HubSpotObject,
	draft: CaseDraft,
): Promise<boolean> {
	const note = await findNote(api, ticket, draft);
	const closedAtMs = ticket.history.hs_pipeline_stage?.[0]?.atMs;
	return note !== undefined && closedAtMs !== undefined && closedAtMs < note.createdAtMs;
}

/** @returns what HubSpot has against it, e.g. a property its rules ask for: no reason to hold back the post */
async function reopen(
	api: HubSpotApi,
	{ id }: HubSpotObject,
	stage: string,
): Promise<string | undefined> {
	const said = await api
		.update('tickets', id, { hs_pipeline_stage: stage })
		.catch((error: unknown) => {
			if (error instanceof HttpFailure && error.kind === 'refused') return error.message;
			throw error;
		});
	return said ? `The post is in the ticket, which stays closed. ${said}.` : undefined;
}
