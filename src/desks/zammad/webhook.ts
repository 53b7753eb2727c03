import type { CaseEvent } from '../../domain/case-event';
import { isOurEntry, parseCaseKey } from '../../domain/case-event';
import { HttpFailure } from '../../http';
import { toAmiss } from '../answer';
import type { CaseWebhook } from '../case-events';
import { type Row, toText } from './answers';
import { ticketAttributes } from './attributes';
import { toPlainText } from './plain-text';
import { changePayloadMark, type ChangeKind } from './webhook-payload';
import { toBaseAddress } from '../base-address';
import { isRecord } from '../../domain/record';

/**
 * What Zammad's triggers send. A comment comes as the payload Zammad makes itself, both records whole; all else as one of
 * ours that says what happened. The signature covers the body alone and holds no time: a delivery that is sent again is known
 * by its event's id.
 */
export function createZammadWebhook(baseUrl: string): CaseWebhook {
	const base = toBaseAddress(baseUrl);
	return {
		isSigned: ({ raw, headers }, secret, hmac) => {
			const given = headers['x-hub-signature'];
			if (!secret || !given) return false;
			return hmac.isSame(given, `sha1=${hmac.sign('sha1', secret, [raw], 'hex')}`);
		},
		parseCaseEvents: (body) => {
			if (!isRecord(body)) throw unreadable('it is not an object');
			if (body[changePayloadMark] !== undefined) return parseChange(body, base);
			if (isRecord(body.ticket) && isRecord(body.article)) {
				return parseComment(body.ticket, body.article, base);
			}
			throw unreadable(toAmiss(body) || 'it is neither of the two payloads this node registers');
		},
	};
}

/** `ticket` by id, key and times only: texts of customers could break out of a payload that is filled in. */
function parseChange(body: Row, base: string): CaseEvent[] {
	const ticket = isRecord(body.ticket) ? body.ticket : {};
	const kind = changeKinds.find((it) => it === body.kind);
	if (!kind) throw unreadable('it does not say what happened');
	const event = toEvent(ticket, base);
	if (!event) return [];
	const changedAt = toTime(ticket.updated_at);
	const at = toTime(ticket[times[kind]]) ?? changedAt;
	// Work went on after a wait, not after a closing.
	if (kind === 'reopened' && !toTime(ticket.last_close_at)) return [];
	if (!at || !changedAt) throw unreadable('it does not say when it happened');
	const by = toText(ticket.updated_by_id);
	return [
		{
			...event,
			id: `zammad-${kind}-${event.caseId}-${Date.parse(at)}`,
			kind,
			at: kind === 'reopened' ? changedAt : at,
			...(by ? { by: { id: by } } : {}),
			isOurs: isOurUser(ticket, by),
			...(toText(ticket.state) ? { status: toText(ticket.state) } : {}),
			...(kind === 'assigned' ? toOwner(ticket) : {}),
		},
	];
}

const changeKinds: ChangeKind[] = ['resolved', 'reopened', 'assigned'];

/** The time that stays the same when Zammad tells of it again; of a reopening, that of the closing it undoes. */
const times: Record<ChangeKind, string> = {
	resolved: 'last_close_at',
	reopened: 'last_close_at',
	assigned: 'last_owner_update_at',
};

function parseComment(ticket: Row, article: Row, base: string): CaseEvent[] {
	const event = toEvent(ticket, base);
	const id = toText(article.id);
	if (!event || !id || article.sender !== 'Agent') return [];
	const isHtml = toText(article.content_type).includes('html');
	const text = isHtml ? toPlainText(toText(article.body)) : toText(article.body).trim();
	// What Zammad itself notes on a ticket that was merged away; it is public.
	if (text === 'merged' || text === '' || isOurEntry(text)) return [];
	const at = toTime(article.created_at);
	if (!at) throw unreadable('it does not say when the article was written');
	const by = toText(article.created_by_id);
	const name = toName(article.created_by);
	return [
		{
			...event,
			id: `zammad-comment-${id}`,
			kind: 'commented',
			at,
			...(by ? { by: { id: by, ...(name ? { name } : {}) } } : {}),
			isOurs: isOurUser(ticket, by),
			...(toText(ticket.state) ? { status: toText(ticket.state) } : {}),
			...(toText(ticket.title) ? { caseTitle: toText(ticket.title) } : {}),
			comment: { text, isPublic: article.internal === false },
		},
	];
}

type Known = Pick<
	CaseEvent,
	'desk' | 'caseId' | 'caseUrl' | 'caseKey' | 'accountId' | 'conversationId'
>;

function toEvent(ticket: Row, base: string): Known | undefined {
	const key = parseCaseKey(ticket[ticketAttributes.caseKey]);
	const caseId = toText(ticket.id);
	if (!key || !/^\d+$/.test(caseId)) return undefined;
	return { desk: 'zammad', caseId, caseUrl: `${base}/#ticket/zoom/${caseId}`, ...key };
}

/** The user who creates tickets with a key of ours is the one the token belongs to. */
const isOurUser = (ticket: Row, by: string) => by !== '' && by === toText(ticket.created_by_id);

/** Nobody is user 1, called "-". */
function toOwner(ticket: Row): Pick<CaseEvent, 'owner'> {
	const id = toText(ticket.owner_id);
	if (id === '' || id === '1') return {};
	const name = toText(ticket.owner).trim();
	return { owner: { id, ...(name ? { name } : {}) } };
}

const toName = (user: unknown): string =>
	isRecord(user) ? `${toText(user.firstname)} ${toText(user.lastname)}`.trim() : '';

/** ISO 8601, and as Ruby writes times in a payload that was filled in: `2026-11-22 10:00:00 UTC`. */
function toTime(value: unknown): string | undefined {
	const ruby = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? UTC$/.exec(toText(value));
	const ms = Date.parse(ruby ? `${ruby[1]}T${ruby[2]}Z` : toText(value));
	return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

const unreadable = (why: string) =>
	new HttpFailure('malformed', `Zammad: a webhook could not be read: ${why}`, {
		hint: 'Deactivate and activate the workflow, so that webhooks and triggers are made anew in Zammad.',
	});
