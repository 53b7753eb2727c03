import { activityFields, checkActivity, toActivityItem } from '../../../../src/n8n/x-care/activity';
import type { ReadOperation } from '../../../../src/n8n/x-care/operation';

export const check: ReadOperation = {
	effect: 'read',
	spending: 'care',
	properties: [
		{
			displayName:
				'n8n does not look after a restart whether X still calls the X Activity Trigger. Let a schedule run this; when <i>ok</i> is false, run Repair. It needs an X Care App-Only API credential of the same developer app.',
			name: 'checkNotice',
			type: 'notice',
			default: '',
		},
		...activityFields,
	],
	async read(call) {
		return [toActivityItem(await checkActivity(call))];
	},
};
