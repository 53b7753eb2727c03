import type { INodeProperties } from 'n8n-workflow';

import { listeningField } from '../../src/n8n/activity/listening-field';
import { accountAuthentications } from '../../src/n8n/authentication-field';

export const properties: INodeProperties[] = [
	{
		displayName:
			'X does not tell of everything: not of replies to replies, not of posts by protected accounts, and of nothing that happened while n8n was down. Keep an X Care Trigger beside this one as a safety net; the same post has the same ID in both.',
		name: 'blindSpotsNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName:
			'X calls public <b>https</b> addresses without a port only, and checks the address when the workflow is published. n8n does not look again after a restart: let a schedule run <i>X Care → Activity → Check</i>, which notices when X has switched the webhook off.',
		name: 'addressNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: accountAuthentications,
		default: 'oAuth2',
		description:
			'Credential of the account whose events are told; the app-only credential must belong to the same developer app',
	},
	listeningField,
	// n8n then leaves the body alone: unsigned JSON, forms and files are turned away unread, and with our status.
	{
		displayName: 'Body Is Left Unread',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
	{
		displayName: 'Options',
		name: 'settings',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Check Is Signed With',
				name: 'checkedWith',
				type: 'options',
				options: [
					{
						name: 'API Key Secret',
						value: 'apiKeySecret',
						description: 'As X describes it: the consumer secret of the developer app',
					},
					{
						name: 'OAuth2 Client Secret',
						value: 'clientSecret',
						description: 'Where X refuses the other with CrcValidationFailed',
					},
				],
				default: 'apiKeySecret',
				description:
					'Which secret proves to X that the address is ours. Events are accepted with either.',
			},
			{
				displayName: 'Hand On Unknown Kinds of Events',
				name: 'handOnUnknown',
				type: 'boolean',
				default: false,
				description:
					'Whether events of a kind that X has added since start the workflow too, as "unknownEvent", just as X sent them',
			},
		],
	},
];
