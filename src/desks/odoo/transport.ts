import type { HttpResponse, HttpSend } from '../../http';
import { HttpFailure } from '../../http';
import { toAnswerFailure, toErrorFailure, unreadable } from './failures';
import { isRecord } from '../../domain/record';

/** `json2`: Odoo 19 and newer. `jsonRpc`: older ones. */
export type OdooInterface = 'json2' | 'jsonRpc';

export interface OdooParams {
	/** Records the method works on; absent for methods of the model itself. */
	ids?: number[];
	context?: Record<string, unknown>;
	/** The method's own parameters by name. */
	[parameter: string]: unknown;
}

/**
 * Calls one method of one model; what it answered is what Odoo's method returned. Throws `HttpFailure`.
 *
 * @param doing what is tried, for messages, e.g. `creating the case`
 */
export type OdooCall = (
	doing: string,
	model: string,
	method: string,
	params?: OdooParams,
) => Promise<unknown>;

/** The credential puts the key into the header (JSON-2) or into the body (JSON-RPC). */
export const createOdooCall = (send: HttpSend, by: OdooInterface): OdooCall =>
	by === 'jsonRpc' ? createRpcCall(send) : createJson2Call(send);

const createJson2Call =
	(send: HttpSend): OdooCall =>
	async (doing, model, method, params = {}) => {
		const url = `/json/2/${model}/${method}`;
		const response = await send({ method: 'POST', url, body: params });
		if (response.status !== 200) throw toAnswerFailure(response, doing);
		const { body } = response;
		if (typeof body === 'string' && body.trimStart().startsWith('<')) throw unreadable(doing);
		if (isRecord(body) && isRecord(body.error)) throw toErrorFailure(body.error, doing);
		return body;
	};

/** The credential sets database and key before the arguments; the user's number is asked for once, by log-in and key. */
function createRpcCall(send: HttpSend): OdooCall {
	let userId: Promise<number> | undefined;
	const post = async (doing: string, called: string, service: string, args: unknown[]) => {
		const method = service === 'common' ? 'authenticate' : 'execute_kw';
		const params = { service, method, args };
		const body = { jsonrpc: '2.0', method: 'call', id: 1, params };
		// For people who read access logs; Odoo looks at the body alone.
		const query = { call: called };
		return toResult(await send({ method: 'POST', url: '/jsonrpc', query, body }), doing);
	};
	const logIn = async (doing: string) => {
		const found = await post(doing, 'authenticate', 'common', []);
		if (typeof found === 'number' && found > 0) return found;
		if (found === false || found === null) throw notLoggedIn(doing);
		throw unreadable(doing);
	};
	return async (doing, model, method, { ids, vals_list: created, ...named } = {}) => {
		userId ??= logIn(doing).catch((error: unknown) => {
			userId = undefined;
			throw error;
		});
		const positional = [ids, created].filter((it) => it !== undefined);
		const args = [await userId, model, method, positional, named];
		return await post(doing, `${model}.${method}`, 'object', args);
	};
}

/** JSON-RPC says at status 200 that it failed. */
function toResult(response: HttpResponse, doing: string): unknown {
	if (response.status !== 200) throw toAnswerFailure(response, doing);
	const { body } = response;
	if (!isRecord(body)) throw unreadable(doing);
	if (isRecord(body.error)) throw toErrorFailure(body.error, doing);
	if (body.result === undefined) throw unreadable(doing, body);
	return body.result;
}

const notLoggedIn = (doing: string) =>
	new HttpFailure(
		'credential-invalid',
		`Odoo: ${doing} was refused: it does not know this log-in with this key`,
		{
			status: 401,
			hint: "Check 'Database', 'Login' and 'API Key' of the credential; in Odoo: Preferences › Account Security › New API Key.",
		},
	);
