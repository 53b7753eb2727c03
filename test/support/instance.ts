/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { tmpdir } from 'node:os';

import { Container } from '@n8n/di';
import { ExecutionLifecycleHooks, InstanceSettings } from 'n8n-core';
import type {
	ICredentialsHelper,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** As much of a running n8n as its engine asks for: settings, once, and what every execution carries along. */
export function toAdditionalData(
	workflow: Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'>,
	mode: WorkflowExecuteMode,
	credentialsHelper: ICredentialsHelper,
	more: object = {},
): IWorkflowExecuteAdditionalData {
	setUpInstance();
	return {
		hooks: new ExecutionLifecycleHooks(mode, '1', workflow as IWorkflowBase),
		executionId: '1',
		credentialsHelper,
		instanceBaseUrl: 'http://127.0.0.1/',
		restApiUrl: 'http://127.0.0.1/rest',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		currentNodeExecutionIndex: 0,
		variables: {},
		setExecutionStatus() {},
		sendDataToUI() {},
		...more,
	} as unknown as IWorkflowExecuteAdditionalData;
}

function setUpInstance(): void {
	if (Container.has(InstanceSettings)) return;
	Container.set(InstanceSettings, {
		hmacSignatureSecret: 'test',
		instanceId: 'test',
		n8nFolder: tmpdir(),
		encryptionKey: 'test',
		isLeader: true,
	} as unknown as InstanceSettings);
}
