import type { IDataObject } from 'n8n-workflow';

import { XCareAppOnlyApi } from '../../credentials/XCareAppOnlyApi.credentials';
import { XCareOAuth1Api } from '../../credentials/XCareOAuth1Api.credentials';
import { XCareOAuth2Api } from '../../credentials/XCareOAuth2Api.credentials';
import { XActivityTrigger } from '../../nodes/XActivityTrigger/XActivityTrigger.node';
import { type CredentialData, toXCredential } from './credentials-helper';
import { startWebhookNode, type WebhookNode } from './webhook-node';

export type { Handed, WebhookNode as ActivityNode } from './webhook-node';

export interface ActivityNodeOptions {
	sandboxUrl: string;
	parameters?: IDataObject;
	credentials?: CredentialData;
	staticData?: IDataObject;
	workflowId?: string;
}

/** Credentials of the sandbox's company and its developer app. */
export const toActivityCredentials = (sandboxUrl: string): CredentialData => ({
	...toXCredential(sandboxUrl),
	xCareAppOnlyApi: {
		bearerToken: 'sandbox-app-token',
		apiKeySecret: 'sandbox-consumer-secret',
		apiBaseUrl: sandboxUrl,
	},
});

/** One X Activity Trigger with an address of its own. */
export const startActivityNode = async ({
	sandboxUrl,
	...options
}: ActivityNodeOptions): Promise<WebhookNode> =>
	await startWebhookNode({
		type: new XActivityTrigger(),
		credentialTypes: [new XCareOAuth2Api(), new XCareOAuth1Api(), new XCareAppOnlyApi()],
		...options,
		credentials: options.credentials ?? toActivityCredentials(sandboxUrl),
	});
