import type { ITwitterApiClientPlugin, TwitterResponse } from 'twitter-api-v2';
import type { HttpRequest, HttpSend } from '../http';
import { toXFailure } from './failure';

/**
 * Lets twitter-api-v2 speak through `send`, which holds the credential: the library keeps its typed endpoints,
 * n8n keeps authentication, token refresh, proxies and certificate rules.
 */
export function createHttpPlugin(send: HttpSend, nowMs: () => number): ITwitterApiClientPlugin {
	return {
		async onBeforeRequestConfig({ url, params }): Promise<TwitterResponse<unknown>> {
			const request: HttpRequest = {
				method: params.method.toUpperCase() as HttpRequest['method'],
				url: fillPath(url.pathname, params.params ?? {}),
				query: toQuery(params.query ?? {}),
				...(params.body === undefined ? {} : { body: params.body }),
			};
			const response = await send(request);
			if (response.status >= 200 && response.status < 300) {
				return { data: response.body, headers: response.headers };
			}
			throw toXFailure(`${request.method} ${request.url}`, response, nowMs());
		},
	};
}

/** The library hands over `/2/users/:id/mentions` and the values beside it. */
function fillPath(path: string, values: Record<string, unknown>): string {
	return path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(values[key] ?? '')));
}

function toQuery(query: Record<string, unknown>): Record<string, string> {
	const given = Object.entries(query).filter(([, value]) => value !== undefined);
	return Object.fromEntries(
		given.map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : String(value)]),
	);
}
