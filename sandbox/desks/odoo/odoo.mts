import type { Clock } from '../../clock.mts';
import type { DeskAct, DeskAnswer, DeskRequest, FakeDesk } from '../service.mts';
import { DESK_KEY, json } from '../service.mts';
import { lookAt } from './look.mts';
import { callMethod } from './methods.mts';
import { people } from './people.mts';
import { notFound, OdooProblem, unauthorized, valueError } from './problem.mts';
import { botId, seed } from './seed.mts';
import type { Values } from './store.mts';
import { createStore } from './store.mts';

/** What a run of the tests can change about it. */
export interface OdooTempers {
	isAdmin: boolean;
	/** Off as before version 19. */
	hasJson2: boolean;
	/** Off as from version 22, or where the administrator says so. */
	hasJsonRpc: boolean;
	/** The next so many `load`s lose to another transaction. */
	lostLoads: number;
}

export const DATABASE = 'sandbox';
export const LOGIN = 'n8n@example.test';

/** Odoo 19 with CRM and Helpdesk, by both of its interfaces, as far as the desk needs it. Written from its documentation and source. */
export function makeOdoo(clock: Clock): FakeDesk {
	const store = createStore(clock);
	seed(store);
	const tempers: OdooTempers = { isAdmin: true, hasJson2: true, hasJsonRpc: true, lostLoads: 0 };

	const run = (model: string, method: string, ids: unknown, params: Values): unknown => {
		const { context = {}, ...rest } = params;
		if (method === 'load' && tempers.lostLoads > 0) {
			tempers.lostLoads -= 1;
			const message = 'could not serialize access due to concurrent update';
			return { ids: false, messages: [{ type: 'error', message, record: 0 }], nextrow: 0 };
		}
		const env = { userId: botId, context: context as Values };
		return callMethod(store, { model, method, ids, params: rest, ...tempers }, env);
	};

	const answerJson2 = ({ path, method, headers, body, raw }: DeskRequest): DeskAnswer => {
		const [, , , model, name] = path.split('/');
		const database = headers['x-odoo-database'];
		if (!tempers.hasJson2 || (database !== undefined && database !== DATABASE)) return noPage;
		try {
			if (method !== 'POST' || !model || !name) {
				throw notFound('Did you mean POST /json/2/<model>/<method>?');
			}
			const key = /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
			if (key === undefined) {
				throw unauthorized(
					'User not authenticated, use the "Authorization" header with a Bearer token.',
				);
			}
			if (key !== DESK_KEY) throw unauthorized('Invalid apikey');
			if (raw.length > 0 && body === undefined) {
				throw new OdooProblem(
					'werkzeug.exceptions.BadRequest',
					400,
					'could not parse the body as json: Expecting value: line 1 column 1 (char 0)',
				);
			}
			const { ids, ...params } = (body ?? {}) as Values;
			return json(200, run(model, name, ids, params));
		} catch (error) {
			if (!(error instanceof OdooProblem)) throw error;
			return json(error.status, error.toBody());
		}
	};

	const callRpc = ({ service, method, args = [] }: Values): unknown => {
		const [database, who, key, ...rest] = args as unknown[];
		if (service === 'common' && method === 'version') return { server_version: '18.0' };
		if (database !== DATABASE) {
			throw new OdooProblem(
				'psycopg2.OperationalError',
				200,
				`connection to server failed: FATAL:  database "${String(database)}" does not exist`,
			);
		}
		if (service === 'common' && ['authenticate', 'login'].includes(String(method))) {
			return who === LOGIN && key === DESK_KEY ? botId : false;
		}
		if (service !== 'object' || method !== 'execute_kw') {
			throw new OdooProblem('builtins.NameError', 200, `Method not available ${String(method)}`);
		}
		if (who !== botId || key !== DESK_KEY) {
			throw new OdooProblem('odoo.exceptions.AccessDenied', 200, 'Access Denied');
		}
		const [model, name, positional = [], named = {}] = rest as [
			string,
			string,
			unknown[] | undefined,
			Values | undefined,
		];
		return runPositional(String(model), String(name), positional, named);
	};

	/** Positional arguments stand for the records where the method works on some, then for its parameters. */
	const runPositional = (model: string, name: string, positional: unknown[], named: Values) => {
		if (!store.has(model)) throw valueError(`Object ${model} doesn't exist`);
		const order: Record<string, string[]> = {
			search_read: ['domain', 'fields', 'offset', 'limit', 'order'],
			search: ['domain', 'offset', 'limit', 'order'],
			search_count: ['domain', 'limit'],
			read: ['ids', 'fields'],
			create: ['vals_list'],
			write: ['ids', 'vals'],
			unlink: ['ids'],
			load: ['fields', 'data'],
			fields_get: ['allfields', 'attributes'],
			message_post: ['ids', 'body'],
		};
		// Odoo takes the values of `create` by position only.
		if (name === 'create' && positional.length === 0) {
			throw new OdooProblem('builtins.IndexError', 200, 'tuple index out of range');
		}
		const given = Object.fromEntries(
			positional.map((value, at) => [order[name]?.[at] ?? `argument ${at + 1}`, value]),
		);
		const { ids, ...params } = { ...given, ...named } as Values;
		return run(model, name, typeof ids === 'number' ? [ids] : ids, params);
	};

	const answerRpc = ({ body }: DeskRequest): DeskAnswer => {
		const { id = null, params } = (body ?? {}) as Values;
		const wrap = (more: Values) => json(200, { jsonrpc: '2.0', id, ...more });
		if (!tempers.hasJsonRpc) {
			const data = notFound('404 Not Found').toBody();
			return wrap({ error: { code: 404, message: '404: Not Found', data } });
		}
		try {
			return wrap({ result: callRpc((params ?? {}) as Values) });
		} catch (error) {
			if (!(error instanceof OdooProblem)) throw error;
			return wrap({ error: { code: 200, message: 'Odoo Server Error', data: error.toBody() } });
		}
	};

	return {
		answer: (request) => {
			if (request.path === '/jsonrpc' && request.method === 'POST') return answerRpc(request);
			if (request.path.startsWith('/json/2')) return answerJson2(request);
			return noPage;
		},
		look: () => lookAt(store),
		act: (act: DeskAct) => people(store, tempers, act),
	};
}

const noPage: DeskAnswer = {
	status: 404,
	body: '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>',
};
