import { PollContext } from 'n8n-core';
import type {
	ICredentialType,
	IDataObject,
	INodeExecutionData,
	INodeType,
	IPollFunctions,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { type CredentialData, TestCredentialsHelper } from './credentials-helper';
import { toAdditionalData } from './instance';

export interface PolledNode {
	poll(
		mode?: 'manual' | 'trigger',
		activation?: WorkflowActivateMode,
	): Promise<INodeExecutionData[] | null>;
	/** What n8n would keep in its database. */
	staticData: IDataObject;
	/** What the node wrote to n8n's log, `level: message`. */
	log: string[];
	/** Failed executions that the node asked n8n for beside what it handed on. */
	failed: string[];
}

/** One polling trigger in n8n's own poll context; the workflow's id tells one activation from another. */
export function createPolledNode(
	nodeType: INodeType,
	options: {
		workflowId: string;
		parameters?: IDataObject;
		credentials: CredentialData;
		credentialTypes: ICredentialType[];
		staticData?: IDataObject;
	},
): PolledNode {
	const node = {
		id: 'node-1',
		name: 'X mentions',
		type: `n8n-nodes-x-care.${nodeType.description.name}`,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: (options.parameters ?? {}) as never,
		credentials: Object.fromEntries(
			Object.keys(options.credentials).map((type) => [type, { id: type, name: type }]),
		),
	};
	const workflow = new Workflow({
		id: options.workflowId,
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
		staticData: options.staticData ?? {},
	});
	const helper = new TestCredentialsHelper(options.credentials, (name) => {
		const type = options.credentialTypes.find((credential) => credential.name === name);
		if (!type) throw new Error(`no credential type "${name}" in this test`);
		return type;
	});
	const log: string[] = [];
	const failed: string[] = [];
	return {
		staticData: workflow.staticData,
		log,
		failed,
		async poll(mode = 'trigger', activation = 'activate') {
			const additionalData = toAdditionalData(
				{ name: 'test', nodes: [node], connections: {} },
				mode,
				helper,
			);
			const context = new PollContext(
				workflow,
				workflow.nodes[node.name],
				additionalData,
				mode,
				activation,
				undefined,
				({ message }) => void failed.push(message),
			);
			Object.defineProperty(context, 'logger', { value: toLogger(log) });
			const output = await nodeType.poll!.call(context as IPollFunctions);
			return output?.[0] ?? null;
		},
	};
}

function toLogger(log: string[]) {
	const levels = ['error', 'warn', 'info', 'debug'];
	return Object.fromEntries(
		levels.map((level) => [level, (message: string) => void log.push(`${level}: ${message}`)]),
	);
}
