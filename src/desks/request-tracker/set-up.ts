import { HttpFailure } from '../../http';
import type { TrackerApi } from './api';

/** Custom fields by what they hold. Only the case key must exist; the others are for people to see and search. */
export const trackerFields = {
	caseKey: 'X Case Key',
	postId: 'X Post Id',
	userId: 'X User Id',
	handle: 'X Handle',
	followers: 'X Followers',
	profile: 'X Profile',
};

/** Refuses a queue whose tickets cannot hold the key; RT would drop it without a word. */
export async function checkQueue(api: TrackerApi, queue: string): Promise<void> {
	const { fields } = await api.findQueue(queue);
	if (trackerFields.caseKey in fields) return;
	throw new HttpFailure(
		'misconfigured',
		`Request Tracker: tickets in queue "${queue}" have no custom field "${trackerFields.caseKey}"`,
		{
			hint: `Run the operation 'Prepare Desk', or by hand: Admin › Custom Fields › Create, name "${trackerFields.caseKey}", type "Enter one value", applies to Tickets, "Values must be unique"; then Applies to › ${queue}. Grant the token's user SeeCustomField and ModifyCustomField.`,
		},
	);
}

export const keyRefused = (id: string, caseKey: string, queue: string) =>
	new HttpFailure(
		'misconfigured',
		`Request Tracker: ticket ${id} did not take "${caseKey}" in its custom field "${trackerFields.caseKey}"`,
		{
			hint: `Grant the token's user ModifyCustomField and SeeCustomField on queue "${queue}". If a ticket in another queue holds this conversation, let the user see that queue.`,
		},
	);
