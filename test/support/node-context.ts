/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Container } from '@n8n/di';
import { ExecutionLifecycleHooks, InstanceSettings, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, ICredentialsHelper, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ExecutionError,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { tmpdir } from 'node:os';

export interface NodeRun {
	/** Items per output, as the next nodes would get them. */
	outputs: INodeExecutionData[][];
	/** What stopped the run, when something did. */
	error?: ExecutionError;
}

/** Runs one node, alone, on n8n's own engine: parameters, expressions, credentials and errors are real. */
export async function runNode(
	nodeType: INodeType,
	run: {
		parameters?: INodeParameters;
		input?: INodeExecutionData[];
		/** Decrypted data by credential type name. */
		credentials?: Record<string, ICredentialDataDecryptedObject>;
		/** Credential classes whose `authenticate` is to be applied. */
		credentialTypes?: ICredentialType[];
		continueOnFail?: boolean;
	},
): Promise<NodeRun> {
	const { name, version } = nodeType.description;
	const node: INode = {
		id: 'a1',
		name: 'Node',
		type: `test.${name}`,
		typeVersion: Array.isArray(version) ? version[version.length - 1] : version,
		position: [0, 0],
		parameters: run.parameters ?? {},
		credentials: Object.fromEntries(
			Object.keys(run.credentials ?? {}).map((type) => [type, { id: type, name: type }]),
		),
		...(run.continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
	};
	const workflow = new Workflow({
		id: 'w1',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: toNodeTypes(nodeType),
		settings: { executionOrder: 'v1' },
	});
	const execution = new WorkflowExecute(
		toAdditionalData(workflow, node, new Credentials(run.credentials, run.credentialTypes)),
		'trigger',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node, data: { main: [run.input ?? [{ json: {} }]] }, source: null }],
			},
		}),
	);
	const { data } = await execution.processRunExecutionData(workflow);
	const outputs = data.resultData.runData[node.name]?.[0]?.data?.main ?? [];
	return { outputs: outputs.map((items) => items ?? []), error: data.resultData.error };
}

function toNodeTypes(nodeType: INodeType): INodeTypes {
	const get = () => NodeHelpers.getVersionedNodeType(nodeType);
	return { getByName: get, getByNameAndVersion: get, getKnownTypes: () => ({}) };
}

function toAdditionalData(
	workflow: Workflow,
	node: INode,
	credentialsHelper: ICredentialsHelper,
): IWorkflowExecuteAdditionalData {
	if (!Container.has(InstanceSettings)) {
		Container.set(InstanceSettings, {
			hmacSignatureSecret: 'test',
			instanceId: 'test',
			n8nFolder: tmpdir(),
			encryptionKey: 'test',
			isLeader: true,
		} as unknown as InstanceSettings);
	}
	const json = {
		id: workflow.id,
		name: 'test',
		nodes: [node],
		connections: {},
	} as unknown as IWorkflowBase;
	return {
		hooks: new ExecutionLifecycleHooks('trigger', '1', json),
		executionId: '1',
		credentialsHelper,
		currentNodeExecutionIndex: 0,
		variables: {},
		instanceBaseUrl: 'http://127.0.0.1/',
		restApiUrl: 'http://127.0.0.1/rest',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		setExecutionStatus() {},
		sendDataToUI() {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

class Credentials extends ICredentialsHelper {
	constructor(
		private readonly data: Record<string, ICredentialDataDecryptedObject> = {},
		private readonly types: ICredentialType[] = [],
	) {
		super();
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authenticate = this.types.find(({ name }) => name === typeName)?.authenticate;
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const resolve = (value: unknown) =>
			String(value)
				.replace(/^=/, '')
				.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_, key: string) =>
					String(credentials[key]),
				);
		const parts = Object.entries(authenticate.properties).map(([part, values]) => [
			part,
			{
				...(options[part as keyof IHttpRequestOptions] as object),
				...Object.fromEntries(
					Object.entries(values as object).map(([key, value]) => [key, resolve(value)]),
				),
			},
		]);
		return { ...options, ...Object.fromEntries(parts) };
	}

	getParentTypes(): string[] {
		return [];
	}
	getCredentialsProperties() {
		return [];
	}
	isCredentialUsableByNode() {
		return true;
	}
	async preAuthentication() {
		return undefined;
	}
	async runPreAuthentication() {
		return undefined;
	}
	async getCredentials(): Promise<never> {
		throw new Error('Credentials are only handed out decrypted here');
	}
	async getDecrypted(_additionalData: unknown, _node: unknown, type: string) {
		return this.data[type] ?? {};
	}
	async updateCredentials() {}
	async updateCredentialsOauthTokenData() {}
}
