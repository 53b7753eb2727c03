import { type CaseEvent, isOurEntry, parseCaseKey } from '../../domain/case-event';
import type { CaseWebhook } from '../case-events';

import { caseAttribute, malformed } from './api';
import { toBaseAddress } from '../base-address';
import { isRecord } from '../../domain/record';

type Row = Record<string, unknown>;

/** An older call, or one from the future, is not taken. */
const freshMs = 300_000;

/** Chatwoot signs `<timestamp>.<body>` with the secret of the webhook. */
export function createChatwootWebhook(baseUrl: string, accountId: string): CaseWebhook {
	const base = `${toBaseAddress(baseUrl)}/app/accounts/${accountId}`;
	return {
		isSigned({ raw, headers, nowMs }, secret, hmac) {
			const { 'x-chatwoot-signature': signature, 'x-chatwoot-timestamp': timestamp = '' } = headers;
			if (!secret || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
			if (Math.abs(nowMs - Number(timestamp) * 1000) > freshMs) return false;
			const expected = hmac.sign('sha256', secret, [`${timestamp}.`, raw], 'hex');
			return hmac.isSame(signature, `sha256=${expected}`);
		},
		parseCaseEvents(body) {
			if (!isRecord(body) || typeof body.event !== 'string') throw unreadable();
			const read = Object.hasOwn(readers, body.event) ? readers[body.event] : undefined;
			const conversation = body.event === 'message_created' ? body.conversation : body;
			if (!read || !isRecord(conversation)) return [];
			const own = isRecord(conversation.custom_attributes) ? conversation.custom_attributes : {};
			const keys = parseCaseKey(own[caseAttribute]);
			const caseId = toId(conversation.id);
			const told = keys && caseId ? read(body, conversation, caseId) : undefined;
			if (!keys || !caseId || !told) return [];
			const caseUrl = `${base}/conversations/${caseId}`;
			const status = toText(conversation.status);
			const known = { ...keys, desk: 'chatwoot', caseId, caseUrl, ...(status && { status }) };
			return [{ isOurs: false, ...told, ...known }];
		},
	};
}

type Told = Pick<CaseEvent, 'id' | 'kind' | 'at'> & Partial<CaseEvent>;

const readers: Record<string, (body: Row, conversation: Row, caseId: string) => Told | undefined> =
	{
		message_created: (body) => {
			const text = toText(body.content) ?? '';
			const isAgent = body.message_type === 'outgoing' || body.message_type === 1;
			const id = toId(body.id);
			if (!isAgent || !id || text.trim() === '' || isOurEntry(text)) return undefined;
			const by = toPerson(body.sender);
			return {
				id: `chatwoot-message-${id}`,
				kind: 'commented',
				at: toTime(body.created_at),
				...(by && { by }),
				// A note among agents must never be taken for words to the customer.
				comment: { text, isPublic: body.private === false },
			};
		},
		conversation_status_changed: (_, conversation, caseId) => {
			const was = findChange(conversation, 'status')?.previous_value;
			const isResolved = conversation.status === 'resolved';
			// Work that goes on after a wait is not a case opened again.
			if (!isResolved && was !== 'resolved') return undefined;
			const at = toChangeTime(conversation);
			const kind = isResolved ? 'resolved' : 'reopened';
			const isOurs = !isResolved && isOpenedByPost(conversation, at);
			return { id: `chatwoot-${caseId}-${kind}-${Date.parse(at)}`, kind, at, isOurs };
		},
		conversation_updated: (_, conversation, caseId) => {
			const change = findChange(conversation, 'assignee_id');
			if (!change) return undefined;
			const at = toChangeTime(conversation);
			const ownerId = toId(change.current_value);
			const id = `chatwoot-${caseId}-assigned-${ownerId ?? 'nobody'}-${Date.parse(at)}`;
			if (!ownerId) return { id, kind: 'assigned', at };
			const { assignee } = isRecord(conversation.meta) ? conversation.meta : {};
			// Who has it by now may be somebody else already.
			const now = toPerson(assignee);
			return { id, kind: 'assigned', at, owner: now?.id === ownerId ? now : { id: ownerId } };
		},
	};

function findChange({ changed_attributes: changes }: Row, name: string): Row | undefined {
	if (!Array.isArray(changes)) return undefined;
	return changes.map((it) => (isRecord(it) ? it[name] : undefined)).find(isRecord);
}

/** Of the change itself, where Chatwoot tells it: the conversation may have changed again before it was told. */
const toChangeTime = (conversation: Row): string =>
	toTime(
		findChange(conversation, 'updated_at')?.current_value ??
			conversation.updated_at ??
			conversation.timestamp,
	);

/** Chatwoot does not say who opened a conversation; but a post put into it does so at that moment, and is its last message. */
function isOpenedByPost({ messages }: Row, at: string): boolean {
	const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
	if (!isRecord(last) || !isOurEntry(toText(last.content) ?? '')) return false;
	return Math.abs(Date.parse(toTime(last.created_at)) - Date.parse(at)) <= 3000;
}

function toPerson(person: unknown): CaseEvent['by'] {
	if (!isRecord(person)) return undefined;
	const [id, name] = [toId(person.id), toText(person.name)];
	return id || name ? { ...(id && { id }), ...(name && { name }) } : undefined;
}

const toText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

function toId(value: unknown): string | undefined {
	const id = typeof value === 'number' ? String(value) : toText(value);
	return id !== undefined && /^\d{1,20}$/.test(id) ? id : undefined;
}

/** Seconds since 1970, or ISO 8601. */
function toTime(value: unknown): string {
	const ms = typeof value === 'number' ? Math.round(value * 1000) : Date.parse(toText(value) ?? '');
	// Beyond that, a date cannot be written.
	if (Number.isNaN(ms) || Math.abs(ms) > 8.64e15) throw unreadable();
	return new Date(ms).toISOString();
}

const unreadable = () => malformed('a webhook call');
