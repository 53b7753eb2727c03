import type { INodeProperties } from 'n8n-workflow';

import { byProfile, byUserId } from '../../../src/n8n/profile-modes';

/** One post: picked from a list, by its address or by its ID. */
export const postLocator = (
	displayName: string,
	searchListMethod: 'findMentions' | 'findOwnPosts',
	description: string,
): INodeProperties => ({
	displayName,
	name: 'postId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '={{ $json.event?.id }}' },
	required: true,
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a post...',
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://x.com/alice_m/status/1301573587187331074',
			extractValue: { type: 'regex', regex: 'https?://[^/]+/(?:[^?#]*/)?status/(\\d+)' },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: 'https?://[^/]+/(?:[^?#]*/)?status/\\d+.*',
						errorMessage: 'This is not the address of a post',
					},
				},
			],
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 1301573587187331074',
			validation: [
				{
					type: 'regex',
					properties: { regex: '\\d{1,20}', errorMessage: 'A post ID consists of digits' },
				},
			],
		},
	],
});

/** One person: picked from the account's followers, by handle, by ID or by the address of the profile. */
export const userLocator = (
	description: string,
	value = '={{ $json.event?.author.id }}',
): INodeProperties => ({
	displayName: 'User',
	name: 'userId',
	type: 'resourceLocator',
	default: { mode: 'id', value },
	required: true,
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a follower...',
			typeOptions: { searchListMethod: 'findFollowers', searchable: true },
		},
		{
			displayName: 'By Handle',
			name: 'handle',
			type: 'string',
			placeholder: 'e.g. alice_m',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '@?\\w{1,15}',
						errorMessage: 'A handle has up to 15 letters, digits and "_"',
					},
				},
			],
		},
		byUserId,
		byProfile('alice_m'),
	],
});
