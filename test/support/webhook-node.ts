/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

import { HookContext, WebhookContext } from 'n8n-core';
import type {
	ICredentialType,
	IDataObject,
	IHookFunctions,
	INodeType,
	IWebhookData,
	IWebhookFunctions,
	WebhookType,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { type CredentialData, TestCredentialsHelper } from './credentials-helper';
import { toAdditionalData } from './instance';

/** One webhook trigger with an address of its own, in n8n's own contexts, as far as n8n lets a webhook node see the world. */
export interface WebhookNode {
	/** Where events are to be sent. */
	url: string;
	/** What n8n does when the workflow is published. */
	publish(mode?: WorkflowExecuteMode, activation?: WorkflowActivateMode): Promise<void>;
	/** What n8n does when it is taken back, or when a test in the editor ends. */
	unpublish(isTest?: boolean): Promise<void>;
	/** n8n looks, when it publishes, whether everything is there already. */
	isThere(): Promise<boolean>;
	/** Items that started the workflow, one list per start. */
	starts: IDataObject[][];
	/** Resolves once there were so many starts in all. */
	started(count: number): Promise<void>;
	/** Statuses the callers got. */
	statuses: number[];
	/** What came over the network, in order. */
	calls: WebhookCall[];
	staticData: IDataObject;
	/** What the node wrote to n8n's log, `level: message`. */
	log: string[];
	/** Whether n8n hands the body on unread, by the very question it asks. */
	isBodyLeftAlone(): unknown;
	/** Hands a body to the node as n8n does, without the way over the network; an error is what reading it comes to. */
	hand(raw: Buffer | Error, headers: Record<string, string | string[]>): Promise<Handed>;
	stop(): Promise<void>;
}

export interface WebhookCall {
	raw: Buffer;
	headers: IncomingHttpHeaders;
}

export interface Handed {
	status: number;
	items: IDataObject[];
}

export interface WebhookNodeOptions {
	type: INodeType;
	parameters?: IDataObject;
	credentials: CredentialData;
	credentialTypes: ICredentialType[];
	staticData?: IDataObject;
	workflowId?: string;
}

let serial = 0;

export async function startWebhookNode({
	type,
	credentials,
	credentialTypes,
	...options
}: WebhookNodeOptions): Promise<WebhookNode> {
	const node = {
		id: 'node-1',
		name: 'X tells us',
		type: `n8n-nodes-x-care.${type.description.name}`,
		typeVersion: 1,
		webhookId: 'hook-1',
		position: [0, 0] as [number, number],
		parameters: (options.parameters ?? {}) as never,
		credentials: Object.fromEntries(
			Object.keys(credentials).map((name) => [name, { id: name, name }]),
		),
	};
	const workflow = new Workflow({
		id: options.workflowId ?? `webhook-${++serial}`,
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
		staticData: options.staticData ?? {},
	});
	const helper = new TestCredentialsHelper(credentials, (name) => {
		const found = credentialTypes.find((it) => it.name === name);
		if (!found) throw new Error(`no credential type "${name}" in this test`);
		return found;
	});
	const log: string[] = [];
	const starts: IDataObject[][] = [];
	const statuses: number[] = [];
	const calls: WebhookCall[] = [];
	const waiting: Array<() => void> = [];

	const toData = (mode: WorkflowExecuteMode, more: object = {}) =>
		toAdditionalData({ name: 'test', nodes: [node], connections: {} }, mode, helper, {
			webhookBaseUrl: `${base}/webhook`,
			webhookTestBaseUrl: `${base}/webhook-test`,
			...more,
		});
	const toWebhookData = (name: WebhookType, isTest = false) =>
		({
			webhookDescription: type.description.webhooks!.find((it) => it.name === name),
			isTest,
		}) as IWebhookData;
	const withLog = <T extends object>(context: T): T =>
		Object.defineProperty(context, 'logger', { value: toLogger(log) });

	const hook = async (
		method: 'checkExists' | 'create' | 'delete',
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
		isTest = false,
	) => {
		const context = new HookContext(
			workflow,
			workflow.nodes[node.name],
			toData(mode),
			mode,
			activation,
			toWebhookData('default', isTest),
		);
		return await type.webhookMethods!.default![method].call(withLog(context) as IHookFunctions);
	};

	const run = async (name: WebhookType, request: object): Promise<Handed & { body?: unknown }> => {
		const answered: { status: number; body?: unknown } = { status: 200 };
		const response = {
			status(code: number) {
				answered.status = code;
				return response;
			},
			json(body: unknown) {
				answered.body = body;
				return response;
			},
			end: () => response,
		};
		const data = toData('webhook', { httpRequest: request, httpResponse: response });
		const context = new WebhookContext(
			workflow,
			workflow.nodes[node.name],
			data,
			'webhook',
			toWebhookData(name),
			[],
			null,
		);
		const result = await type.webhook!.call(withLog(context) as IWebhookFunctions);
		const items = (result.workflowData?.[0] ?? []).map(({ json }) => json);
		if (result.workflowData) {
			starts.push(items);
			waiting.splice(0).forEach((look) => look());
		}
		return { items, ...answered, body: answered.body ?? result.webhookResponse };
	};

	const serve = async (request: IncomingMessage, response: ServerResponse) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
		const url = new URL(request.url!, 'http://any');
		calls.push({ raw: Buffer.concat(chunks), headers: request.headers });
		const { status, body } = await run(request.method === 'GET' ? 'setup' : 'default', {
			headers: request.headers,
			query: Object.fromEntries(url.searchParams),
			rawBody: Buffer.concat(chunks),
		});
		statuses.push(status);
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(body));
	};
	const server = createServer((request, response) => {
		void serve(request, response).catch((error: unknown) => {
			log.push(`crash: ${String(error)}`);
			statuses.push(500);
			response.writeHead(500).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	return {
		url: `${base}/webhook/hook-1/${type.description.webhooks![0].path}`,
		starts,
		statuses,
		calls,
		log,
		async started(count) {
			while (starts.length < count) await new Promise<void>((look) => waiting.push(look));
		},
		staticData: workflow.staticData,
		async publish(mode = 'trigger', activation = 'activate') {
			if (!(await hook('checkExists', mode, activation))) await hook('create', mode, activation);
		},
		async unpublish(isTest = false) {
			await hook('delete', 'internal', 'update', isTest);
		},
		isThere: async () => await hook('checkExists', 'trigger', 'activate'),
		isBodyLeftAlone: () =>
			workflow.expression.getSimpleParameterValue(
				workflow.nodes[node.name],
				'={{$parameter["options"]["binaryData"]}}',
				'webhook',
				{},
			),
		async hand(raw, headers) {
			const body =
				raw instanceof Error
					? { readRawBody: async () => await Promise.reject(raw) }
					: { rawBody: raw };
			return await run('default', { headers, query: {}, ...body });
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function toLogger(log: string[]) {
	const levels = ['error', 'warn', 'info', 'debug'];
	return Object.fromEntries(
		levels.map((level) => [level, (message: string) => void log.push(`${level}: ${message}`)]),
	);
}
