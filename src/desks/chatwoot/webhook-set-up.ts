import type { HttpSend } from '../../http';
import { HttpFailure } from '../../http';
import type { CaseWebhookSetUp } from '../case-events';

import { createChatwootApi, malformed } from './api';
import { isRecord } from '../../domain/record';

/** What is told of; what people do with a conversation, and what is written in it. */
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
			(await list()).some((hook) => {
				const told = [hook.subscriptions].flat();
				const isWhole = events.every((event) => told.includes(event));
				return String(hook.id) === id && hook.url === url && isWhole;
			}),
		remove: async ({ id }) => await remove(id),
	};
}
