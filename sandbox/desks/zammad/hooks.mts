import { createHmac, randomUUID } from 'node:crypto';

import { holds, toParts } from './conditions.mts';
import { notFound, required, unprocessable } from './refusals.mts';
import type { Row, Store, Stored } from './store.mts';
import { type Change, showTicket } from './tickets.mts';

const MASK = '**********';

export function createWebhook(store: Store, params: Row): Row {
	const { name, endpoint, customized_payload: isCustom, custom_payload: payload } = params;
	if (!name) throw required('name');
	const url = URL.canParse(String(endpoint)) ? new URL(String(endpoint)) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) {
		throw unprocessable('Invalid endpoint (no http/https)!');
	}
	if (isCustom && !isJson(String(payload))) throw unprocessable('Custom payload: Invalid JSON');
	const id = store.nextId('webhooks');
	const webhook: Stored = {
		...{ id, name, endpoint, http_method: params.http_method ?? 'post' },
		...{ signature_token: params.signature_token ?? '', ssl_verify: params.ssl_verify !== false },
		...{ customized_payload: isCustom === true, custom_payload: payload ?? null },
		...{ note: params.note ?? '', active: params.active !== false, preferences: {} },
		...{ created_at: store.now(), updated_at: store.now() },
	};
	store.webhooks.set(id, webhook);
	return showWebhook(webhook);
}

export const showWebhook = (webhook: Row): Row => ({ ...webhook, signature_token: MASK });

export function deleteWebhook(store: Store, id: number): void {
	if (!store.webhooks.has(id)) throw notFound('Webhook', id);
	const users = [...store.triggers.values()].filter((it) => toWebhookId(it) === id);
	if (users.length > 0) {
		const names = users.map(({ name }) => String(name)).join(', ');
		throw unprocessable(
			`This object is referenced by other object(s) and thus cannot be deleted: Trigger / ${names}`,
		);
	}
	store.webhooks.delete(id);
}

export function createTrigger(store: Store, params: Row): Stored {
	const { name, condition, perform, activator = 'action' } = params;
	const mode = String(params.execution_condition_mode ?? 'selective');
	if (!name) throw required('name');
	if (
		[...store.triggers.values()].some(
			(it) => String(it.name).toLowerCase() === String(name).toLowerCase(),
		)
	) {
		throw unprocessable('This object already exists.');
	}
	if (!condition || !perform) throw required(condition ? 'perform' : 'condition');
	if (!['selective', 'always'].includes(mode))
		throw unprocessable('Execution condition mode is not included in the list');
	const id = store.nextId('triggers');
	const trigger: Stored = {
		...{ id, name, condition, perform, activator, execution_condition_mode: mode },
		...{
			active: params.active !== false,
			disable_notification: params.disable_notification === true,
		},
		...{ note: params.note ?? null, created_at: store.now(), updated_at: store.now() },
	};
	store.triggers.set(id, trigger);
	return trigger;
}

const toWebhookId = ({ perform }: Row) =>
	Number(((perform as Row)?.['notification.webhook'] as Row | undefined)?.webhook_id);

/** Whether the trigger is set off by the change. */
function fits({ condition }: Row, { ticket, article, changed, action }: Change): boolean {
	return toParts(condition).every((part) => {
		const [table, column] = String(part.name).split('.');
		const operator = String(part.operator);
		if (operator === 'has changed') return table === 'ticket' && changed.includes(column);
		if (table === 'ticket' && column === 'action') return holds(action, operator, part.value);
		if (table === 'article' && column === 'action') return (operator === 'is') === Boolean(article);
		const row = table === 'ticket' ? ticket : table === 'article' ? article : undefined;
		if (!row) return false;
		return holds(row[column], operator, part.value);
	});
}

