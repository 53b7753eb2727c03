import type { HttpRequest, HttpSend } from '../../http';
import type { CaseWebhookSetUp } from '../case-events';
import { toRecord } from './answers';
import { createZendeskApi } from './api';
import { toZendeskFailure } from './failure';

const subscriptions = ['status_changed', 'agent_assignment_changed', 'comment_added'].map(
	(event) => `zen:event-type:ticket.${event}`,
);

/** Behind "?" in the address Zendesk calls: who we are there. */
export const agentParameter = 'agent';

/** Registers the webhook; the agent of the credential has to be an administrator. Zendesk makes up the signing secret. */
export function createZendeskWebhookSetUp(send: HttpSend): CaseWebhookSetUp {
	const api = createZendeskApi(send);
	const call = async (doing: string, request: HttpRequest, ok: number[]) => {
		const response = await send({ ...request, url: `/api/v2${request.url}` });
		if (!ok.includes(response.status)) throw toZendeskFailure(response, doing);
		return response;
	};
	const read = async (doing: string, url: string, name: string) =>
		toRecord(await call(doing, { method: 'GET', url }, [200]), name, doing);
	const remove = async (id: string) => {
		const request = { method: 'DELETE', url: `/webhooks/${id}` } as const;
		await call('removing the webhook', request, [200, 204, 404]);
	};
	const findMade = async (url: string) => {
		const { items } = await api.readPages('listing webhooks', '/webhooks', 'webhooks');
		return items.filter(({ endpoint }) => withoutAgent(String(endpoint)) === withoutAgent(url));
	};
	const toEndpoint = async (url: string) => {
		const { id } = await read('reading the agent', '/users/me.json', 'user');
		const endpoint = new URL(url);
		endpoint.searchParams.set(agentParameter, String(id));
		return endpoint.href;
	};
	return {
		register: async (url) => {
			// What a run left behind that was ended in the middle.
			for (const { id } of await findMade(url)) await remove(String(id));
			const doing = 'registering the webhook';
			const webhook = {
				...{ name: 'X Care (n8n)', endpoint: await toEndpoint(url), status: 'active' },
				...{ http_method: 'POST', request_format: 'json', subscriptions },
			};
			const request = { method: 'POST', url: '/webhooks', body: { webhook } } as const;
			const id = String(toRecord(await call(doing, request, [201]), 'webhook', doing).id);
			const asked = `/webhooks/${id}/signing_secret`;
			const { secret } = await read('reading the signing secret', asked, 'signing_secret').catch(
				async (error: unknown) => {
					await remove(id);
					throw error;
				},
			);
			return { id, secret: String(secret) };
		},
		isThere: async ({ id }, url) => {
			const endpoint = await toEndpoint(url);
			return (await findMade(url)).some((it) => {
				const told = [it.subscriptions].flat();
				const isWhole = subscriptions.every((event) => told.includes(event));
				return it.id === id && it.endpoint === endpoint && it.status === 'active' && isWhole;
			});
		},
		remove: async ({ id }) => await remove(id),
	};
}

function withoutAgent(endpoint: string): string {
	if (!URL.canParse(endpoint)) return endpoint;
	const url = new URL(endpoint);
	url.searchParams.delete(agentParameter);
	return url.href;
}
