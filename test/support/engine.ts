/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync } from 'node:fs';
import path from 'node:path';

import {
	LazyPackageDirectoryLoader,
	PackageDirectoryLoader,
	PollContext,
	WorkflowExecute,
} from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IRun,
	IRunExecutionData,
	IWorkflowBase,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';

import { type CredentialData, TestCredentialsHelper } from './credentials-helper';
import type { DataTables } from './data-tables';
import { toAdditionalData } from './instance';

const root = path.resolve(__dirname, '../..');

/** n8n's own nodes and this package as it was built, loaded the way n8n loads them. */
const packages = {
	'n8n-nodes-base': path.join(root, 'node_modules/n8n-nodes-base'),
	'n8n-nodes-x-care': root,
};

type Loader = PackageDirectoryLoader | LazyPackageDirectoryLoader;
let loading: Promise<Map<string, Loader>> | undefined;

async function loadPackages(): Promise<Map<string, Loader>> {
	const loaders = new Map<string, Loader>();
	for (const [name, folder] of Object.entries(packages)) {
		const isIndexed = existsSync(path.join(folder, 'dist/known/nodes.json'));
		const loader = isIndexed
			? new LazyPackageDirectoryLoader(folder)
			: new PackageDirectoryLoader(folder);
		await loader.loadAll();
		loaders.set(name, loader);
	}
	return loaders;
}

export interface Template {
	name: string;
	nodes: INode[];
	connections: IWorkflowBase['connections'];
	settings?: IWorkflowBase['settings'];
}

export interface EngineOptions {
	credentials: CredentialData;
	dataTables: DataTables;
	/** Another process knows nothing of what this one remembers; a restart, together with `staticData`. */
	processName?: string;
	/** What an earlier process left in n8n's database. */
	staticData?: IDataObject;
	/** Called before a node runs; throwing here is as if the process had died at that point. */
	beforeNode?: (nodeName: string) => void;
}

export interface Engine {
	/** Runs the workflow from a trigger that hands on these items, as n8n does in production. */
	run(triggerName: string, items?: INodeExecutionData[]): Promise<Outcome>;
	/**
	 * Goes on with a run that waits, as n8n does when somebody answered: with what the answer hands on; without items as when the
	 * time is over.
	 */
	resume(waiting: Outcome, items?: INodeExecutionData[]): Promise<Outcome>;
	/** A parameter of the node that waits, as its page reads it. */
	readWaiting(waiting: Outcome, parameter: string): unknown;
	/** Polls a trigger once. Its static data lives as long as the engine. */
	poll(
		triggerName: string,
		mode?: 'manual' | 'trigger',
		activation?: WorkflowActivateMode,
	): Promise<INodeExecutionData[] | null>;
	staticData: IDataObject;
	/** What the nodes wrote to n8n's log. */
	log: string[];
}

/** Templates name their tables after it. */
export const workflowId = 'workflow';

export interface Outcome {
	run: IRun;
	/** The JSON a node put out on one of its outputs, over all its runs. */
	out(nodeName: string, output?: number): IDataObject[];
	/** Names of the nodes that ran, in order. */
	order: string[];
	error?: Error;
}

/** One workflow on n8n's real engine, with real nodes; only the credential store and the tables are in memory. */
export async function createEngine(template: Template, options: EngineOptions): Promise<Engine> {
	loading ??= loadPackages();
	const loaders = await loading;
	const staticData: IDataObject = options.staticData ?? {};
	const log: string[] = [];
	// What a trigger remembers within its process goes by its node id.
	const nodes = template.nodes.map((node) => ({
		...node,
		id: `${node.id} ${options.processName ?? ''}`,
	}));
	const nodeTypes = toNodeTypes(loaders);
	const open = () =>
		new Workflow({
			id: workflowId,
			name: template.name,
			nodes,
			connections: template.connections,
			active: false,
			nodeTypes,
			staticData,
			settings: template.settings,
		});
	const helper = new TestCredentialsHelper(options.credentials, (name) =>
		findCredentialType(loaders, name),
	);
	const toData = (mode: WorkflowExecuteMode) =>
		toAdditionalData(template, mode, helper, {
			'data-table': { dataTableProxyProvider: options.dataTables.provider },
		});

	const execute = async (workflow: Workflow, data: IRunExecutionData): Promise<Outcome> => {
		const order: string[] = [];
		const additionalData = toData('trigger');
		additionalData.hooks!.addHandler('nodeExecuteBefore', (nodeName) => {
			options.beforeNode?.(nodeName);
			order.push(nodeName);
		});
		const run = await new WorkflowExecute(additionalData, 'trigger', data).processRunExecutionData(
			workflow,
		);
		return {
			run,
			order,
			error: run.data.resultData.error,
			out: (nodeName, output = 0) =>
				(run.data.resultData.runData[nodeName] ?? []).flatMap((task) =>
					(task.data?.main?.[output] ?? []).map(({ json }) => json),
				),
		};
	};

	return {
		staticData,
		log,
		async run(triggerName, items = [{ json: {} }]) {
			const workflow = open();
			const node = workflow.getNode(triggerName);
			if (!node) throw new Error(`the template has no node "${triggerName}"`);
			const nodeExecutionStack = [{ node, data: { main: [items] }, source: null }];
			return await execute(
				workflow,
				createRunExecutionData({ executionData: { nodeExecutionStack } }),
			);
		},
		readWaiting({ run: { data } }, parameter) {
			const [waiting] = data.executionData!.nodeExecutionStack;
			return open().expression.getParameterValue(
				...([waiting.node.parameters[parameter], data, 0, 0, waiting.node.name] as const),
				...([waiting.data.main[0] ?? [], 'webhook', {}, waiting] as const),
			);
		},
		async resume({ run: { data } }, items) {
			if (!data.waitTill) throw new Error('the run does not wait');
			const [waiting, ...others] = data.executionData!.nodeExecutionStack;
			// n8n switches the waiting node off for the rest of this run alone.
			const node = { ...waiting.node };
			const entry = { ...waiting, node, ...(items && { data: { main: [items] } }) };
			data.executionData!.nodeExecutionStack = [entry, ...others];
			return await execute(open(), data);
		},
		async poll(triggerName, mode = 'trigger', activation = 'activate') {
			const workflow = open();
			const node = workflow.getNode(triggerName);
			if (!node) throw new Error(`the template has no node "${triggerName}"`);
			const context = new PollContext(workflow, node, toData(mode), mode, activation);
			Object.defineProperty(context, 'logger', { value: toLogger(log) });
			const type = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
			const output = await type.poll!.call(context);
			Object.assign(staticData, workflow.staticData);
			return output?.[0] ?? null;
		},
	};
}

function toNodeTypes(loaders: Map<string, Loader>) {
	const getByName = (type: string) => {
		const dot = type.lastIndexOf('.');
		const loader = loaders.get(type.slice(0, dot));
		if (!loader) throw new Error(`no package for the node type "${type}"`);
		return loader.getNode(type.slice(dot + 1)).type;
	};
	return {
		getByName,
		getByNameAndVersion: (type: string, version?: number) =>
			NodeHelpers.getVersionedNodeType(getByName(type), version),
		getKnownTypes: () => ({}),
	};
}

function findCredentialType(loaders: Map<string, Loader>, name: string) {
	for (const loader of loaders.values()) {
		if (name in loader.known.credentials) return loader.getCredential(name).type;
	}
	throw new Error(`no package has the credential type "${name}"`);
}

function toLogger(log: string[]): PollContext['logger'] {
	const write = (message: string) => void log.push(message);
	return { error: write, warn: write, info: write, debug: write } as PollContext['logger'];
}
