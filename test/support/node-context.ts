import { WorkflowExecute } from 'n8n-core';
import type {
	ExecutionError,
	ICredentialDataDecryptedObject,
	ICredentialType,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	NodeConnectionType,
	NodeExecutionHint,
} from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';

import { TestCredentialsHelper } from './credentials-helper';
import { toAdditionalData } from './instance';
import { installProcessedData } from './processed-data';

export interface NodeRun {
	/** Items per output, as the next nodes would get them. */
	outputs: INodeExecutionData[][];
	/** What stopped the run, when something did. */
	error?: ExecutionError;
	/** What the node shows beside its output. */
	hints: NodeExecutionHint[];
}

/** Runs one node, alone, on n8n's own engine: parameters, expressions, credentials and errors are real. */
export async function runNode(
	nodeType: INodeType,
	run: {
		parameters?: INodeParameters;
		input?: INodeExecutionData[];
		/** Of a node with several: what came by each; null: its branch gave nothing. Goes before `input`. */
		inputs?: Array<INodeExecutionData[] | null>;
		/** The node's own setting. */
		executeOnce?: boolean;
		/** Decrypted data by credential type name. */
		credentials?: Record<string, ICredentialDataDecryptedObject>;
		/** Credential classes whose `authenticate` is to be applied. */
		credentialTypes?: ICredentialType[];
		continueOnFail?: boolean;
		onError?: INode['onError'];
		/** What n8n keeps for a node, it keeps by this. */
		nodeId?: string;
		/** n8n knows the same credential by this; `credentials` by their type alone unless told. */
		credentialId?: string;
		/** Run as the twin that language models use. */
		asTool?: boolean;
		/** A node connected below this one, such as a chat model. */
		subNode?: { type: INodeType; connection: NodeConnectionType; disabled?: boolean };
	},
): Promise<NodeRun> {
	await installProcessedData();
	const { name, version } = nodeType.description;
	const node: INode = {
		id: run.nodeId ?? 'a1',
		name: 'Node',
		type: `test.${name}${run.asTool ? 'Tool' : ''}`,
		typeVersion: Array.isArray(version) ? version[version.length - 1] : version,
		position: [0, 0],
		parameters: run.parameters ?? {},
		credentials: Object.fromEntries(
			Object.keys(run.credentials ?? {}).map((type) => [
				type,
				{ id: run.credentialId ?? type, name: type },
			]),
		),
		...(run.executeOnce && { executeOnce: true }),
		onError: run.onError ?? (run.continueOnFail ? 'continueRegularOutput' : undefined),
	};
	const { subNode } = run;
	const below: INode[] = subNode
		? [
				{
					id: 'b1',
					name: 'Below',
					type: `test.${subNode.type.description.name}`,
					typeVersion: 1,
					position: [0, 200],
					parameters: {},
					disabled: subNode.disabled,
				},
			]
		: [];
	const workflow = new Workflow({
		id: 'w1',
		nodes: [node, ...below],
		connections: subNode
			? {
					Below: {
						[subNode.connection]: [[{ node: 'Node', type: subNode.connection, index: 0 }]],
					},
				}
			: {},
		active: false,
		nodeTypes: toNodeTypes(nodeType, below[0]?.type, subNode?.type),
		settings: { executionOrder: 'v1' },
	});
	const credentials = new TestCredentialsHelper(run.credentials ?? {}, (type) => {
		const found = run.credentialTypes?.find((credential) => credential.name === type);
		return found ?? { name: type, displayName: type, properties: [] };
	});
	const execution = new WorkflowExecute(
		toAdditionalData({ name: 'test', nodes: [node], connections: {} }, 'trigger', credentials),
		'trigger',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{ node, data: { main: run.inputs ?? [run.input ?? [{ json: {} }]] }, source: null },
				],
			},
		}),
	);
	const { data } = await execution.processRunExecutionData(workflow);
	const task = data.resultData.runData[node.name]?.[0];
	return {
		outputs: (task?.data?.main ?? []).map((items) => items ?? []),
		error: data.resultData.error,
		hints: task?.hints ?? [],
	};
}

function toNodeTypes(nodeType: INodeType, below?: string, belowType?: INodeType): INodeTypes {
	const get = (name: string) =>
		NodeHelpers.getVersionedNodeType(belowType && name === below ? belowType : nodeType);
	return { getByName: get, getByNameAndVersion: get, getKnownTypes: () => ({}) };
}
