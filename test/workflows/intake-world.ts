/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { DataTableRowReturn, INodeExecutionData } from 'n8n-workflow';

import type { XEvent } from '../../src/domain/event';
import { toXCredential } from '../support/credentials-helper';
import { DataTables } from '../support/data-tables';
import { createDeath } from '../support/death';
import { createEngine, type Engine, type Template, workflowId } from '../support/engine';
import { makeEvent } from '../support/events';
import type { RequestTrackerFake } from '../support/request-tracker-fake';
import type { Sandbox } from '../support/sandbox';

export const readTemplate = (name: string) =>
	JSON.parse(readFileSync(path.resolve(__dirname, '../../workflows', name), 'utf8')) as Template;

export const tableNames = {
	open: `x_care_open_${workflowId}`,
	history: `x_care_history_${workflowId}`,
	seals: `x_care_seals_${workflowId}`,
};

export const minuteMs = 60_000;
export const dayMs = 1_440 * minuteMs;

/** A copy in which a node is as an admin filled it in. */
export function fillIn(
	{ nodes, ...rest }: Template,
	parameters: Record<string, Record<string, unknown>>,
): Template {
	return {
		...rest,
		nodes: nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...(parameters[node.name] as typeof node.parameters) },
			waitBetweenTries: 0,
		})),
	};
}

/** Another value in one field of a Set node. */
export function setField(template: Template, nodeName: string, name: string, value: unknown): void {
	const node = template.nodes.find((it) => it.name === nodeName);
	const { assignments } = node!.parameters.assignments as unknown as {
		assignments: Array<{ name: string; value: unknown }>;
	};
	assignments.find((it) => it.name === name)!.value = value;
}

export const toItem = (over: Partial<XEvent> = {}) =>
	({ json: { event: makeEvent(over) } }) as unknown as INodeExecutionData;

const { account } = makeEvent();

/** What the account itself is the author of. */
export const toNotice = (id: string, kind: XEvent['kind'], more: Partial<XEvent> = {}) =>
	toItem({
		...{ id, kind, conversationId: id, author: { id: account.id }, mentionsUs: 'none' },
		...{ text: '', ...more },
	});

/** The post that `toItem` makes is gone. */
export const deletion = toNotice('deleted-1900000000000000001', 'post_deleted', {
	aboutPostId: '1900000000000000001',
});

/** So many posts, each a conversation of its own. */
export const toItems = (count: number) =>
	Array.from({ length: count }, (_, at) => {
		const id = `190000000000000001${at}`;
		return toItem({ id, conversationId: id });
	});

export const toCredentials = (sandbox: Sandbox, tracker?: RequestTrackerFake) => ({
	...toXCredential(sandbox.url),
	xCareAppOnlyApi: { bearerToken: 'sandbox-app-token', apiBaseUrl: sandbox.url },
	smtp: {
		...{ host: '127.0.0.1', port: sandbox.smtpPort, secure: false, disableStartTls: true },
		...{ user: '', password: '' },
	},
	...(tracker && { requestTrackerApi: { baseUrl: tracker.url, token: tracker.token } }),
});

/** An intake with its tables set up, at the sandbox and the helpdesk. */
export async function createIntake(
	template: Template,
	sandbox: Sandbox,
	tracker: RequestTrackerFake,
	triggerName: string,
) {
	const tables = new DataTables();
	const death = createDeath();
	let processes = 0;
	const start = async (staticData?: Engine['staticData']) =>
		await createEngine(template, {
			credentials: toCredentials(sandbox, tracker),
			dataTables: tables,
			processName: `process ${++processes}`,
			staticData,
			beforeNode: death.beforeNode,
		});
	let engine = await start();
	await engine.run('Set up once');

	const rows = (table: keyof typeof tableNames) => tables.rows(tableNames[table]);
	return {
		tables,
		death,
		rows,
		/** What a post may still be of use for: what is done stands there for a day, empty. */
		unfinished: () => rows('open').filter(({ state }) => state !== 'done'),
		run: async (trigger: string) => await engine.run(trigger),
		deliver: async (...items: INodeExecutionData[]) => await engine.run(triggerName, items),
		/** n8n in a new process, with what the earlier one left in the database. */
		async restart() {
			engine = await start(engine.staticData);
		},
		/** A poll, and the execution n8n starts with what it handed on. */
		async pollAndRun(trigger = triggerName) {
			const items = await engine.poll(trigger);
			return items && (await engine.run(trigger, items));
		},
		sweep: async () => await engine.run('Every 10 minutes'),
		/** Makes every row look as old as that. */
		letRowsGrowOld(table: keyof typeof tableNames, ms = 11 * minuteMs) {
			const then = new Date(Date.now() - ms);
			for (const row of rows(table)) Object.assign(row, { createdAt: then, updatedAt: then });
		},
	};
}

export type Intake = Awaited<ReturnType<typeof createIntake>>;

export const pick = <Key extends string>(rows: DataTableRowReturn[], ...keys: Key[]) =>
	rows.map((row) => keys.map((key) => row[key]));
