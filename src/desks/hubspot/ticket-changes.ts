import type { CaseEvent, CaseEventKind } from '../../domain/case-event';
import { parseCaseKey } from '../../domain/case-event';
import type { Choice } from '../desk';
import type { Change, HubSpotObject } from './answers';
import type { HubSpotApi } from './api';
import { toTicketUrl } from './api';
import { fetchOwners } from './lists';
import type { Pipeline } from './pipelines';
import { fetchPipelines, findStage } from './pipelines';
import { names } from './properties';

/** What else has to be known to tell of a ticket. */
export interface EventFacts {
	pipelines: Pipeline[];
	owners: Choice[];
	records?: string;
}

/** Which records of the search; without a time the newest. */
export interface Page {
	fromMs?: number;
	afterId?: string;
	limit: number;
	isNewestFirst?: boolean;
}

/** In one look they are read once. */
export async function fetchFacts(api: HubSpotApi): Promise<EventFacts> {
	return {
		pipelines: await fetchPipelines(api),
		owners: await fetchOwners(api),
		records: await api.findRecordsUrl(),
	};
}

/** The body of a search for records of ours or not of ours, in the order of their ids. */
export function toSearch(
	time: string,
	ours: { propertyName: string; operator: 'HAS_PROPERTY' | 'NOT_HAS_PROPERTY' },
	properties: string[],
	{ fromMs, afterId, limit, isNewestFirst }: Page,
) {
	const filters = [
		ours,
		...(fromMs === undefined
			? []
			: [{ propertyName: time, operator: 'GTE', value: String(fromMs) }]),
		...(afterId === undefined
			? []
			: [{ propertyName: 'hs_object_id', operator: 'GT', value: afterId }]),
	];
	const [propertyName, direction] = isNewestFirst
		? [time, 'DESCENDING']
		: ['hs_object_id', 'ASCENDING'];
	return { filterGroups: [{ filters }], sorts: [{ propertyName, direction }], properties, limit };
}

/** Tickets of ours that were changed. */
export const fetchTickets = async (api: HubSpotApi, page: Page): Promise<HubSpotObject[]> => {
	const ours = { propertyName: names.caseKey, operator: 'HAS_PROPERTY' } as const;
	return await api.search('tickets', toSearch('hs_lastmodifieddate', ours, [names.caseKey], page));
};

/** All that is on record of when each ticket's stage and owner were changed. */
export async function toChangeEvents(
	api: HubSpotApi,
	facts: EventFacts,
	ids: string[],
): Promise<CaseEvent[]> {
	const tickets = await api.read('tickets', ids, caseProperties, watched);
	return tickets.flatMap((ticket) => {
		const told = toTicketFacts(facts, ticket);
		if (!told) return [];
		return [...toStageEvents(facts, ticket, told), ...toOwnerEvents(facts, ticket, told)];
	});
}

/** What every event needs of its ticket. */
export const caseProperties = ['subject', 'hs_pipeline', 'hs_pipeline_stage', names.caseKey];

const watched = ['hs_pipeline_stage', 'hubspot_owner_id', names.caseKey];

type TicketFacts = Pick<
	CaseEvent,
	| 'desk'
	| 'caseId'
	| 'caseUrl'
	| 'caseTitle'
	| 'caseKey'
	| 'accountId'
	| 'conversationId'
	| 'status'
>;

/** Undefined for a ticket that holds no conversation of ours. */
export function toTicketFacts(
	{ pipelines, records }: EventFacts,
	{ id, properties }: HubSpotObject,
): TicketFacts | undefined {
	const conversation = parseCaseKey(properties[names.caseKey]);
	if (!conversation) return undefined;
	const { hs_pipeline: pipeline, hs_pipeline_stage: stageId, subject } = properties;
	const status = findStage(pipelines, pipeline, stageId).stage?.label ?? stageId;
	return {
		desk: 'hubSpot',
		caseId: id,
		...(records ? { caseUrl: toTicketUrl(records, id) } : {}),
		...(subject ? { caseTitle: subject } : {}),
		...conversation,
		...(status ? { status } : {}),
	};
}

function toStageEvents({ pipelines }: EventFacts, ticket: HubSpotObject, told: TicketFacts) {
	const stages = pipelines.flatMap((pipeline) => pipeline.stages);
	const isClosed = (stageId: string) => stages.find(({ id }) => id === stageId)?.isClosed === true;
	const changes = toOldestFirst(ticket.history.hs_pipeline_stage);
	return changes.slice(1).flatMap((change, at): CaseEvent[] => {
		const was = isClosed(changes[at].value);
		const is = isClosed(change.value);
		if (was === is) return [];
		return [toEvent(ticket, told, change, is ? 'resolved' : 'reopened')];
	});
}

function toOwnerEvents({ owners }: EventFacts, ticket: HubSpotObject, told: TicketFacts) {
	const [made] = toOldestFirst(ticket.history[names.caseKey]);
	const changes = toOldestFirst(ticket.history.hubspot_owner_id);
	return changes.flatMap((change, at): CaseEvent[] => {
		const { value, atMs } = change;
		const before = at === 0 ? '' : changes[at - 1].value;
		// The owner it was created with was chosen in the node.
		const isFromTheStart = at === 0 && made !== undefined && atMs <= made.atMs;
		if (value === before || isFromTheStart) return [];
		const name = owners.find((it) => it.value === value)?.name;
		const owner = value ? { owner: { id: value, ...(name ? { name } : {}) } } : {};
		return [{ ...toEvent(ticket, told, change, 'assigned'), ...owner }];
	});
}

/** HubSpot tells the newest first, also of those of the same instant. */
const toOldestFirst = (changes: Change[] = []) =>
	changes
		.filter(({ atMs }) => !Number.isNaN(atMs))
		.reverse()
		.sort((one, other) => one.atMs - other.atMs);

function toEvent(
	{ id, history }: HubSpotObject,
	told: TicketFacts,
	{ value, atMs, sourceType, sourceId, userId }: Change,
	kind: CaseEventKind,
): CaseEvent {
	// The app that wrote the key is this one.
	const [ours] = toOldestFirst(history[names.caseKey]);
	const isOurs = ours?.sourceType === sourceType && ours.sourceId === sourceId;
	return {
		id: ['hubspot', id, kind, atMs, value]
			.join('-')
			.replace(/[^\w.-]/g, '_')
			.slice(0, 100),
		kind,
		...told,
		at: new Date(atMs).toISOString(),
		...(userId ? { by: { id: userId } } : {}),
		isOurs: isOurs && sourceType === 'INTEGRATION',
	};
}
