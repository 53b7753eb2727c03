import { NodeOperationError } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { runFollowerApproval } from '../../src/n8n/follower-approval/operations';
import { properties } from './description';

/** Compares people on X with the register of who is approved. It sends nothing and changes nothing on X. */
export class FollowerApproval implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Follower Approval',
		name: 'followerApproval',
		icon: { light: 'file:follower-approval.svg', dark: 'file:follower-approval.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { checkAuthors: $parameter["askX"] ? "check authors: asks X" : "check authors", reconcile: "reconcile: followers " + ({ x: "from X", input: "from the input", fresh: "from X when old" }[$parameter["followersFrom"]] ?? ""), checkAccount: "check account", planReminders: "plan reminders: to the " + ($parameter["channel"] === "message" ? "person" : "operator"), findOfficials: "find officials to tell" }[$parameter["operation"]] }}',
		description:
			'Keep a protected account to approved people: tells who is on your register, who waits, who slipped in and whom to remind today',
		defaults: { name: 'Follower Approval' },
		usableAsTool: true,
		inputs:
			'={{ ({ planReminders: ["People", "Reminders So Far"], checkAccount: $parameter["operatorFrom"] === "typed" || $parameter["registerFrom"] === "typed" ? ["Earlier Checks"] : ["Earlier Checks", "Register"], findOfficials: $parameter["registerFrom"] === "typed" ? ["Events"] : ["Events", "Register"] }[$parameter["operation"]] ?? ($parameter["registerFrom"] === "typed" ? ["People"] : ["People", "Register"])).map((displayName) => ({ type: "main", displayName })) }}',
		outputs:
			'={{ ({ reconcile: ["People", "Follower Set"], checkAccount: ["Fine", "Alarm"], planReminders: ["Remind", "Not Today", "Closed"], findOfficials: ["E-Mail", "Direct Message", "Repost", "Nobody"] }[$parameter["operation"]] ?? ($parameter["outputMode"] === "single" ? ["Checked"] : ["Approved", "Waiting", "Outsider", "Unknown"])).map((displayName) => ({ type: "main", displayName })) }}',
		credentials: [
			{
				name: 'xCareOAuth2Api',
				required: true,
				displayOptions: {
					show: { authentication: ['oAuth2'] },
					hide: { operation: ['planReminders', 'findOfficials'], askX: [false] },
				},
			},
			{
				name: 'xCareOAuth1Api',
				required: true,
				displayOptions: {
					show: { authentication: ['oAuth1'] },
					hide: { operation: ['planReminders', 'findOfficials'], askX: [false] },
				},
			},
		],
		hints: [
			{
				message:
					'Connect the "Unknown" output to a person: of these people it could not be told whether they are approved.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["operation"] === "checkAuthors" && $parameter["outputMode"] !== "single" }}',
			},
			{
				message:
					'Connect the follower set of last time to the "People" input, even when X is read: it tells who was approved before, so that a broken register is noticed.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["operation"] === "reconcile" && $parameter["followersFrom"] === "x" }}',
			},
			{
				message:
					'Connect the "Nobody" output to a person: these posts and messages reach no official.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition: '={{ $parameter["operation"] === "findOfficials" }}',
			},
		],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = this.getNodeParameter('operation', 0, 'checkAuthors') as string;
		const outputs = await runFollowerApproval(this, name);
		if (outputs) return outputs;
		throw new NodeOperationError(this.getNode(), `Follower Approval has no operation "${name}"`, {
			description: "Choose 'Operation' from the list.",
		});
	}
}
