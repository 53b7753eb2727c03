/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { RunningDemo } from './demo';

/** The running n8n of a demo, as its owner uses it: the calls of the editor, and the public API. */
export interface N8n {
	/** Calls what the editor calls, below `/rest`. */
	rest<T>(path: string, body?: unknown): Promise<T>;
	/** Calls the public API, below `/api/v1`; with a body it is a POST unless said. */
	api<T>(path: string, body?: unknown, method?: string): Promise<T>;
	createCredential(type: string, name: string, data: object): Promise<CredentialName>;
	/** Logs in to the sandbox as @acmecare, the way *Connect my account* does. */
	connectX(): Promise<CredentialName>;
	createWorkflow(workflow: WorkflowDraft): Promise<string>;
	publish(workflowId: string): Promise<void>;
	/** Ends with how the run ended, as soon as n8n has written it down. */
	waitForEnd(executionId: string): Promise<string>;
	countRuns(workflowId: string, status: string): Promise<number>;
}

export interface CredentialName {
	id: string;
	name: string;
}

export interface WorkflowDraft {
	name: string;
	nodes: NodeDraft[];
	/** Node name → for each of its outputs the names of the nodes that follow, by kind of connection. */
	connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
}

export interface NodeDraft {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	credentials?: Record<string, CredentialName>;
	[more: string]: unknown;
}

export async function logInToN8n(demo: RunningDemo): Promise<N8n> {
	const { n8nUrl, sandboxUrl, owner } = demo;
	const logIn = await fetch(`${n8nUrl}/rest/login`, {
		...toJson({ emailOrLdapLoginId: owner.email, password: owner.password }),
	});
	if (!logIn.ok) throw new Error(`n8n refused the log-in: ${await logIn.text()}`);
	const cookie = logIn.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	const rest = async <T>(path: string, body?: unknown) =>
		(await call<{ data: T }>(`/rest${path}`, { cookie }, body)).data;
	const scopes = await rest<string[]>('/api-keys/scopes');
	const key = { label: `test ${Date.now()}`, expiresAt: null, scopes };
	const { rawApiKey } = await rest<{ rawApiKey: string }>('/api-keys', key);
	const api = async <T>(path: string, body?: unknown, method?: string) =>
		await call<T>(`/api/v1${path}`, { 'X-N8N-API-KEY': rawApiKey }, body, method);

	async function createCredential(type: string, name: string, data: object) {
		const { id } = await rest<{ id: string }>('/credentials', { name, type, data });
		return { id, name };
	}

	return {
		rest,
		api,
		createCredential,
		async connectX() {
			const credential = await createCredential('xCareOAuth2Api', 'Acme Care on X', {
				clientId: 'sandbox-client',
				clientSecret: 'sandbox-client-secret',
				apiBaseUrl: sandboxUrl,
				permissions: 'care',
			});
			const authorizeUrl = await rest<string>(`/oauth2-credential/auth?id=${credential.id}`);
			const consent = await fetch(authorizeUrl, { redirect: 'manual' });
			const back = await fetch(consent.headers.get('location') ?? '', { headers: { cookie } });
			if (!back.ok) throw new Error(`n8n did not take the log-in to X: ${await back.text()}`);
			return credential;
		},
		async createWorkflow({ name, nodes, connections }) {
			const placed = nodes.map((node, at) => ({
				id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
				position: [at * 220, 0],
				...node,
			}));
			const { id } = await api<{ id: string }>('/workflows', {
				name,
				nodes: placed,
				connections: toConnections(connections),
				settings: { executionOrder: 'v1' },
			});
			return id;
		},
		publish: async (workflowId) => void (await api(`/workflows/${workflowId}/publish`, {})),
		async waitForEnd(executionId) {
			return await waitUntil(`execution ${executionId} to end`, async () => {
				const { status } = await api<{ status: string }>(`/executions/${executionId}`);
				return ['new', 'running', 'waiting'].includes(status) ? undefined : status;
			});
		},
		async countRuns(workflowId, status) {
			const query = new URLSearchParams({ workflowId, status, limit: '100' });
			return (await api<{ data: unknown[] }>(`/executions?${query}`)).data.length;
		},
	};

	async function call<T>(
		path: string,
		headers: object,
		body?: unknown,
		method = 'POST',
	): Promise<T> {
		const init = body === undefined ? { headers: {} } : { ...toJson(body), method };
		const answer = await fetch(n8nUrl + path, {
			...init,
			headers: { ...headers, ...init.headers },
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`n8n answered ${answer.status} to ${path}: ${text}`);
		return JSON.parse(text) as T;
	}
}

/** Asks again and again until there is an answer. */
export async function waitUntil<T>(
	what: string,
	ask: () => Promise<T | undefined | false>,
	{ timeoutMs = 30_000, everyMs = 25 } = {},
): Promise<T> {
	for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		await new Promise((resolve) => setTimeout(resolve, everyMs));
	}
	throw new Error(`Waited ${timeoutMs / 1000} s for ${what} in vain.`);
}

/** n8n wants the kind of connection once more at its far end, and which input of the node it is. */
function toConnections(connections: WorkflowDraft['connections']) {
	const complete = ([kind, outputs]: [string, Array<Array<{ node: string }>>]) => [
		kind,
		outputs.map((targets) => targets.map(({ node }) => ({ node, type: kind, index: 0 }))),
	];
	return Object.fromEntries(
		Object.entries(connections).map(([from, byKind]) => [
			from,
			Object.fromEntries(Object.entries(byKind).map(complete)),
		]),
	);
}

function toJson(body: unknown) {
	return {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	};
}
