import type { INodeProperties } from 'n8n-workflow';

/** The operations of each resource; prices are X's pay-per-use prices, and every paid plan includes them unless it says otherwise. */
export const operationFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['account'] } },
		options: [
			{
				name: 'Check-Up',
				value: 'checkUp',
				description:
					'Tell in one run what is wrong with account, credential, plan and webhook, and what to do. $0.010, and up to $0.025 where it can measure the price of own posts.',
				action: 'Check up on the account',
			},
		],
		default: 'checkUp',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['activity'] } },
		options: [
			{
				name: 'Check',
				value: 'check',
				description:
					'Tell whether X still calls the X Activity Trigger, and with all it should. Free, but for one look at the account a day ($0.010).',
				action: 'Check whether X still sends activity',
			},
			{
				name: 'Repair',
				value: 'repair',
				description:
					'Set up again what X has switched off or lost, and have X tell once more what was missed. Free, but for one look at the account a day ($0.010).',
				action: 'Repair the activity webhook',
			},
		],
		default: 'check',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['directMessage'] } },
		options: [
			{
				name: 'Block Sender',
				value: 'blockSender',
				description: 'Let no more direct messages of a person in. $0.010.',
				action: 'Block a sender',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				description: 'Read direct messages of the last 30 days. $0.010 each.',
				action: 'Get many direct messages',
			},
			{
				name: 'Send',
				value: 'send',
				description: 'Write to a person who wrote first, or into a conversation. $0.015.',
				action: 'Send a direct message',
			},
			{
				name: 'Unblock Sender',
				value: 'unblockSender',
				description: 'Let direct messages of a person in again. $0.010.',
				action: 'Unblock a sender',
			},
		],
		default: 'send',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['ledger'] } },
		options: [
			{
				name: 'Hash',
				value: 'hash',
				description:
					'Make the row of the history for what became of an event, with its hash. Free, without X.',
				action: 'Hash a row of the history',
			},
			{
				name: 'Redact',
				value: 'redact',
				description:
					'Replace what was kept of a post or person by a note that it had to go. Free, without X.',
				action: 'Redact rows of the history',
			},
			{
				name: 'Seal',
				value: 'seal',
				description: 'Prove all rows of the history that are not proved yet. Free, without X.',
				action: 'Seal the history',
			},
			{
				name: 'Verify',
				value: 'verify',
				description:
					'Tell whether anybody changed the history, and name the first row or batch. Free, without X.',
				action: 'Verify the history',
			},
		],
		default: 'hash',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['post'] } },
		options: [
			{
				name: 'Count Recent',
				value: 'count',
				description: 'Count the posts of the last seven days that fit a query. $0.005 a call.',
				action: 'Count recent posts',
			},
			{
				name: 'Delete',
				value: 'delete',
				description: 'Delete a post of the account itself. $0.005.',
				action: 'Delete a post',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Get one post, complete. $0.005.',
				action: 'Get a post',
			},
			{
				name: 'Get Conversation',
				value: 'getConversation',
				description: 'Get the first post and the replies of the last seven days. $0.005 each.',
				action: 'Get a conversation',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				description: 'Get posts by their IDs, and learn which are gone. $0.005 each.',
				action: 'Get many posts',
			},
			{
				name: 'Get Mentions',
				value: 'getMentions',
				description:
					'Get the newest posts that mention the account. $0.001 each when it owns the developer app, else $0.005.',
				action: 'Get mentions',
			},
			{
				name: 'Hide Reply',
				value: 'hideReply',
				description: "Hide a reply in the account's own conversation. $0.005.",
				action: 'Hide a reply',
			},
			{
				name: 'Publish',
				value: 'publish',
				description: 'Post something new, with pictures or a film. $0.015; $0.200 with a link.',
				action: 'Publish a post',
			},
			{
				name: 'Reply',
				value: 'reply',
				description:
					'Answer a post that names or quotes the account. $0.010; $0.200 with a link. Replies to other posts need the Enterprise plan.',
				action: 'Reply to a post',
			},
			{
				name: 'Repost',
				value: 'repost',
				description: 'Repost a post as it is. $0.015.',
				action: 'Repost a post',
			},
			{
				name: 'Search Recent',
				value: 'search',
				description: 'Find posts of the last seven days. $0.005 each.',
				action: 'Search recent posts',
			},
			{
				name: 'Undo Repost',
				value: 'undoRepost',
				description: 'Take a repost back. $0.005.',
				action: 'Undo a repost',
			},
			{
				name: 'Unhide Reply',
				value: 'unhideReply',
				description: 'Show a hidden reply again. $0.005.',
				action: 'Unhide a reply',
			},
		],
		default: 'reply',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['user'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				description: 'Get a profile by handle or ID. $0.010.',
				action: 'Get a user',
			},
			{
				name: 'Get Followers',
				value: 'getFollowers',
				description:
					"Get who follows an account. $0.001 each for the account's own when it owns the developer app, else $0.010.",
				action: 'Get followers',
			},
			{
				name: 'Get Following',
				value: 'getFollowing',
				description:
					"Get whom an account follows. $0.001 each for the account's own when it owns the developer app, else $0.010.",
				action: 'Get followed accounts',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				description: 'Get profiles by handles or IDs, and learn who is gone. $0.010 each.',
				action: 'Get many users',
			},
			{
				name: 'Mute',
				value: 'mute',
				description: 'Hide the posts of a person from the home timeline. $0.010.',
				action: 'Mute a user',
			},
			{
				name: 'Unmute',
				value: 'unmute',
				description: 'Show the posts of a person again. $0.005.',
				action: 'Unmute a user',
			},
		],
		default: 'get',
	},
];
