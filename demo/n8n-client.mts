import { waitFor } from './wait.mts';

/** What the demo asks of a running n8n, over the REST interface its editor uses and the public API. */
export interface N8nClient {
	listWorkflows(): Promise<Array<{ id: string; name: string; active: boolean }>>;
	/** Runs a workflow from the named manual trigger and returns when the run has ended; throws unless it went well. */
	runFrom(workflowId: string, triggerName: string): Promise<void>;
	publish(workflowId: string): Promise<void>;
	unpublish(workflowId: string): Promise<void>;
	/** The latest runs, the newest first. */
	listRuns(filter: { workflowId?: string; status?: string }): Promise<Run[]>;
	/** One run with all that passed through its nodes. */
	readRun(runId: string): Promise<unknown>;
	/** All rows of the data table of that name; empty when there is no such table. */
	readTable(name: string): Promise<Row[]>;
	/** Makes a data table of text columns unless there is one of that name; returns its id. */
	createTable(name: string, columns: string[]): Promise<string>;
	/** For the public API, beside the log-in. */
	apiKey: string;
}

export interface Run {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
	startedAt: string;
}

export type Row = Record<string, unknown>;

/** Logs in as the owner and makes an API key. */
export async function logIn(
	url: string,
	{ email, password }: { email: string; password: string },
): Promise<N8nClient> {
	const login = await fetch(`${url}/rest/login`, toJson({ emailOrLdapLoginId: email, password }));
	if (!login.ok) throw new Error(`n8n refused the log-in of ${email}: ${await login.text()}`);
	const cookie = login.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	const rest = toCaller(`${url}/rest`, { cookie });
	const scopes = await rest<{ data: string[] }>('/api-keys/scopes');
	const label = `demo ${new Date().toISOString()}`;
	const key = await rest<{ data: { rawApiKey: string } }>('/api-keys', {
		label,
		expiresAt: null,
		scopes: scopes.data,
	});
	const apiKey = key.data.rawApiKey;
	const api = toCaller(`${url}/api/v1`, { 'X-N8N-API-KEY': apiKey });

	return {
		apiKey,
		async listWorkflows() {
			const { data } = await api<Page<{ id: string; name: string; active: boolean }>>('/workflows');
			return data;
		},
		async runFrom(workflowId, triggerName) {
			const run = await rest<{ data: { executionId: string } }>(`/workflows/${workflowId}/run`, {
				triggerToStartFrom: { name: triggerName },
			});
			const { executionId } = run.data;
			const status = await waitFor(() => findEnd(executionId), {
				what: `'${triggerName}' to end`,
				timeoutMs: 60_000,
			});
			if (status !== 'success') {
				throw new Error(`'${triggerName}' ended with ${status}; see execution ${executionId}.`);
			}
		},
		async publish(workflowId) {
			await api(`/workflows/${workflowId}/publish`, {});
		},
		async unpublish(workflowId) {
			await api(`/workflows/${workflowId}/unpublish`, {});
		},
		async readRun(runId) {
			return await api(`/executions/${runId}?includeData=true`);
		},
		async listRuns({ workflowId, status }) {
			const query = new URLSearchParams({ limit: '250' });
			if (workflowId) query.set('workflowId', workflowId);
			if (status) query.set('status', status);
			return (await api<Page<Run>>(`/executions?${query}`)).data;
		},
		async readTable(name) {
			const id = await findTable(name);
			return id === undefined ? [] : readRows(id);
		},
		async createTable(name, columns) {
			const known = await findTable(name);
			if (known !== undefined) return known;
			const { id } = await api<{ id: string }>('/data-tables', {
				name,
				columns: columns.map((column) => ({ name: column, type: 'string' })),
			});
			return id;
		},
	};

	async function findTable(name: string) {
		const { data } = await api<Page<{ id: string; name: string }>>('/data-tables?limit=250');
		return data.find((table) => table.name === name)?.id;
	}

	async function findEnd(executionId: string) {
		const { status } = await api<{ status: string }>(`/executions/${executionId}`);
		return ['new', 'running', 'waiting'].includes(status) ? undefined : status;
	}

	async function readRows(tableId: string): Promise<Row[]> {
		const rows: Row[] = [];
		let cursor: string | null | undefined;
		do {
			const query = new URLSearchParams({ limit: '100', ...(cursor ? { cursor } : {}) });
			const page = await api<Page<Row>>(`/data-tables/${tableId}/rows?${query}`);
			rows.push(...page.data);
			cursor = page.nextCursor;
		} while (cursor);
		return rows;
	}
}

interface Page<T> {
	data: T[];
	nextCursor?: string | null;
}

function toCaller(base: string, headers: Record<string, string>) {
	return async <T,>(path: string, body?: unknown): Promise<T> => {
		const init: RequestInit = body === undefined ? {} : toJson(body);
		const answer = await fetch(base + path, { ...init, headers: { ...headers, ...init.headers } });
		if (!answer.ok)
			throw new Error(`n8n answered ${answer.status} to ${path}: ${await answer.text()}`);
		return (await answer.json()) as T;
	};
}

function toJson(body: unknown) {
	return {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	};
}
