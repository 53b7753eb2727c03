import type { Clock } from '../../clock.mts';
import {
	DESK_KEY,
	type DeskAnswer,
	type DeskRequest,
	type DeskRoute,
	type FakeDesk,
	json,
	route,
} from '../service.mts';
import { createActs, look } from './acts.mts';
import { articlesOf, removeArticle } from './articles.mts';
import { select, toPage } from './conditions.mts';
import {
	createDeliveries,
	createTrigger,
	createWebhook,
	deleteWebhook,
	showWebhook,
} from './hooks.mts';
import { createAttribute, migrate } from './objects.mts';
import { createPerson, showPerson, updatePerson } from './people.mts';
import { forbidden, notFound, Refusal } from './refusals.mts';
import { createStore, type Row, type Store, type Stored, TOKEN_USER } from './store.mts';
import {
	type Change,
	createTicket,
	mergeTickets,
	readTicket,
	showTicket,
	updateTicket,
} from './tickets.mts';

/** Zammad, in what the package needs of its REST API. */
export function createZammad(clock: Clock): FakeDesk {
	const store = createStore(clock);
	const deliveries = createDeliveries(store);
	const routes = createRoutes(store, deliveries.told);
	const acts = createActs(store, deliveries.told);
	return {
		answer: (request) => {
			try {
				return authorize(request) ?? route(routes, request) ?? noRoute(request);
			} catch (error) {
				if (error instanceof Refusal) return error.toAnswer();
				throw error;
			}
		},
		look: () => look(store),
		act: acts,
		end: deliveries.end,
	};
}

function authorize({ headers }: DeskRequest): DeskAnswer | undefined {
	const value = headers.authorization;
	if (!value) return new Refusal(401, 'Authentication required').toAnswer();
	const token = /^(?:Token token="?([^"]+)"?|Bearer (.+))$/i.exec(value);
	if ((token?.[1] ?? token?.[2]) === DESK_KEY) return undefined;
	return new Refusal(401, "Can't find User for Token").toAnswer();
}

const noRoute = ({ method, path }: DeskRequest) =>
	new Refusal(404, `No route matches [${method}] ${path}`).toAnswer();

/** What stands in the address and in the body are one to Zammad. */
const toParams = ({ query, body }: DeskRequest): Row => ({
	...Object.fromEntries(query),
	...(typeof body === 'object' && body !== null ? (body as Row) : {}),
});

const isExpanded = (request: DeskRequest) => String(toParams(request).expand) === 'true';

