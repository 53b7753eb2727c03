import type { DeskAct, FakeDesk, HeldCase, HeldContact, MakeDesk } from '../service.mts';
import { DESK_KEY, json, route } from '../service.mts';
import { createAssociationRoutes } from './associations.mts';
import { Refusal } from './errors.mts';
import { createObjectRoutes } from './objects.mts';
import { findStage, isClosedStage, pipelines } from './pipelines.mts';
import { createProperties } from './properties.mts';
import type { Record_, Records } from './records.mts';
import { createRecords, person } from './records.mts';
import { createSettingsRoutes } from './settings.mts';

/** HubSpot's CRM, API v3 (associations v4), as far as tickets, contacts and notes go. */
export const makeHubSpot: MakeDesk = (clock): FakeDesk => {
	const schemas = {
		contacts: createProperties('contacts'),
		tickets: createProperties('tickets'),
		notes: createProperties('notes'),
	};
	const records = createRecords(clock, schemas);
	const settings: Record<string, unknown> = { searchLagMs: 0, scopes: 'all' };
	const routes = [
		...createSettingsRoutes(clock, schemas),
		...createObjectRoutes({
			...{ clock, records, schemas },
			searchLagMs: () => Number(settings.searchLagMs),
		}),
		...createAssociationRoutes({ clock, records, schemas, searchLagMs: () => 0 }),
	];
	return {
		answer(request) {
			if (request.headers.authorization !== `Bearer ${DESK_KEY}`) return unauthorized;
			const isMaking = request.method === 'POST' && request.path.startsWith('/crm/v3/properties/');
			if (isMaking && settings.scopes !== 'all') return missingScopes;
			try {
				return route(routes, request) ?? notThere;
			} catch (error) {
				if (error instanceof Refusal) return error.answer;
				throw error;
			}
		},
		look: () => ({
			cases: records.live('tickets').map((it) => toHeldCase(records, it)),
			contacts: records.live('contacts').map(toHeldContact),
		}),
		act(act) {
			if (act.do === 'forgetFields') {
				for (const schema of Object.values(schemas)) schema.forget();
				return;
			}
			if (act.do !== 'set') return actOn(records, act);
			if (act.name === 'archivedHoldsKeys') records.settings.archivedHoldsKeys = act.value === true;
			else settings[act.name] = act.value;
		},
	};
};

const unauthorized = json(401, {
	status: 'error',
	message:
		'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
	correlationId: '5a4d0000-0000-4000-8000-000000000401',
	category: 'INVALID_AUTHENTICATION',
});

const missingScopes = json(403, {
	status: 'error',
	message:
		"This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
	correlationId: '5a4d0000-0000-4000-8000-000000000403',
	errors: [
		{
			message: 'One or more of the following scopes are required.',
			context: { requiredGranularScopes: ['crm.schemas.contacts.write'] },
		},
	],
	category: 'MISSING_SCOPES',
});

/** No such address: a web page, as from any server. */
const notThere = json(404, '<html><body><h2>HTTP ERROR 404</h2></body></html>');

function toHeldCase(records: Records, { id, properties }: Record_): HeldCase {
	const { hs_pipeline: pipeline, hs_pipeline_stage: stage } = properties;
	const contact = records.linked(id, 'contacts')[0];
	const notes = records.linked(id, 'notes').map((it) => toText(it.properties.hs_note_body ?? ''));
	const texts = [properties.content ?? '', ...notes].filter(Boolean);
	return {
		id,
		caseKey: properties.x_case_key,
		title: properties.subject ?? '',
		isClosed: isClosedStage(pipeline, stage),
		status: findStage(pipeline, stage)?.label,
		priority: properties.hs_ticket_priority,
		owner: properties.hubspot_owner_id,
		queue: pipeline,
		contactId: contact?.id,
		entries: texts.map((text) => ({ text, isPublic: false, isOutgoing: false })),
	};
}

function toHeldContact({ id, properties }: Record_): HeldContact {
	const { firstname, lastname, x_user_id: xUserId, x_handle: handle } = properties;
	return {
		...{ id, xUserId, handle },
		name: [firstname, lastname].filter(Boolean).join(' '),
		followers: properties.x_followers,
		profileUrl: properties.x_profile_url,
	};
}

const entities: Record<string, string> = {
	...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' },
};

/** What a browser shows of it: line breaks and runs of spaces in the source are one space, tags are gone. */
const toText = (html: string): string =>
	html
		.replace(/[ \t\r\n]+/g, ' ')
		.replace(/<br\s*\/?>|<\/p>/gi, '\n')
		.replace(/<script[\s\S]*?<\/script>/gi, '')
		.replace(/<[a-z/!][^>]*>/gi, '')
		.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity]);

type Act = Exclude<DeskAct, { do: 'set' | 'forgetFields' }>;

/** As somebody in HubSpot's own pages. */
function actOn(records: Records, act: Act): unknown {
	if ('xUserId' in act) {
		const contact = records.get('contacts', act.xUserId, 'x_user_id');
		if (act.do === 'deleteContact') return records.archive(contact);
		records.update(contact, { firstname: act.name, lastname: '' }, person);
		return;
	}
	const ticket = records.get('tickets', act.caseId);
	switch (act.do) {
		case 'closeCase':
		case 'closeForGood':
			return void move(records, ticket, true);
		case 'reopenCase':
			return void move(records, ticket, false);
		case 'deleteCase':
			return records.archive(ticket);
		case 'assign':
			return void records.update(ticket, { hubspot_owner_id: act.owner }, person);
		case 'comment': {
			const values = { hs_timestamp: String(ticket.updatedMs), hs_note_body: act.text };
			const note = records.create('notes', values, person);
			records.link(note.id, ticket.id);
			return { id: note.id };
		}
	}
}

function move(records: Records, ticket: Record_, isClosed: boolean): void {
	const { hs_pipeline: pipeline } = ticket.properties;
	const stages = pipelines.find(({ id }) => id === pipeline)?.stages ?? [];
	const target = [...stages]
		.sort((one, other) => one.displayOrder - other.displayOrder)
		.find(({ id }) => isClosedStage(pipeline, id) === isClosed);
	if (target) records.update(ticket, { hs_pipeline_stage: target.id }, person);
}
