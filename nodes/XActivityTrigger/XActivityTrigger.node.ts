import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { answerCheck, receiveActivity } from '../../src/n8n/activity/receive';
import { isRegistered, register, unregister } from '../../src/n8n/activity/registration';
import { properties } from './description';

/** X tells what happened on the account the moment it happens. */
export class XActivityTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X Activity Trigger',
		name: 'xActivityTrigger',
		icon: { light: 'file:x-activity-trigger.svg', dark: 'file:x-activity-trigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow within seconds when somebody mentions, answers, quotes, messages or follows your X (Twitter) account',
		eventTriggerDescription: 'Waiting for X to call the test address',
		activationMessage: 'X now tells this workflow what happens, within seconds.',
		triggerPanel: {
			header: 'X calls the production address only',
			executionsHelp: {
				inactive:
					'<b>X cannot reach a test.</b> It has one address per developer app and checks it when the workflow is published; a test in the editor leaves that untouched. Publish the workflow, then look at its executions. To try the nodes that follow, pin an item of the X Care Trigger, which has the same shape, or send a signed event to the test address yourself.',
				active:
					'<b>X cannot reach a test.</b> It calls the production address, and the workflow that is published there goes on as before. Look at its executions. To try the nodes that follow, pin an item of the X Care Trigger, which has the same shape.',
			},
			activationHint: 'Publish the workflow: X is then told to call it.',
		},
		defaults: { name: 'X Activity Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'xCareAppOnlyApi',
				displayName: 'App-Only Credential of the Developer App',
				required: true,
			},
			{
				name: 'xCareOAuth2Api',
				displayName: 'Credential of the Account',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'xCareOAuth1Api',
				displayName: 'Credential of the Account',
				required: true,
				displayOptions: { show: { authentication: ['oAuth1'] } },
			},
		],
		webhooks: [
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: 'x',
				ndvHideUrl: true,
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'x',
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
		return this.getWebhookName() === 'setup'
			? await answerCheck(this)
			: await receiveActivity(this);
	}
}
