import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runCaseOperation } from '../../src/n8n/case-operations';
import { loadChoices, searchChoices } from '../../src/n8n/desks/find-choices';
import { properties } from './description';
import { options } from './options';

/** Puts each post into the one case of its conversation and adds `case` to its item. */
export class CaseForwarder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Case Forwarder',
		name: 'caseForwarder',
		icon: { light: 'file:case-forwarder.svg', dark: 'file:case-forwarder.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ "to " + ({ hubSpot: "HubSpot", requestTracker: "Request Tracker", salesforce: "Salesforce", freshdesk: "Freshdesk", httpApi: "HTTP API", email: "E-Mail", chatwoot: "Chatwoot", odoo: "Odoo", zammad: "Zammad", zendesk: "Zendesk" }[$parameter["desk"]] || "a desk") }}',
		description:
			'Puts every post into exactly one case per conversation in your helpdesk or CRM, or composes an e-mail of it',
		defaults: { name: 'Case Forwarder' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'caseDeskChatwootApi',
				required: true,
				displayOptions: { show: { desk: ['chatwoot'] } },
			},
			{
				name: 'requestTrackerApi',
				required: true,
				displayOptions: { show: { desk: ['requestTracker'] } },
			},
			{
				name: 'caseDeskSalesforceApi',
				required: true,
				displayOptions: { show: { desk: ['salesforce'] } },
			},
			{
				name: 'caseDeskFreshdeskApi',
				required: true,
				displayOptions: { show: { desk: ['freshdesk'] } },
			},
			{
				name: 'caseDeskHubSpotApi',
				required: true,
				displayOptions: { show: { desk: ['hubSpot'] } },
			},
			{
				name: 'caseDeskHttpApi',
				required: true,
				displayOptions: { show: { desk: ['httpApi'] } },
			},
			{
				name: 'caseDeskOdooApi',
				required: true,
				displayOptions: { show: { desk: ['odoo'] } },
			},
			{
				name: 'caseDeskZammadApi',
				required: true,
				displayOptions: { show: { desk: ['zammad'] } },
			},
			{
				name: 'caseDeskZendeskApi',
				required: true,
				displayOptions: { show: { desk: ['zendesk'] } },
			},
			{
				name: 'caseDeskMailApi',
				required: true,
				displayOptions: {
					show: { sendWith: ['brevo', 'mailgun', 'postmark', 'resend', 'sendGrid'] },
					// Not by `show`: where each choice of a field shows a credential, n8n's editor hides the field.
					hide: {
						desk: [
							'chatwoot',
							'freshdesk',
							'hubSpot',
							'httpApi',
							'odoo',
							'requestTracker',
							'salesforce',
							'zammad',
							'zendesk',
						],
					},
				},
			},
		],
		hints: [
			{
				message:
					"Connect a mail node (Send Email, Gmail, Outlook) and point its fields to <code>case.email</code>. A post delivered twice makes the same message twice: for exactly one case, use a helpdesk's API instead.",
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["desk"] === "email" && ($parameter["sendWith"] || "handOver") === "handOver" }}',
			},
		],
		properties: [...properties, options],
	};

	methods = {
		loadOptions: {
			async loadPriorities(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadChoices(this, 'priorities');
			},
		},
		listSearch: {
			async findQueues(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				return await searchChoices(this, 'queues', filter);
			},
			async findOwners(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				return await searchChoices(this, 'owners', filter);
			},
			async findStatuses(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				return await searchChoices(this, 'statuses', filter);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runCaseOperation(this)];
	}
}
