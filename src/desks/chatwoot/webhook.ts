import { type CaseEvent, isOurEntry, parseCaseKey } from '../../domain/case-event';
import type { HttpSend } from '../../http';
import { HttpFailure } from '../../http';
import type { CaseWebhook, CaseWebhookSetUp } from '../case-events';
import { isRecord } from './answers';
import { createChatwootApi, malformed } from './api';

type Row = Record<string, unknown>;

/** An older call, or one from the future, is not taken. */
const freshMs = 300_000;

/** Chatwoot signs `<timestamp>.<body>` with the secret of the webhook (4.8 and newer). */
export const createChatwootWebhook = (baseUrl: string, accountId: string): CaseWebhook => ({
	isSigned({ raw, headers, nowMs }, secret, hmac) {
		const { 'x-chatwoot-signature': signature, 'x-chatwoot-timestamp': timestamp = '' } = headers;
		if (!signature || !/^\d{1,12}$/.test(timestamp)) return false;
		if (Math.abs(nowMs - Number(timestamp) * 1000) > freshMs) return false;
		const expected = hmac.sign('sha256', secret, [`${timestamp}.`, raw], 'hex');
		return hmac.isSame(signature, `sha256=${expected}`);
	},
	parseCaseEvents(body) {
		if (!isRecord(body) || typeof body.event !== 'string') throw malformed('a webhook call');
		const read = Object.hasOwn(readers, body.event) ? readers[body.event] : undefined;
		const conversation = body.event === 'message_created' ? body.conversation : body;
		if (!read || !isRecord(conversation)) return [];
		const own = isRecord(conversation.custom_attributes) ? conversation.custom_attributes : {};
		const keys = parseCaseKey(own.x_case_key);
		const told = keys && read(body, conversation);
		if (!told) return [];
		const caseId = String(conversation.id);
		const url = `${baseUrl.trim().replace(/\/+$/, '')}/app/accounts/${accountId}/conversations/${caseId}`;
		const status = String(conversation.status ?? '');
		return [{ ...told, ...keys, desk: 'chatwoot', caseId, caseUrl: url, isOurs: false, status }];
	},
});

type Told = Pick<CaseEvent, 'id' | 'kind' | 'at'> & Partial<CaseEvent>;

const readers: Record<string, (body: Row, conversation: Row) => Told | undefined> = {
	message_created: (body) => {
		const text = String(body.content ?? '');
		const sender = isRecord(body.sender) ? body.sender : {};
		const isAgent = body.message_type === 'outgoing' || body.message_type === 1;
		if (!isAgent || text === '' || isOurEntry(text)) return undefined;
		return {
			id: `chatwoot-message-${String(body.id)}`,
			kind: 'commented',
			at: toTime(body.created_at),
			by: toPerson(sender),
			comment: { text, isPublic: body.private !== true },
		};
	},
	conversation_status_changed: (_, conversation) => {
		const previous = findChange(conversation, 'status')?.previous_value;
		const { status } = conversation;
		const isReopened = status === 'open' && (previous === undefined || previous === 'resolved');
		if (status !== 'resolved' && !isReopened) return undefined;
		return {
			id: `chatwoot-${String(conversation.id)}-${String(status)}-${toStamp(conversation)}`,
			kind: status === 'resolved' ? 'resolved' : 'reopened',
			at: toTime(conversation.updated_at ?? conversation.timestamp),
		};
	},
	conversation_updated: (_, conversation) => {
		const change = findChange(conversation, 'assignee_id');
		if (!change) return undefined;
		const meta = isRecord(conversation.meta) ? conversation.meta : {};
		return {
			id: `chatwoot-${String(conversation.id)}-assigned-${String(change.current_value ?? 'nobody')}-${toStamp(conversation)}`,
			kind: 'assigned',
			at: toTime(conversation.updated_at ?? conversation.timestamp),
			...(isRecord(meta.assignee) && { owner: toPerson(meta.assignee) }),
		};
	},
};

function findChange({ changed_attributes: changes }: Row, name: string): Row | undefined {
	if (!Array.isArray(changes)) return undefined;
	return changes.map((it) => (isRecord(it) ? it[name] : undefined)).find(isRecord);
}

const toPerson = ({ id, name }: Row) => ({
	...(id !== undefined && { id: String(id) }),
	...(typeof name === 'string' && { name }),
});

const toStamp = ({ updated_at: at, timestamp }: Row) =>
	String(Math.round(Number(at ?? timestamp ?? 0) * 1000));

/** Seconds since 1970, or ISO 8601. */
function toTime(value: unknown): string {
	const ms = typeof value === 'number' ? value * 1000 : Date.parse(String(value));
	if (Number.isNaN(ms)) throw malformed('a webhook call');
	return new Date(ms).toISOString();
}

const events = ['conversation_status_changed', 'conversation_updated', 'message_created'];

export function createChatwootSetUp(send: HttpSend, accountId: string): CaseWebhookSetUp {
	const { call } = createChatwootApi(send, accountId);
	const list = async () => {
		const { body } = await call('listing webhooks', { method: 'GET', url: '/webhooks' });
		const payload = isRecord(body) && isRecord(body.payload) ? body.payload : {};
		if (!Array.isArray(payload.webhooks)) throw malformed('listing webhooks');
		return payload.webhooks.filter(isRecord);
	};
	const remove = async (id: string) => {
		const request = { method: 'DELETE', url: `/webhooks/${id}` } as const;
		await call('removing the webhook', request).catch((error: unknown) => {
			if (!(error instanceof HttpFailure && error.kind === 'not-found')) throw error;
		});
	};
	return {
		async register(url) {
			// Left over from a publish that broke off: its secret may be shown no more.
			for (const hook of await list()) if (hook.url === url) await remove(String(hook.id));
			const body = { webhook: { url, subscriptions: events } };
			const hint = "The token's user must be an administrator to create webhooks.";
			const request = { method: 'POST', url: '/webhooks', body } as const;
			const { body: made } = await call('creating the webhook', request, hint);
			const payload = isRecord(made) && isRecord(made.payload) ? made.payload : {};
			const hook = isRecord(payload.webhook) ? payload.webhook : {};
			if (hook.id === undefined) throw malformed('creating the webhook');
			if (typeof hook.secret === 'string' && hook.secret !== '') {
				return { id: String(hook.id), secret: hook.secret };
			}
			await remove(String(hook.id));
			throw new HttpFailure('misconfigured', 'Chatwoot: this version does not sign webhooks', {
				hint: 'Update Chatwoot to a version that shows a secret for each webhook.',
			});
		},
		isThere: async ({ id }, url) =>
			(await list()).some((hook) => String(hook.id) === id && hook.url === url),
		remove: async ({ id }) => await remove(id),
	};
}
