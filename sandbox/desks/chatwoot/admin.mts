import { randomBytes } from 'node:crypto';
import { json, type DeskRoute } from '../service.mts';
import { taken } from './contacts.mts';
import { AGENTS, type Attribute, type ChatwootState, INBOXES, TEAMS } from './state.mts';

type Body = Record<string, unknown>;
const MODELS = ['conversation_attribute', 'contact_attribute'] as const;

/** What people set up: attributes, inboxes, agents, webhooks. */
export function toAdminRoutes(state: ChatwootState): DeskRoute[] {
	const base = '/api/v1/accounts/1';
	return [
		[
			'GET',
			'/api/v1/profile',
			() => json(200, { ...AGENTS[0], accounts: [{ id: 1, name: 'Acme' }] }),
		],
		['GET', `${base}/inboxes`, () => json(200, { payload: INBOXES })],
		['GET', `${base}/agents`, () => json(200, AGENTS)],
		['GET', `${base}/teams`, () => json(200, TEAMS)],
		[
			'GET',
			`${base}/custom_attribute_definitions`,
			({ query }) => {
				const model = MODELS[Number(query.get('attribute_model') ?? 0)];
				return json(
					200,
					state.attributes.filter((it) => it.attribute_model === model),
				);
			},
		],
		[
			'POST',
			`${base}/custom_attribute_definitions`,
			({ body }) => {
				const input = (body ?? {}) as Body;
				const model = MODELS[Number(input.attribute_model)];
				if (!model || !input.attribute_key || !input.attribute_display_name) {
					return json(422, {
						message: "Attribute key can't be blank",
						attributes: ['attribute_key'],
					});
				}
				const isThere = state.attributes.some(
					(it) => it.attribute_key === input.attribute_key && it.attribute_model === model,
				);
				if (isThere) return taken('Attribute_key');
				const attribute: Attribute = {
					id: state.nextId('attribute'),
					attribute_key: String(input.attribute_key),
					attribute_display_name: String(input.attribute_display_name),
					attribute_display_type: 'text',
					attribute_model: model,
				};
				state.attributes.push(attribute);
				return json(200, attribute);
			},
		],
		['GET', `${base}/webhooks`, () => json(200, { payload: { webhooks: state.hooks } })],
		[
			'POST',
			`${base}/webhooks`,
			({ body }) => {
				const { url, subscriptions = [] } = ((body as Body)?.webhook ?? body ?? {}) as {
					url?: string;
					subscriptions?: string[];
				};
				if (!url || !/^https?:\/\//.test(url)) {
					return json(422, { message: 'Url is invalid', attributes: ['url'] });
				}
				if (state.hooks.some((hook) => hook.url === url)) return taken('Url');
				const secret = randomBytes(16).toString('hex');
				const hook = { id: state.nextId('hook'), url, subscriptions, secret };
				state.hooks.push(hook);
				return json(200, { payload: { webhook: hook } });
			},
		],
		[
			'DELETE',
			`${base}/webhooks/:id`,
			(_, [id]) => {
				const at = state.hooks.findIndex((hook) => String(hook.id) === id);
				if (at < 0) return json(404, { error: 'Resource could not be found' });
				state.hooks.splice(at, 1);
				return json(200);
			},
		],
	];
}
