import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeParameters,
} from 'n8n-workflow';

import { CaseDeskChatwootApi } from '../../credentials/CaseDeskChatwootApi.credentials';
import { CaseDeskFreshdeskApi } from '../../credentials/CaseDeskFreshdeskApi.credentials';
import { CaseDeskHttpApi } from '../../credentials/CaseDeskHttpApi.credentials';
import { CaseDeskHubSpotApi } from '../../credentials/CaseDeskHubSpotApi.credentials';
import { CaseDeskMailApi } from '../../credentials/CaseDeskMailApi.credentials';
import { CaseDeskOdooApi } from '../../credentials/CaseDeskOdooApi.credentials';
import { CaseDeskSalesforceApi } from '../../credentials/CaseDeskSalesforceApi.credentials';
import { CaseDeskZammadApi } from '../../credentials/CaseDeskZammadApi.credentials';
import { CaseDeskZendeskApi } from '../../credentials/CaseDeskZendeskApi.credentials';
import { RequestTrackerApi } from '../../credentials/RequestTrackerApi.credentials';
import { withExpressions } from '../support/credential-expressions';

/** How a desk is chosen and signed for in the node, for whatever goes through all of them. */
export interface DeskSetUp {
	/** Its part of the sandbox's address; absent where another program stands in for it. */
	sandbox?: string;
	credential: ICredentialType;
	/** As a person would fill the credential in. */
	toCredentials(baseUrl: string, key: string): ICredentialDataDecryptedObject;
	/** The node's parameters besides `desk`. */
	parameters: INodeParameters;
}

/** By the value the desk has in the node; those with a binding of their own. */
export const boundDesks: Record<string, DeskSetUp> = {
	chatwoot: {
		sandbox: 'chatwoot',
		credential: new CaseDeskChatwootApi(),
		toCredentials: (baseUrl, accessToken) => ({ baseUrl, accessToken, accountId: '1' }),
		parameters: { queue: '11' },
	},
	freshdesk: {
		sandbox: 'freshdesk',
		credential: new CaseDeskFreshdeskApi(),
		toCredentials: (baseUrl, apiKey) => ({ baseUrl, apiKey }),
		parameters: { queue: '201' },
	},
	hubSpot: {
		sandbox: 'hubspot',
		credential: new CaseDeskHubSpotApi(),
		toCredentials: (baseUrl, accessToken) => ({ baseUrl, accessToken }),
		parameters: { queue: '0' },
	},
	odoo: {
		sandbox: 'odoo',
		credential: new CaseDeskOdooApi(),
		toCredentials: (baseUrl, apiKey) => ({
			...{ baseUrl, apiKey, interface: 'json2', database: 'sandbox', login: 'n8n@example.test' },
		}),
		parameters: { queue: '2', recordKind: 'crm.lead' },
	},
	requestTracker: {
		credential: new RequestTrackerApi(),
		toCredentials: (baseUrl, token) => ({ baseUrl, token }),
		parameters: { queue: 'Social' },
	},
	salesforce: {
		sandbox: 'salesforce',
		credential: new CaseDeskSalesforceApi(),
		toCredentials: (baseUrl, accessToken) => ({
			...{ baseUrl, accessToken, clientId: 'sandbox-desk', clientSecret: 'sandbox-desk-key' },
		}),
		parameters: {},
	},
	zammad: {
		sandbox: 'zammad',
		credential: new CaseDeskZammadApi(),
		toCredentials: (baseUrl, accessToken) => ({ baseUrl, accessToken }),
		parameters: { queue: '2' },
	},
	zendesk: {
		sandbox: 'zendesk',
		credential: new CaseDeskZendeskApi(),
		toCredentials: (baseUrl, apiToken) => ({ baseUrl, email: 'care@example.test', apiToken }),
		parameters: {},
	},
};

/** The small helpdesk of `fake-helpdesk.ts`, as the desk *HTTP API* is told of it. */
export const httpApi: DeskSetUp = {
	credential: new CaseDeskHttpApi(),
	toCredentials: (baseUrl, headerSecret) => ({
		...{ baseUrl, headerSecret, headerName: 'Authorization', testPath: '/tickets' },
	}),
	parameters: {
		findPath: '/tickets?external_id={caseKey}',
		createPath: '/tickets',
		createBody: '{"external_id": "{caseKey}", "title": "{title}", "description": "{body}"}',
		commentPath: '/tickets/{case}/comments',
		commentBody: '{"body": "{body}"}',
		idPath: 'id',
		options: {
			listPath: 'data.tickets',
			keyPath: 'external_id',
			createdIdPath: 'data.id',
			commentsPath: '/tickets/{case}/comments',
			commentsListPath: 'list',
			errorPath: 'error',
		},
	},
};

/** One of the mail services of the sandbox, as the desk *E-Mail* sends with it. */
export const mailApi: DeskSetUp = {
	credential: withExpressions(new CaseDeskMailApi()),
	toCredentials: (baseUrl, apiKey) => ({ baseUrl, apiKey, service: 'resend' }),
	parameters: {
		fromEmail: 'X Care <care@acme.example>',
		toEmail: 'desk@acme.example',
		sendWith: 'resend',
	},
};
