import type { INodePropertyMode } from 'n8n-workflow';

import { notProfile } from '../domain/account-cells';

/** A handle behind the host; X's own pages are nobody's profile, and a longer name is not cut to somebody else's. */
const profileAddress = `https?://[^/]+/@?${notProfile}(\\w{1,15})(?!\\w)`;

/** Ways to name an account on X in a field with modes, beside its handle. */
export const byUserId: INodePropertyMode = {
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
};

/** @param handle for the placeholder */
export const byProfile = (handle: string): INodePropertyMode => ({
	displayName: 'By URL',
	name: 'url',
	type: 'string',
	placeholder: `e.g. https://x.com/${handle}`,
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
});
