import {
	activityFields,
	repairActivity,
	toActivityItem,
} from '../../../../src/n8n/x-care/activity';
import type { ReadOperation } from '../../../../src/n8n/x-care/operation';

export const repair: ReadOperation = {
	effect: 'set-up',
	spending: 'care',
	properties: [
		{
			displayName:
				'Has X check a webhook again that it switched off, and sets up what is missing; what others set up is not touched. The workflow with the X Activity Trigger must be published. It needs an X Care App-Only API credential of the same developer app.',
			name: 'repairNotice',
			type: 'notice',
			default: '',
		},
		...activityFields,
		{
			displayName: 'Replay Since',
			name: 'replaySince',
			type: 'dateTime',
			default: '',
			description:
				'When set, X is asked to tell once more what happened since then, at most the last 24 hours. Events that came already come again, with the same IDs.',
		},
	],
	async read(call) {
		return [toActivityItem(await repairActivity(call))];
	},
};
