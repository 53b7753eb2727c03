import { WorkflowExecute } from 'n8n-core';
import type {
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IWorkflowBase,
} from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';

import {
	type CredentialData,
	TestCredentialsHelper,
} from '../../test/support/credentials-helper.ts';
import { toAdditionalData } from '../../test/support/instance.ts';

/** A workflow, what it starts with, and how to read what came of it. */
export interface Flow {
	nodes: Array<{ name: string; type: INodeType; version: number; parameters: INodeParameters }>;
	/** From a node to those after it: node and input, per output. */
	connections: Record<string, Array<Array<[node: string, input: number]>>>;
	/** The first nodes, with the items on each of their inputs. */
	starts: Array<{ node: string; inputs: INodeExecutionData[][] }>;
	credentials?: CredentialData;
	credentialTypes?: ICredentialType[];
}

export interface FlowRun {
	/** What a node put out on one of its outputs. */
	out(node: string, output?: number): IDataObject[];
	cpuSeconds: number;
	seconds: number;
	/** Of the process, in megabytes: before the run, and at its highest since the process began. */
	rss: { before: number; peak: number };
}

/** Runs it on n8n's engine, and measures nothing but the run. Throws what stops it. */
export async function runFlow(flow: Flow): Promise<FlowRun> {
	const { credentials = {}, credentialTypes = [] } = flow;
	const nodes = flow.nodes.map(({ name, type, version, parameters }, at): INode => {
		const credentialNames = Object.keys(type.description.credentials ? credentials : {});
		return {
			...{ id: String(at), name, typeVersion: version, parameters, position: [at * 200, 0] },
			type: `bench.${name}`,
			credentials: Object.fromEntries(credentialNames.map((it) => [it, { id: it, name: it }])),
		};
	});
	const connections = toConnections(flow.connections);
	const get = (type: string) => flow.nodes.find(({ name }) => type === `bench.${name}`)!.type;
	const nodeTypes = {
		getByName: get,
		getByNameAndVersion: (type: string, version?: number) =>
			NodeHelpers.getVersionedNodeType(get(type), version),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		...{ id: 'w1', nodes, connections, nodeTypes, active: false },
		settings: { executionOrder: 'v1' },
	});
	const helper = new TestCredentialsHelper(credentials, (type) => {
		const found = credentialTypes.find(({ name }) => name === type);
		return found ?? { name: type, displayName: type, properties: [] };
	});
	const execution = new WorkflowExecute(
		toAdditionalData({ name: 'bench', nodes, connections }, 'trigger', helper),
		'trigger',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: flow.starts.map(({ node, inputs }) => ({
					node: workflow.getNode(node)!,
					data: { main: inputs },
					source: null,
				})),
			},
		}),
	);
	const before = Math.round(process.memoryUsage().rss / 1e6);
	const [cpu, beganMs] = [process.cpuUsage(), performance.now()];
	const { data } = await execution.processRunExecutionData(workflow);
	const { user, system } = process.cpuUsage(cpu);
	const seconds = (performance.now() - beganMs) / 1000;
	const peak = Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
	if (data.resultData.error) throw data.resultData.error;
	return {
		out: (node, output = 0) =>
			(data.resultData.runData[node] ?? []).flatMap((task) =>
				(task.data?.main?.[output] ?? []).map(({ json }) => json),
			),
		cpuSeconds: (user + system) / 1e6,
		seconds,
		rss: { before, peak },
	};
}

function toConnections(connections: Flow['connections']): IWorkflowBase['connections'] {
	return Object.fromEntries(
		Object.entries(connections).map(([from, outputs]) => [
			from,
			{
				main: outputs.map((targets) =>
					targets.map(([node, index]) => ({ node, type: 'main' as const, index })),
				),
			},
		]),
	);
}