/** Sends what the triggers want sent. Anywhere else than to this machine, nothing goes. */
export function createDeliveries(store: Store) {
	const running = new Set<Promise<unknown>>();
	const stopping = new AbortController();
	const send = async (trigger: Stored, webhook: Stored, { ticket, article }: Change) => {
		const body = JSON.stringify(
			webhook.customized_payload
				? fillIn(store, String(webhook.custom_payload), ticket, article)
				: toPayload(store, ticket, article),
		);
		const url = new URL(String(webhook.endpoint));
		if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return;
		const token = String(webhook.signature_token);
		const signature = createHmac('sha1', token).update(body).digest('hex');
		await fetch(url, {
			...{ method: 'POST', body, signal: stopping.signal },
			headers: {
				'content-type': 'application/json; charset=utf-8',
				'user-agent': 'Zammad User Agent',
				'x-zammad-trigger': String(trigger.name),
				'x-zammad-delivery': randomUUID(),
				...(token ? { 'x-hub-signature': `sha1=${signature}` } : {}),
			},
		}).catch(() => undefined);
	};
	return {
		told(changes: Change[]): void {
			for (const change of changes) {
				for (const trigger of store.triggers.values()) {
					const webhook = store.webhooks.get(toWebhookId(trigger));
					if (!webhook?.active || !trigger.active || !fits(trigger, change)) continue;
					const sending: Promise<unknown> = send(trigger, webhook, change).finally(() =>
						running.delete(sending),
					);
					running.add(sending);
				}
			}
		},
		end: () => stopping.abort(),
	};
}

/** The payload when none was written: both records whole, users without what is nobody's business. */
function toPayload(store: Store, ticket: Stored, article?: Stored): Row {
	const user = (id: unknown) => {
		const { roles, ...rest } = store.users.get(Number(id)) ?? { id: 0, roles: [] };
		return { ...rest, roles };
	};
	const people = (row: Row, fields: string[]) =>
		Object.fromEntries(fields.map((field) => [field, user(row[`${field}_id`])]));
	const priority = store.priorities.find(({ id }) => id === ticket.priority_id);
	const group = store.groups.find(({ id }) => id === ticket.group_id);
	return {
		ticket: {
			...showTicket(store, ticket, true),
			...people(ticket, ['owner', 'customer', 'created_by', 'updated_by']),
			...{ priority, group, organization: {} },
		},
		article: article
			? { ...article, ...people(article, ['created_by', 'updated_by']), accounted_time: 0 }
			: {},
	};
}

/**
 * Fills a payload of one's own in: a value in quotes keeps its type, quotes inside texts are escaped, backslashes are not.
 * What does not come out as JSON is sent as an error.
 */
function fillIn(store: Store, template: string, ticket: Stored, article?: Stored): unknown {
	const filled = template.replace(
		/"#\{([a-z_.?!]+)\}"|#\{([a-z_.?!]+)\}/g,
		(_, quoted: string, bare: string) => {
			const value = find(store, quoted ?? bare, ticket, article);
			const text = String(value)
				.replace(/"/g, '\\"')
				.replace(/\n/g, '\\n')
				.replace(/\r/g, '\\r')
				.replace(/\t/g, '\\t');
			if (!quoted) return text;
			return typeof value === 'string' ? `"${text}"` : JSON.stringify(value);
		},
	);
	try {
		return JSON.parse(filled) as unknown;
	} catch (error) {
		return { error: (error as Error).message };
	}
}

function find(store: Store, variable: string, ticket: Stored, article?: Stored): unknown {
	const [root, ...steps] = variable.split('.');
	const noSuch = (at: string) => `#{${at} / no such method}`;
	let value: unknown = root === 'ticket' ? ticket : root === 'article' ? article : undefined;
	if (value === undefined) return `#{${root} / no such object}`;
	for (const step of steps) {
		const row = value as Row;
		if (step === 'fullname') value = `${String(row.firstname)} ${String(row.lastname)}`.trim();
		else if (['owner', 'customer', 'created_by', 'updated_by'].includes(step))
			value = store.users.get(Number(row[`${step}_id`]));
		else if (step === 'state') value = store.states.find(({ id }) => id === row.state_id);
		else if (!(step in row)) return noSuch(variable);
		else value = row[step];
		if (value === null || value === undefined) return '';
	}
	if (typeof value === 'object') return noSuch(variable);
	// Times come out as Ruby writes them.
	return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
		? value.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
		: value;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
