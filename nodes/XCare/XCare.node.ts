import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeListSearchResult,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { findFollowers, findMentions, findOwnPosts } from '../../src/n8n/x-care/find-for-lists';
import { runOperation } from '../../src/n8n/x-care/run-operation';
import { properties } from './description';
import { findOperation } from './operations';

/** Acts on X for the company's account: what goes out is judged first, and sent once. */
export class XCare implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X Care',
		name: 'xCare',
		icon: { light: 'file:../../icons/x-care.svg', dark: 'file:../../icons/x-care.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Reply, publish, message and read on X (Twitter): inside its rules, once each, with the price of every call',
		defaults: { name: 'X Care' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ ["reply","publish","repost","undoRepost","hideReply","unhideReply","delete","send","blockSender","unblockSender","mute","unmute"].includes($parameter["operation"]) ? [{ type: "main", displayName: "Done" }, { type: "main", displayName: "To a Person" }, { type: "main", displayName: "Not Allowed" }] : [{ type: "main" }] }}`,
		credentials: [
			{
				name: 'xCareOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] }, hide: { resource: ['ledger'] } },
			},
			{
				name: 'xCareOAuth1Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth1'] }, hide: { resource: ['ledger'] } },
			},
			{
				name: 'xCareAppOnlyApi',
				displayName: 'App-Only Credential (Optional for Check-Up)',
				displayOptions: { show: { resource: ['account', 'activity'] } },
			},
		],
		properties,
	};

	methods = {
		listSearch: {
			async findMentions(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				return await findMentions(this, filter);
			},
			async findOwnPosts(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				return await findOwnPosts(this, filter);
			},
			async findFollowers(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				return await findFollowers(this, filter);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0, 'post') as string;
		const name = this.getNodeParameter('operation', 0, 'reply') as string;
		const operation = findOperation(resource, name);
		if (operation) return await runOperation(this, operation);
		throw new NodeOperationError(
			this.getNode(),
			`X Care has no operation "${name}" of ${resource}`,
			{
				description: "Choose 'Resource' and 'Operation' from the lists.",
			},
		);
	}
}
