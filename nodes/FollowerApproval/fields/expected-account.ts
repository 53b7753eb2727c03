import type { INodeProperties } from 'n8n-workflow';

import { notProfile } from '../../../src/domain/account-cells';

/** A handle behind the host; X's own pages are nobody's profile, and a longer name is not cut to somebody else's. */
const profileAddress = `https?://[^/]+/@?${notProfile}(\\w{1,15})(?!\\w)`;

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
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 2244994945',
			validation: [
				{
					type: 'regex',
					properties: { regex: '\\d{1,20}', errorMessage: 'A user ID consists of digits' },
				},
			],
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://x.com/acmecare',
			extractValue: { type: 'regex', regex: profileAddress },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `${profileAddress}.*`,
						errorMessage: 'This is not the address of a profile',
					},
				},
			],
		},
	],
};
