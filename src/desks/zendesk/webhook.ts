import type { CaseEvent } from '../../domain/case-event';
import { isOurEntry, parseCaseKey } from '../../domain/case-event';
import { HttpFailure } from '../../http';
import type { CaseWebhook } from '../case-events';
import { agentParameter } from './webhook-set-up';
import { toTicketUrl } from './work';

export interface ZendeskWebhookSettings {
	/** Address of the account, for links. */
	baseUrl: string;
}

type Fields = Record<string, unknown>;

/** One of Zendesk's event subscriptions. */
interface Told {
	type: string;
	ticket: Fields;
	event: Fields;
}

/** Zendesk's event subscriptions for tickets, signed. */
export function createZendeskWebhook(settings: ZendeskWebhookSettings): CaseWebhook {
	return {
		isSigned: ({ raw, headers, nowMs }, secret, hmac) => {
			const signature = headers['x-zendesk-webhook-signature'];
			const time = headers['x-zendesk-webhook-signature-timestamp'];
			if (!secret || !signature || !time) return false;
			const ageMs = nowMs - Date.parse(time);
			if (!(ageMs <= oldestMs && ageMs >= -clocksApartMs)) return false;
			return hmac.isSame(hmac.sign('sha256', secret, [time, raw], 'base64'), signature);
		},
		parseCaseEvents: (body, query) => {
			const { type, ticket, event } = parse(body);
			const key = parseCaseKey(ticket.external_id);
			const parsed = Object.hasOwn(readers, type) ? readers[type](event) : undefined;
			if (!key || !parsed) return [];
			const { id, at } = toIdentity(body as Fields, ticket);
			const caseId = String(ticket.id);
			const actor = toId(ticket.actor_id);
			const agent = toText(query[agentParameter]);
			const common = {
				...{ id: `zendesk-${id}`, desk: 'zendesk', caseId, ...key, at },
				caseUrl: toTicketUrl(settings.baseUrl, caseId),
				caseTitle: toText(ticket.subject),
				by: actor ? { id: actor } : undefined,
				isOurs: actor !== undefined && actor === agent,
				status: toText(ticket.status)?.toLowerCase(),
			};
			return [{ ...common, ...parsed }];
		},
	};
}

/** What Zendesk advises against replays; and how far two clocks may be apart. */
const oldestMs = 5 * 60_000;
const clocksApartMs = 30_000;

type Reader = (event: Fields) => (Pick<CaseEvent, 'kind'> & Partial<CaseEvent>) | undefined;

const readers: Record<string, Reader> = {
	'zen:event-type:ticket.status_changed': ({ current, previous }) => {
		const [isDone, wasDone] = [current, previous].map((it) =>
			done.includes(String(it).toUpperCase()),
		);
		if (isDone === wasDone) return undefined;
		return { kind: isDone ? 'resolved' : 'reopened' };
	},
	'zen:event-type:ticket.agent_assignment_changed': ({ current }) => {
		const id = toId(current);
		return { kind: 'assigned', ...(id && { owner: { id } }) };
	},
	'zen:event-type:ticket.comment_added': ({ comment }) => {
		const { body, is_public: isPublic, author } = (comment ?? {}) as Fields;
		const { id, name, is_staff: isStaff } = (author ?? {}) as Fields;
		const text = toText(body) ?? '';
		// What customers write by other ways is not said by us: it must never be taken for an answer.
		if (isOurEntry(text) || isStaff === false) return undefined;
		const by = { id: toId(id), name: toText(name) };
		return {
			kind: 'commented',
			...(by.id && { by }),
			comment: { text, isPublic: isPublic === true },
		};
	},
};

const done = ['SOLVED', 'CLOSED'];

function parse(body: unknown): Told {
	const { type, detail, event } = (body ?? {}) as Fields;
	if (typeof type !== 'string' || !isFields(detail)) throw unreadable();
	return { type, ticket: detail, event: isFields(event) ? event : {} };
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Zendesk gives each event an id, the same when it sends it again. */
function toIdentity(body: Fields, ticket: Fields) {
	const timeMs = Date.parse(toText(body.time) ?? '');
	if (Number.isNaN(timeMs) || toId(ticket.id) === undefined) throw unreadable();
	const at = new Date(timeMs).toISOString();
	const given = toText(body.id) ?? '';
	const kind = String(body.type)
		.split(':')
		.at(-1)
		?.replace(/[^a-z_]/g, '');
	const made = `${String(ticket.id)}-${kind}-${timeMs}`;
	return { id: /^[A-Za-z0-9._-]{1,80}$/.test(given) ? given : made, at };
}

const toText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

function toId(value: unknown): string | undefined {
	const id = typeof value === 'number' ? String(value) : toText(value);
	return id === undefined || id === '0' || id === '-1' ? undefined : id;
}

const unreadable = () =>
	new HttpFailure('malformed', 'Zendesk: what was told is no event of a ticket', {
		hint: 'The webhook must be subscribed to Zendesk events (ticket status, agent assignment, comment), not connected to a trigger or an automation.',
	});
