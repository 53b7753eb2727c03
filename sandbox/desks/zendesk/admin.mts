import { randomBytes } from 'node:crypto';

import { refusedAddress } from '../../loopback-call.mts';
import type { DeskAnswer, DeskRequest, DeskRoute } from '../service.mts';
import { json } from '../service.mts';
import { TICKET_EVENTS } from './events.mts';
import type { State, Webhook } from './state.mts';
import { invalid, paginate, renderWebhook } from './answers.mts';

type Input = Record<string, unknown>;

const KNOWN_EVENTS = TICKET_EVENTS.map((event) => `zen:event-type:ticket.${event}`);

const CUSTOM_STATUSES = [
	...['new', 'open', 'pending', 'hold', 'solved'].map((category, at) => ({
		...{ id: 6001 + at, status_category: category, default: true, active: true },
		agent_label: category[0].toUpperCase() + category.slice(1),
	})),
	{
		id: 6101,
		status_category: 'open',
		agent_label: 'With Logistics',
		default: false,
		active: true,
	},
	{ id: 6102, status_category: 'open', agent_label: 'Old One', default: false, active: false },
];

/** Groups, fields, statuses, files and webhooks: what administrators set up, mostly. */
export function adminRoutes(state: State): DeskRoute[] {
	const { groups, userFields, webhooks, uploads } = state;
	const forAdmins =
		(handle: (request: DeskRequest, params: string[]) => DeskAnswer) =>
		(request: DeskRequest, params: string[]) =>
			state.settings.isAdmin
				? handle(request, params)
				: json(403, {
						error: 'Forbidden',
						description:
							'You do not have access to this page. Please contact the account owner of this help desk for further help.',
					});
	const listGroups = (request: DeskRequest) =>
		paginate(
			request,
			'groups',
			[...groups].map(([id, name]) => ({ id, name, deleted: false })),
		);
	return [
		['GET', '/api/v2/groups', listGroups],
		['GET', '/api/v2/groups/assignable', listGroups],
		['GET', '/api/v2/custom_statuses', () => json(200, { custom_statuses: CUSTOM_STATUSES })],
		[
			'GET',
			'/api/v2/user_fields',
			(request) =>
				paginate(
					request,
					'user_fields',
					[...userFields].map(([key, field]) => ({ key, ...field })),
				),
		],
		[
			'POST',
			'/api/v2/user_fields',
			forAdmins(({ body }) => {
				const { key, title, type } = (body as { user_field?: Input } | undefined)?.user_field ?? {};
				if (typeof key !== 'string' || !/^[a-z][a-z0-9_]*$/.test(key))
					return invalid({ key: ['Field key: is invalid', 'InvalidFormat'] });
				if (typeof title !== 'string' || !title)
					return invalid({ title: ['Title: cannot be blank', 'BlankValue'] });
				const types = [
					'text',
					'textarea',
					'integer',
					'decimal',
					'checkbox',
					'date',
					'regexp',
					'dropdown',
				];
				if (!types.includes(String(type)))
					return invalid({ type: ['Type: is not a valid field type', 'InvalidValue'] });
				if (userFields.has(key))
					return invalid({ key: ['Field key: has already been taken', 'DuplicateValue'] });
				const field = { id: state.nextId(), title, type: String(type), active: true };
				userFields.set(key, field);
				return json(201, { user_field: { key, ...field } });
			}),
		],
		[
			'POST',
			'/api/v2/uploads',
			({ query, raw, headers }) => {
				const fileName = query.get('filename');
				if (!fileName) return invalid({ filename: ['Filename: cannot be blank', 'BlankValue'] });
				const token = randomBytes(12).toString('hex');
				const type = headers['content-type'] ?? 'application/unknown';
				uploads.set(token, { fileName, type, base64: raw.toString('base64') });
				const attachment = {
					id: state.nextId(),
					file_name: fileName,
					content_type: type,
					size: raw.length,
				};
				return json(201, { upload: { token, attachment, attachments: [attachment] } });
			},
		],
		[
			'GET',
			'/api/v2/webhooks',
			forAdmins((request) =>
				paginate(request, 'webhooks', [...webhooks.values()].map(renderWebhook)),
			),
		],
		[
			'POST',
			'/api/v2/webhooks',
			forAdmins(({ body }) => {
				const input = (body as { webhook?: Input } | undefined)?.webhook ?? {};
				const wrong = judge(input);
				if (wrong) return json(400, { errors: [{ code: 'InvalidWebhook', title: wrong }] });
				const webhook = {
					...(input as unknown as Webhook),
					id: `01${randomBytes(12).toString('hex').toUpperCase()}`,
					secret: randomBytes(32).toString('base64'),
					createdMs: state.clock.now(),
				};
				webhooks.set(webhook.id, webhook);
				return json(201, { webhook: renderWebhook(webhook) });
			}),
		],
		[
			'GET',
			'/api/v2/webhooks/:id',
			forAdmins((_request, [id]) => {
				const webhook = webhooks.get(id);
				return webhook ? json(200, { webhook: renderWebhook(webhook) }) : missing();
			}),
		],
		[
			'GET',
			'/api/v2/webhooks/:id/signing_secret',
			forAdmins((_request, [id]) => {
				const webhook = webhooks.get(id);
				return webhook
					? json(200, { signing_secret: { algorithm: 'SHA256', secret: webhook.secret } })
					: missing();
			}),
		],
		[
			'DELETE',
			'/api/v2/webhooks/:id',
			forAdmins((_request, [id]) => (webhooks.delete(id) ? json(204) : missing())),
		],
	];
}

const missing = () =>
	json(404, { errors: [{ code: 'WebhookNotFound', title: 'Webhook not found' }] });

/** What is wrong with a webhook that is to be made; undefined when nothing is. */
function judge({
	name,
	endpoint,
	http_method: method,
	request_format: format,
	status,
	subscriptions,
}: Input) {
	if (typeof name !== 'string' || !name) return "property 'name' is missing";
	if (typeof endpoint !== 'string') return "property 'endpoint' is missing";
	// The real one takes https only; this one calls nobody but this machine.
	const refused = refusedAddress(endpoint);
	if (refused) return `property 'endpoint' is not valid: ${refused}`;
	if (!['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(String(method)))
		return "property 'http_method' is not valid";
	if (!['json', 'xml', 'form_encoded'].includes(String(format)))
		return "property 'request_format' is not valid";
	if (!['active', 'inactive'].includes(String(status))) return "property 'status' is not valid";
	const unknown = [subscriptions ?? []].flat().filter((it) => !KNOWN_EVENTS.includes(String(it)));
	return unknown.length > 0 ? `unknown subscription ${unknown.join(', ')}` : undefined;
}
