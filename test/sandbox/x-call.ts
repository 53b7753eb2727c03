import type { Sandbox } from '../support/sandbox';

export const COMPANY_ID = '1402000000000000001';
export const USER_TOKEN = 'Bearer sandbox-user-token';
export const APP_TOKEN = 'Bearer sandbox-app-token';

export interface XAnswer {
	status: number;
	headers: Headers;
	text: string;
	/** Parsed JSON; undefined when the answer is none. */
	body: XBody;
}

export interface XPost {
	id: string;
	text: string;
	[field: string]: unknown;
}

/** Parsed JSON nobody has checked yet: tests read only what they are about. */
export type Json = ReturnType<typeof JSON.parse>;

/** Loosely what X answers. */
export interface XBody {
	data?: Json;
	includes?: Json;
	meta?: {
		result_count: number;
		newest_id?: string;
		oldest_id?: string;
		next_token?: string;
		previous_token?: string;
	};
	errors?: Json[];
	[field: string]: Json;
}

/** Calls the sandbox's X API as the company unless told otherwise. */
export async function callX(
	sandbox: Sandbox,
	path: string,
	options: { method?: string; authorization?: string; body?: unknown; signal?: AbortSignal } = {},
): Promise<XAnswer> {
	const { method = 'GET', authorization = USER_TOKEN, body, signal } = options;
	const response = await fetch(sandbox.url + path, {
		method,
		signal,
		headers: {
			authorization,
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, body: parse(text) };
}

export const mentionsPath = (query: Record<string, string> = {}): string =>
	`/2/users/${COMPANY_ID}/mentions?${new URLSearchParams(query).toString()}`;

export const idsOf = (answer: XAnswer): string[] =>
	((answer.body.data ?? []) as XPost[]).map((post) => post.id);

function parse(text: string): XBody {
	try {
		return JSON.parse(text) as XBody;
	} catch {
		return {};
	}
}
