import { type Endpoint, type EndpointName, endpoints } from '../../src/x/endpoints';
import type { XOpenApi, XOperation, XParameter } from '../support/x-openapi';
import type { Exchange } from './exchange';
import { asDescribed, emptyBodies, type Json, otherCallers, undescribed } from './x-differences';

interface Described {
	operation: XOperation;
	/** Where it stands in the file. */
	place: string[];
}

function findOperation({ description }: XOpenApi, name: EndpointName): Described | undefined {
	const { method, path }: Endpoint = endpoints[name];
	const wanted = `/2/${path}`.replace(/:\w+/g, '{}');
	const found = Object.keys(description.paths).find(
		(it) => it.replace(/\{\w+\}/g, '{}') === wanted,
	);
	const operation = found && description.paths[found][method.toLowerCase()];
	return found && operation
		? { operation, place: ['paths', found, method.toLowerCase()] }
		: undefined;
}

/** What X's file has against an exchange, one sentence each. */
export function findBreaches(openApi: XOpenApi, exchange: Exchange): string[] {
	const described = findOperation(openApi, exchange.name);
	if (!described) return undescribed[exchange.name] ? [] : ['X does not describe this call'];
	return [
		...findInPath(openApi, described, exchange),
		...findInQuery(openApi, described, exchange),
		...findInBody(openApi, described, exchange),
		...findInAnswer(openApi, described, exchange),
	];
}

function findInPath(openApi: XOpenApi, described: Described, { request }: Exchange): string[] {
	const parts = request.url.split('/');
	return described.place[1].split('/').flatMap((part, at) => {
		const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
		if (name === undefined) return [];
		const found = findParameter(openApi, described, 'path', name);
		if (!found) return [`${name} of the path is not described`];
		return toSentences(openApi, found.place, decodeURIComponent(parts[at]), `path ${name}`);
	});
}

function findInQuery(openApi: XOpenApi, described: Described, { request }: Exchange): string[] {
	const sent = Object.entries(request.query ?? {});
	const missing = listParameters(openApi, described)
		.filter(({ parameter }) => parameter.in === 'query' && parameter.required)
		.filter(({ parameter }) => sent.every(([name]) => name !== parameter.name))
		.map(({ parameter }) => `query ${parameter.name} is required`);
	const wrong = sent.flatMap(([name, value]) => {
		const found = findParameter(openApi, described, 'query', name);
		if (!found) return [`query ${name} is not described`];
		const { type } = found.parameter.schema;
		const read = { array: String(value).split(','), integer: Number(value) };
		const parsed = type === 'array' || type === 'integer' ? read[type] : String(value);
		return toSentences(openApi, found.place, parsed, `query ${name}`);
	});
	return [...missing, ...wrong];
}

function findInBody(
	openApi: XOpenApi,
	{ operation, place }: Described,
	{ name, request: { body } }: Exchange,
): string[] {
	const { requestBody } = operation;
	if (body === undefined) return requestBody?.required ? ['a body is required'] : [];
	if (!requestBody) {
		const isKnown = emptyBodies.includes(name) && Object.keys(body as object).length === 0;
		return isKnown ? [] : ['a body is not described'];
	}
	const schema = [...place, 'requestBody', 'content', 'application/json', 'schema'];
	return toSentences(openApi, schema, body, 'body');
}

function findInAnswer(
	openApi: XOpenApi,
	{ operation, place }: Described,
	{ name, response }: Exchange,
): string[] {
	const status = String(response.status);
	if (!operation.responses[status]?.content) return [`status ${status} is not described`];
	const schema = [...place, 'responses', status, 'content', 'application/json', 'schema'];
	const toDescribed = asDescribed[name] ?? ((body: Json) => body);
	return toSentences(openApi, schema, toDescribed(response.body as Json), 'answer');
}

const toSentences = (openApi: XOpenApi, place: string[], value: unknown, what: string) =>
	openApi
		.findErrors(place, value)
		.map(({ instancePath, message, params }) =>
			`${what}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`.trim(),
		);

function listParameters(openApi: XOpenApi, { operation, place }: Described) {
	return (operation.parameters ?? []).map((it, at) => {
		if (!('$ref' in it)) {
			return { parameter: it, place: [...place, 'parameters', String(at), 'schema'] };
		}
		const named = it.$ref.split('/').slice(1);
		const parameter: XParameter = openApi.description.components.parameters[named[2]];
		return { parameter, place: [...named, 'schema'] };
	});
}

const findParameter = (
	openApi: XOpenApi,
	described: Described,
	where: XParameter['in'],
	name: string,
) =>
	listParameters(openApi, described).find(
		({ parameter }) => parameter.in === where && parameter.name === name,
	);

/** Who may ask, by X's file; undefined where it does not describe the call. */
export function findCallers(
	openApi: XOpenApi,
	name: EndpointName,
): Pick<Endpoint, 'scopes' | 'appOnly'> | undefined {
	const described = findOperation(openApi, name);
	if (!described) return undefined;
	const ways = described.operation.security ?? [];
	const takesApp = ways.some((way) => 'BearerToken' in way);
	const user = ways.find((way) => 'OAuth2UserToken' in way);
	const appOnly = !takesApp ? 'never' : user ? 'too' : 'only';
	return { scopes: [...(user?.OAuth2UserToken ?? [])].sort(), appOnly };
}

/** Who may ask, by our table; where it knowingly differs from X's file, what the file says. */
export function toExpectedCallers(name: EndpointName): Pick<Endpoint, 'scopes' | 'appOnly'> {
	const { scopes, appOnly }: Endpoint = endpoints[name];
	return { scopes: [...scopes].sort(), appOnly, ...otherCallers[name] };
}
