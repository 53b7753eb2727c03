import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import type { HttpRequest, HttpResponse, HttpSend } from '../http';
import { HttpFailure } from '../http';
import { findUnauthorized, toTransportFailure } from './transport-failure';

export interface HttpSendOptions {
	/** How long one call may take, in milliseconds; 30 seconds unless told. */
	timeoutMs?: number;
	/** The credential's field that holds the base URL, named in errors. */
	baseUrlField?: string;
}

/** What n8n's helper answers with `returnFullResponse`. */
interface FullResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/**
 * The port to the outside on n8n's own HTTP helper: n8n keeps authentication, token refresh, proxies and its address guard.
 * Every status is an answer, 401 included; only a call without an answer throws (`HttpFailure`).
 *
 * @param credentialType name of the credential that signs the call; none = sent as it is
 * @param baseUrl paths are put below it; a signed call never goes to another host
 */
export function createHttpSend(
	context: IAllExecuteFunctions,
	credentialType: string | undefined,
	baseUrl: string,
	options: HttpSendOptions = {},
): HttpSend {
	return async (request) => {
		const url = toUrl(request, baseUrl, credentialType !== undefined, options.baseUrlField);
		const call = toCall(request, url, options.timeoutMs ?? 30_000);
		try {
			return toResponse(await sendCall(context, credentialType, call));
		} catch (error) {
			const unauthorized = findUnauthorized(error);
			if (unauthorized) return toResponse({ statusCode: 401, ...unauthorized });
			throw toTransportFailure(error, `${request.method} ${toShownUrl(url)}`);
		}
	};
}

async function sendCall(
	context: IAllExecuteFunctions,
	credentialType: string | undefined,
	call: IHttpRequestOptions,
): Promise<FullResponse> {
	if (credentialType === undefined) return await context.helpers.httpRequest(call);
	return await context.helpers.httpRequestWithAuthentication.call(context, credentialType, call);
}

function toCall(request: HttpRequest, url: URL, timeout: number): IHttpRequestOptions {
	const headers: IDataObject = { ...request.headers };
	// n8n drops an empty object as if there were no body at all.
	const body = isEmptyObject(request.body) ? '{}' : request.body;
	const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
	if (body !== undefined && !isTyped) {
		headers['content-type'] =
			typeof request.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
	}
	return {
		method: request.method,
		url: url.href,
		headers,
		body: body as IHttpRequestOptions['body'],
		json: true,
		timeout,
		returnFullResponse: true,
		// A plain `true` would hide the expired status from n8n, and no OAuth2 token would ever be refreshed.
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		// A followed redirect turns POST into GET and takes the credential to wherever it points.
		disableFollowRedirect: true,
	};
}

function toUrl(request: HttpRequest, baseUrl: string, isSigned: boolean, field = 'Base URL'): URL {
	const base = parseHttpUrl(baseUrl, field);
	const isAbsolute = /^https?:\/\//i.test(request.url);
	const url = isAbsolute
		? parseHttpUrl(request.url, 'URL')
		: parseHttpUrl(base.href.replace(/\/+$/, '') + toPath(request.url), field);
	if (isSigned && url.origin !== base.origin) {
		throw new HttpFailure(
			'misconfigured',
			`${url.origin} is not the host of the credential (${base.origin}), so nothing was sent there`,
			{ hint: `Use a path below the credential's '${field}', or a credential for that host.` },
		);
	}
	for (const [name, value] of Object.entries(request.query ?? {})) {
		if (value !== undefined) url.searchParams.append(name, String(value));
	}
	return url;
}

function parseHttpUrl(value: string, field: string): URL {
	const url = URL.canParse(value.trim()) ? new URL(value.trim()) : undefined;
	if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
	throw new HttpFailure('misconfigured', `'${field}' is not a web address: "${value}"`, {
		hint: `Open the credential and enter a full address in '${field}', e.g. https://helpdesk.example.com`,
	});
}

const toPath = (path: string) => (path === '' || path.startsWith('/') ? path : `/${path}`);

/** Without log-in details and query, which may hold what must not be in a log. */
const toShownUrl = (url: URL) => `${url.origin}${url.pathname}`;

const isEmptyObject = (value: unknown) =>
	typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function toResponse(answer: FullResponse): HttpResponse {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(answer.headers)) {
		if (value !== undefined) headers[name.toLowerCase()] = [value].flat().join(', ');
	}
	return { status: answer.statusCode, headers, body: answer.body };
}
