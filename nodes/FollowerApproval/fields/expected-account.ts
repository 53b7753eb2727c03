import type { INodeProperties } from 'n8n-workflow';

import { byProfile, byUserId } from '../../../src/n8n/profile-modes';

export const expectedAccount: INodeProperties = {
	displayName: 'Account',
	name: 'account',
	type: 'resourceLocator',
	default: { mode: 'handle', value: '' },
	description:
		'Which account it should be: it is an alarm when the credential belongs to another one. Leave it empty to check whichever it is.',
	modes: [
		{
			displayName: 'By Handle',
			name: 'handle',
			type: 'string',
			placeholder: 'e.g. acmecare',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '@?\\w{0,15}',
						errorMessage: 'A handle has up to 15 letters, digits and "_"',
					},
				},
			],
		},
		byUserId,
		byProfile('acmecare'),
	],
};