function createRoutes(store: Store, told: (changes: Change[]) => void): DeskRoute[] {
	const may = (right: string) => {
		if (!store.rights.has(right)) throw forbidden();
	};
	const done = (request: DeskRequest, status: number, change: Change) => {
		told([change]);
		return json(status, showTicket(store, change.ticket, isExpanded(request)));
	};
	const searchTickets = (request: DeskRequest) => {
		const params = toParams(request);
		// The search index has not seen it yet.
		const rows = params.query ? [] : select(store, 'Ticket', visible(store), params.condition);
		const page = toPage(rows, params);
		if (isExpanded(request))
			return json(
				200,
				page.map((it) => showTicket(store, it, true)),
			);
		const Ticket = Object.fromEntries(page.map((it) => [it.id, showTicket(store, it, false)]));
		return json(200, {
			tickets: page.map(({ id }) => id),
			tickets_count: page.length,
			assets: { Ticket },
		});
	};
	const searchPeople = (request: DeskRequest) => {
		may('ticket.agent');
		const params = toParams(request);
		const wanted = params.permissions as string[] | undefined;
		const people = [...store.users.values()].filter(
			({ id, roles }) => id !== 1 && (!wanted || (roles as string[]).includes('Agent')),
		);
		const rows = params.query ? [] : select(store, 'User', people, params.condition);
		return json(
			200,
			toPage(rows, params).map((it) => showPerson(it, isExpanded(request))),
		);
	};
	const list = (rows: () => Stored[], show: (row: Stored) => Row = (row) => row) =>
		((request) => {
			const params = { sort_by: 'id', order_by: 'asc', per_page: 500, ...toParams(request) };
			return json(200, toPage(rows(), params).map(show));
		}) as DeskRoute[2];
	const withType = (row: Stored) => ({
		...row,
		state_type: store.stateTypes.find(({ id }) => id === row.state_type_id)?.name,
	});
	const api = (method: string, path: string, right: string, handle: DeskRoute[2]): DeskRoute => [
		method,
		`/api/v1${path}`,
		(request, params) => {
			may(right);
			return handle(request, params);
		},
	];
	return [
		['GET', '/api/v1/users/me', () => json(200, showPerson(store.users.get(TOKEN_USER)!, false))],
		api('GET', '/tickets/search', 'ticket.agent', searchTickets),
		api('POST', '/tickets/search', 'ticket.agent', searchTickets),
		api('GET', '/tickets/:id', 'ticket.agent', (request, [id]) =>
			json(200, showTicket(store, readTicket(store, Number(id)), isExpanded(request))),
		),
		api('POST', '/tickets', 'ticket.agent', (request) =>
			done(request, 201, createTicket(store, toParams(request), TOKEN_USER)),
		),
		api('PUT', '/tickets/:id', 'ticket.agent', (request, [id]) =>
			done(request, 200, updateTicket(store, Number(id), toParams(request), TOKEN_USER)),
		),
		api('PUT', '/ticket_merge/:source/:number', 'ticket.agent', (_, [source, number]) => {
			const { body, changes } = mergeTickets(store, Number(source), number, TOKEN_USER);
			told(changes);
			return json(200, body);
		}),
		api('GET', '/ticket_articles/by_ticket/:id', 'ticket.agent', (_, [id]) =>
			json(200, articlesOf(store, readTicket(store, Number(id)).id)),
		),
		api('POST', '/ticket_articles', 'ticket.agent', (request) => {
			const article = toParams(request);
			const id = Number(article.ticket_id);
			const change = updateTicket(store, id, { article }, TOKEN_USER);
			told([change]);
			return json(201, change.article);
		}),
		api('DELETE', '/ticket_articles/:id', 'ticket.agent', (_, [id]) => {
			removeArticle(store, Number(id), TOKEN_USER);
			return json(200, {});
		}),
		api('GET', '/links', 'ticket.agent', ({ query }) => {
			const id = readTicket(store, Number(query.get('link_object_value'))).id;
			const link = (link_type: string, link_object_value: number) => ({
				...{ link_type, link_object: 'Ticket', link_object_value },
			});
			const links = store.links.flatMap(({ parent, child }) =>
				child === id ? [link('parent', parent)] : parent === id ? [link('child', child)] : [],
			);
			return json(200, { links, assets: {} });
		}),
		api('GET', '/users/search', 'ticket.agent', searchPeople),
		api('POST', '/users/search', 'ticket.agent', searchPeople),
		api('POST', '/users', 'ticket.agent', (request) =>
			json(201, showPerson(createPerson(store, toParams(request), TOKEN_USER), false)),
		),
		api('PUT', '/users/:id', 'ticket.agent', (request, [id]) =>
			json(200, showPerson(updatePerson(store, Number(id), toParams(request), TOKEN_USER), false)),
		),
		api(
			'GET',
			'/groups',
			'ticket.agent',
			list(() => store.groups),
		),
		api(
			'GET',
			'/ticket_states',
			'ticket.agent',
			list(() => store.states, withType),
		),
		api(
			'GET',
			'/ticket_priorities',
			'ticket.agent',
			list(() => store.priorities),
		),
		api('GET', '/object_manager_attributes', 'admin.object', () => json(200, store.attributes)),
		api('POST', '/object_manager_attributes', 'admin.object', (request) =>
			json(201, createAttribute(store, toParams(request))),
		),
		api('POST', '/object_manager_attributes_execute_migrations', 'admin.object', () => {
			migrate(store);
			return json(200, {});
		}),
		api(
			'GET',
			'/webhooks',
			'admin.webhook',
			list(() => [...store.webhooks.values()], showWebhook),
		),
		api('POST', '/webhooks', 'admin.webhook', (request) =>
			json(201, createWebhook(store, toParams(request))),
		),
		api('DELETE', '/webhooks/:id', 'admin.webhook', (_, [id]) => {
			deleteWebhook(store, Number(id));
			return json(200, {});
		}),
		api(
			'GET',
			'/triggers',
			'admin.trigger',
			list(() => [...store.triggers.values()]),
		),
		api('POST', '/triggers', 'admin.trigger', (request) =>
			json(201, createTrigger(store, toParams(request))),
		),
		api('DELETE', '/triggers/:id', 'admin.trigger', (_, [id]) => {
			if (!store.triggers.delete(Number(id))) throw notFound('Trigger', id);
			return json(200, {});
		}),
	];
}

const visible = (store: Store) => {
	const hidden = (store.settings.hiddenGroups ?? []) as number[];
	return [...store.tickets.values()].filter((it) => !hidden.includes(Number(it.group_id)));
};
