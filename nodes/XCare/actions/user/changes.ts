import type { PersonAction } from '../../../../src/domain/policy/outgoing-action';
import type { OutgoingOperation } from '../../../../src/n8n/x-care/operation';
import { readUserId } from '../../../../src/n8n/x-care/parameters';
import { userLocator } from '../../fields/locators';
import { safety } from '../../fields/safety';

/** An operation that changes what a person may do towards the account, or what the account sees of them. */
const changePerson = (
	kind: PersonAction['kind'],
	description: string,
	preset?: string,
): OutgoingOperation => ({
	effect: 'outgoing',
	spending: 'care',
	properties: [userLocator(description, preset), ...safety],
	async plan(call) {
		const userId = await readUserId(call);
		return { actions: [{ kind, userId }], key: `${kind} ${userId}`, userId };
	},
});

const sender = '={{ $json.message?.senderId }}';

export const blockMessages = changePerson(
	'blockMessages',
	'The person whose direct messages no longer arrive; their posts stay visible',
	sender,
);

export const unblockMessages = changePerson(
	'unblockMessages',
	'The person whose direct messages may arrive again',
	sender,
);

export const mute = changePerson(
	'mute',
	'The person whose posts no longer show in the home timeline of the account; they are not told',
);

export const unmute = changePerson('unmute', 'The person whose posts may show again');
