import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiCall, Result } from './api-call.mts';
import { refuseUnpaid } from './credits.mts';
import { toLogged } from './upload-body.mts';
import { isCaller, type Caller } from './auth.mts';
import { iso } from './clock.mts';
import { answerOf, type Fault } from './faults.mts';
import { NAMED_PROBLEMS, unsupportedAuthentication, type Answer } from './problems.mts';
import type { LogEntry } from './request-log.mts';
import type { Route } from './route.mts';
import { findRoute } from './routes.mts';
import { COMPANY_HANDLE } from './seed.mts';
import type { Sandbox, Universe } from './state.mts';

const OAUTH_PATHS = new Set([
	'/2/oauth2/token',
	'/2/oauth2/revoke',
	'/oauth2/token',
	'/oauth/request_token',
	'/oauth/access_token',
]);
const AUTHORIZE_PATHS = new Set([
	'/i/oauth2/authorize',
	'/2/oauth2/authorize',
	'/oauth/authorize',
	'/oauth/authenticate',
]);

export const isApiPath = (path: string): boolean =>
	path === '/2' || path.startsWith('/2/') || OAUTH_PATHS.has(path) || AUTHORIZE_PATHS.has(path);

/** One request to X, from the log line to the last byte. */
export async function serveApi(
	sandbox: Sandbox,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
	body: Buffer,
): Promise<void> {
	const universe = sandbox.current;
	const method = request.method ?? 'GET';
	const secret = OAUTH_PATHS.has(url.pathname);
	const entry = universe.log.open({
		time: iso(universe.clock.now()),
		method,
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		...(body.length > 0 && !secret ? { body: toLogged(parseJson(body)) } : {}),
	});
	const fault = universe.faults.take(method, url.pathname);
	if (fault) entry.faultId = fault.id;
	if (fault?.dropBefore) return drop(sandbox, response, entry, 'connection closed before acting');
	if (fault?.hang) return hang(sandbox, response, entry);

	const answer = await act(universe, request, url, body, entry, fault);
	entry.note ??= answer.note;
	if (fault?.dropAfter) {
		return drop(sandbox, response, entry, `acted (${answer.status}), then closed the connection`);
	}
	entry.status = answer.status;
	send(response, answer, fault?.malformed === true);
	sandbox.changed();
}

async function act(
	universe: Universe,
	request: IncomingMessage,
	url: URL,
	body: Buffer,
	entry: LogEntry,
	fault: Fault | undefined,
): Promise<Answer> {
	const { authorization } = request.headers;
	const method = request.method ?? 'GET';
	const form = readForm(request, body);
	if (AUTHORIZE_PATHS.has(url.pathname) && method === 'GET') {
		const login = url.pathname.startsWith('/oauth/') ? universe.oauth1Login : universe.oauth2;
		return answerFor(fault) ?? login.authorize(url.searchParams, COMPANY_HANDLE);
	}
	if (url.pathname.startsWith('/oauth/') && method === 'POST') {
		const { requestToken, accessToken } = universe.oauth1Login;
		const endpoint = url.pathname === '/oauth/access_token' ? accessToken : requestToken;
		return answerFor(fault) ?? endpoint({ method, url, authorization, form });
	}
	if (OAUTH_PATHS.has(url.pathname) && method === 'POST') {
		const parameters = form ?? toParameters(parseJson(body));
		const endpoint = url.pathname.endsWith('/revoke')
			? universe.oauth2.revoke
			: url.pathname.startsWith('/2/')
				? universe.oauth2.token
				: universe.oauth2.appToken;
		return answerFor(fault) ?? endpoint({ parameters, authorization });
	}
	const found = findRoute(method, url.pathname);
	if (!found) return answerFor(fault) ?? NAMED_PROBLEMS['not-found']();

	const caller = universe.identify({ method, url, authorization, form });
	if (!isCaller(caller)) return answerFor(fault) ?? caller;
	entry.auth = caller.kind;
	entry.userId = caller.userId;
	const spent = universe.limits.spend(found.route.name, found.route.limit, caller.userId ?? 'app');
	const headers = { ...spent.headers, 'x-access-level': 'read-write-directmessages' };
	const answer =
		answerFor(fault) ??
		refusal(found.route, caller) ??
		(spent.exhausted ? NAMED_PROBLEMS['rate-limit']() : undefined) ??
		refuseUnpaid(universe, found.route) ??
		(await run(universe, entry, found.route, {
			universe,
			caller,
			params: found.params,
			query: url.searchParams,
			body: parseJson(body),
			raw: { bytes: body, contentType: request.headers['content-type'] ?? '' },
			origin: url.origin,
		}));
	return { ...answer, headers: { ...faultedLimit(universe, fault, headers), ...answer.headers } };
}

