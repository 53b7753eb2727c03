import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { receiveCases } from '../../src/n8n/case-events/receive-cases';
import { isRegistered, register, unregister } from '../../src/n8n/case-events/webhook-registration';
import { properties } from './description';

/** What people do with cases at the desk, the moment they do it. */
export class CaseWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Case Webhook Trigger',
		name: 'caseWebhookTrigger',
		icon: { light: 'file:case-webhook-trigger.svg', dark: 'file:case-webhook-trigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow within seconds when a case from X is resolved, reopened, assigned or commented at a helpdesk that calls',
		eventTriggerDescription: 'Waiting for the desk to call the test address',
		activationMessage: 'The desk now calls this workflow.',
		defaults: { name: 'Case Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'caseDeskChatwootApi',
				required: true,
				displayOptions: { show: { desk: ['chatwoot'] } },
			},
			{
				name: 'caseDeskZammadApi',
				required: true,
				displayOptions: { show: { desk: ['zammad'] } },
			},
			{
				name: 'caseDeskZendeskApi',
				required: true,
				// Not by `show`: where each choice of a field shows a credential, n8n's editor hides the field.
				displayOptions: { hide: { desk: ['chatwoot', 'zammad'] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'cases',
			},
		],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveCases(this);
	}
}
