import type { RunningDemo } from './demo';
import {
	type CredentialName,
	type N8n,
	type NodeDraft,
	waitUntil,
	type WorkflowDraft,
} from './n8n';

/** A published workflow that a POST to its webhook runs, as a company would run it: no editor, no manual execution. */
export interface CareFlow {
	workflowId: string;
	/** Returns what came out at the end, once the run has ended and n8n has written it down. */
	call(body: object): Promise<CareRun>;
	/** The same, without an answer: for a run that is not going to end. */
	callAndForget(body: object): void;
	/** Until n8n listens to the webhook, which it does a moment after it is up. */
	waitForWebhook(): Promise<void>;
}

export interface CareRun {
	/** As n8n's list of executions has it. */
	status: string;
	/** Which output of the X Care node each item came out of, and what the node says about it. */
	items: Array<{ output: string; outcome: Outcome }>;
}

export interface Outcome {
	outcome: string;
	rule?: string;
	note?: string;
	postId?: string;
	links?: Array<{ url: string }>;
}

export const outputs = ['Done', 'To a Person', 'Not Allowed'];

/** An X Care node. */
export const xCare = (
	name: string,
	parameters: Record<string, unknown>,
	x: CredentialName,
): NodeDraft => ({
	name,
	type: 'n8n-nodes-x-care.xCare',
	typeVersion: 1,
	parameters,
	credentials: { xCareOAuth2Api: x },
});

/** A trigger that takes a POST to `path` and answers with the last node's items. */
export const webhook = (path: string): NodeDraft => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries' },
});

/** Webhook → the nodes in a row → one end for each output of the last of them, which must be an outgoing X Care node. */
export async function publishCareFlow(
	demo: RunningDemo,
	n8n: N8n,
	path: string,
	row: NodeDraft[],
): Promise<CareFlow> {
	const nodes = [webhook(path), ...row, ...outputs.map(toEnd)];
	const connections: WorkflowDraft['connections'] = {};
	[webhook(path), ...row.slice(0, -1)].forEach(({ name }, at) => {
		connections[name] = { main: [[{ node: row[at].name }]] };
	});
	connections[row[row.length - 1].name] = { main: outputs.map((node) => [{ node }]) };
	const { workflowId, url, post, waitForWebhook } = await publishWebhookFlow(demo, n8n, {
		...{ path, nodes, connections },
	});

	return {
		workflowId,
		waitForWebhook,
		async call(body) {
			const answer = await post(body);
			const text = await answer.text();
			if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
			const items = JSON.parse(text) as EndItem[];
			return {
				status: await n8n.waitForEnd(items[0].executionId),
				items: items.map(({ output, reply, action }) => ({
					output,
					outcome: reply ?? action ?? { outcome: '' },
				})),
			};
		},
		callAndForget: (body) => void post(body).catch(() => undefined),
	};
}

/** Publishes a workflow that begins with `webhook(path)` and returns when n8n listens to it. */
export async function publishWebhookFlow(
	{ n8nUrl }: RunningDemo,
	n8n: N8n,
	{ path, nodes, connections }: Omit<WorkflowDraft, 'name'> & { path: string },
) {
	const workflowId = await n8n.createWorkflow({ name: path, nodes, connections });
	await n8n.publish(workflowId);
	const url = `${n8nUrl}/webhook/${path}`;
	const waitForWebhook = async () => {
		await waitUntil(`n8n to listen to ${url}`, async () => {
			const answer = await fetch(url).catch(() => undefined);
			// It takes POST only, and n8n says so once it knows the address.
			return answer !== undefined && /not registered for GET/.test(await answer.text());
		});
	};
	await waitForWebhook();
	return {
		workflowId,
		url,
		waitForWebhook,
		post: async (body: object) =>
			await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
	};
}

interface EndItem {
	executionId: string;
	output: string;
	reply?: Outcome;
	action?: Outcome;
}

const toEnd = (name: string): NodeDraft => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		includeOtherFields: true,
		assignments: {
			assignments: [
				{ id: 'output', name: 'output', type: 'string', value: name },
				{ id: 'run', name: 'executionId', type: 'string', value: '={{ $execution.id }}' },
			],
		},
		options: {},
	},
});
