import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { type ListeningName, usualListenings } from '../../domain/activity/listening';

const options: Array<INodePropertyOptions & { value: ListeningName }> = [
	{
		name: 'Access Revoked',
		value: 'revocations',
		description:
			"The account took the developer app's access away: nothing is read any more. Free.",
	},
	{
		name: 'Deletions of Own Posts',
		value: 'deletions',
		description: 'What was kept of a deleted post has to go too. Free.',
	},
	{
		name: 'Direct Messages',
		value: 'messages',
		description: 'Private messages to the account, as far as they are not encrypted. $0.010 each.',
	},
	{
		name: 'Encrypted Chats',
		value: 'chats',
		description:
			'That somebody wrote in an encrypted chat: a person has to look in the X app. $0.010 each.',
	},
	{
		name: 'Followers Who Left',
		value: 'unfollows',
		description: 'People who do not follow the account any more. $0.010 each.',
	},
	{
		name: 'Mentions',
		value: 'mentions',
		description: 'Posts in which somebody typed the handle. $0.005 each.',
	},
	{
		name: 'New Followers',
		value: 'follows',
		description: 'People who follow the account now. $0.010 each.',
	},
	{
		name: 'Quotes',
		value: 'quotes',
		description: "Posts that quote one of the account's. $0.005 each.",
	},
	{
		name: 'Replies',
		value: 'replies',
		description: "Direct replies to the account's posts; not replies to replies. $0.005 each.",
	},
	{
		name: 'Reposts',
		value: 'reposts',
		description: "Reposts of the account's posts. $0.005 each.",
	},
];

/** What X is to tell of; the same in the trigger that listens and in the operations that check on it. */
export const listeningField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options,
	default: usualListenings,
	description: 'What X is to tell of. X charges for each event it sends, not for listening.',
};
