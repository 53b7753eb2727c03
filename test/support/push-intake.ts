/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RunningDemo, startDemo } from './demo';
import { type CredentialName, logInToN8n, type N8n, waitUntil } from './n8n';
import { type Page, readTable as readRows, type Row } from './n8n-tables';
import { type Sandbox, toControl } from './sandbox';

export interface Run {
	id: string;
	/** What started it: `webhook` is X's call, `trigger` a poll or a schedule. */
	mode: string;
	status: string;
	startedAt: string;
	data?: unknown;
}

/** How the sandbox's X stands to webhooks. */
export interface Listeners {
	webhooks: Array<{ id: string; url: string; valid: boolean }>;
	subscriptions: number;
}

/** The shipped template 11 in a real n8n, published, with n8n's Data Tables as the desk. */
export interface PushIntake {
	demo: RunningDemo;
	n8n: N8n;
	control: Sandbox['control'];
	workflowId: string;
	credentials: Record<string, CredentialName>;
	readListeners(): Promise<Listeners>;
	/** All rows of n8n's data table of that name. */
	readTable(name: string): Promise<Row[]>;
	readHistory(): Promise<Row[]>;
	/** Entries of the desk's cases. */
	readEntries(): Promise<Row[]>;
	/** The latest runs of a workflow, the newest first. */
	readRuns(workflowId: string, withData?: boolean): Promise<Run[]>;
	/** Until the sandbox has nothing under way and n8n runs nothing. */
	waitForQuiet(): Promise<void>;
	stop(): Promise<void>;
}

/** The template as it is shipped. */
export const readTemplate = (file: string) =>
	JSON.parse(readFileSync(join(__dirname, '../../workflows', file), 'utf8')) as Template;

export interface Template {
	id: string;
	name: string;
	nodes: Array<{
		name: string;
		type: string;
		parameters: Record<string, unknown>;
		credentials?: Record<string, { id: string | null; name: string }>;
	}>;
	connections: object;
}

export async function startPushIntake(): Promise<PushIntake> {
	const folder = mkdtempSync(join(tmpdir(), 'x-care-push-'));
	const template = readTemplate('11-intake-push.json');
	writeFileSync(join(folder, '11.json'), JSON.stringify(template));
	const demo = await startDemo(['--no-cast', '--no-request-tracker', '--templates', folder]);
	rmSync(folder, { recursive: true });
	const [{ id: workflowId }] = demo.workflows;
	const n8n = await logInToN8n(demo);
	const control = toControl(demo.sandboxUrl);
	const found = await n8n.rest<Array<CredentialName & { type: string }>>('/credentials');

	const readTable = async (name: string) => await readRows(n8n, name);

	return {
		...{ demo, n8n, control, workflowId, readTable },
		credentials: Object.fromEntries(found.map(({ id, name, type }) => [type, { id, name }])),
		readListeners: () => control('GET', 'activity'),
		readHistory: () => readTable(`x_care_history_${workflowId}`),
		readEntries: () => readTable('X Care comments'),
		async readRuns(id, withData = false) {
			const query = new URLSearchParams({ workflowId: id, limit: withData ? '20' : '250' });
			if (withData) query.set('includeData', 'true');
			return (await n8n.api<Page<Run>>(`/executions?${query}`)).data;
		},
		async waitForQuiet() {
			await control('POST', 'activity', { settle: true });
			await waitUntil('n8n to have nothing to do', async () => {
				const isAtWork = async (status: string) =>
					(await n8n.api<Page<Run>>(`/executions?status=${status}`)).data.length > 0;
				return !(await isAtWork('running')) && !(await isAtWork('new'));
			});
		},
		stop: () => demo.stop(),
	};
}
