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
			'={{ "to " + ({ requestTracker: "Request Tracker", httpApi: "HTTP API", email: "E-Mail" }[$parameter["desk"]] || "a desk") }}',
		description:
			'Puts every post into exactly one case per conversation in your helpdesk or CRM, or composes an e-mail of it',
		defaults: { name: 'Case Forwarder' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'requestTrackerApi',
				required: true,
				displayOptions: { show: { desk: ['requestTracker'] } },
			},
			{
				name: 'caseDeskHttpApi',
				required: true,
				displayOptions: { show: { desk: ['httpApi'] } },
			},
		],
		hints: [
			{
				message:
					"Connect a mail node (Send Email, Gmail, Outlook) and point its fields to <code>case.email</code>. A post delivered twice makes the same message twice: for exactly one case, use a helpdesk's API instead.",
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition: '={{ $parameter["desk"] === "email" }}',
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