async function run(
	universe: Universe,
	entry: LogEntry,
	route: Route,
	call: ApiCall,
): Promise<Result> {
	const result = await route.handle(call);
	if (result.status < 300) entry.priceUsd = universe.ledger.bill(entry.n, result.charges ?? []);
	return result;
}

function refusal(route: Route, caller: Caller): Answer | undefined {
	const appOnly = caller.kind === 'app-only';
	if (route.callers === 'user' && appOnly) return unsupportedAuthentication();
	if (route.callers === 'app' && !appOnly) return NAMED_PROBLEMS.forbidden();
	const missing = route.scopes.find((scope) => !appOnly && !caller.scopes.includes(scope));
	if (missing === undefined) return undefined;
	return { ...NAMED_PROBLEMS.forbidden(), note: `token lacks scope ${missing}` };
}

const answerFor = (fault: Fault | undefined): Answer | undefined => fault && answerOf(fault);

/** An ordered 429 says so in its headers too, else a caller would see calls left. */
function faultedLimit(
	universe: Universe,
	fault: Fault | undefined,
	headers: Record<string, string>,
): Record<string, string> {
	const isRateLimit = fault?.status === 429 || fault?.problem === 'rate-limit';
	if (!isRateLimit || fault?.problem === 'usage-cap') return headers;
	const reset: Record<string, string> =
		fault?.retryAfter === undefined
			? {}
			: { 'x-rate-limit-reset': String(Math.ceil(universe.clock.now() / 1000) + fault.retryAfter) };
	return { ...headers, 'x-rate-limit-remaining': '0', ...reset };
}

function send(response: ServerResponse, answer: Answer, malformed: boolean): void {
	const text =
		answer.body === undefined
			? ''
			: typeof answer.body === 'string'
				? answer.body
				: JSON.stringify(answer.body);
	// Cut in the middle: valid up to there, as a proxy that gave up would leave it.
	const sent = malformed ? text.slice(0, Math.max(1, Math.floor(text.length / 2))) : text;
	const type = answer.contentType ?? (text === '' ? undefined : 'application/json; charset=utf-8');
	response.writeHead(answer.status, {
		...(type ? { 'content-type': type } : {}),
		...answer.headers,
	});
	response.end(sent);
}

function drop(sandbox: Sandbox, response: ServerResponse, entry: LogEntry, note: string): void {
	entry.note = note;
	response.destroy();
	sandbox.changed();
}

function hang(sandbox: Sandbox, response: ServerResponse, entry: LogEntry): void {
	entry.note = 'left hanging';
	const end = () => response.destroy();
	sandbox.hanging.add(end);
	response.on('close', () => sandbox.hanging.delete(end));
	sandbox.changed();
}

const readForm = (request: IncomingMessage, body: Buffer): URLSearchParams | undefined =>
	request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
		? new URLSearchParams(body.toString('utf8'))
		: undefined;

function parseJson(body: Buffer): unknown {
	try {
		return body.length === 0 ? undefined : JSON.parse(body.toString('utf8'));
	} catch {
		return undefined; // the route says what it needs
	}
}

const toParameters = (body: unknown): URLSearchParams =>
	new URLSearchParams(
		Object.entries(typeof body === 'object' && body !== null ? body : {}).map(([name, value]) => [
			name,
			String(value),
		]),
	);
