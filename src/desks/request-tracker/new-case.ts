import type { Urgency } from '../../domain/triage/triage';
import { HttpFailure } from '../../http';
import type { NewCaseFields } from '../desk';
import type { Ticket } from './answers';
import type { TrackerApi } from './api';

/** What a new ticket gets besides its words. Throws `HttpFailure` for what RT would take without a word and leave out. */
export function toNewFields(
	{ status, owner, priorities }: NewCaseFields,
	urgency: Urgency | undefined,
): Record<string, unknown> {
	const priority = urgency && (priorities[urgency] ?? usualPriorities[urgency]);
	if (priority !== undefined && !/^\d{1,9}$/.test(priority)) throw noNumber(urgency!, priority);
	return {
		...(status ? { Status: status } : {}),
		...(owner ? { Owner: owner } : {}),
		...(priority === undefined ? {} : { Priority: Number(priority) }),
	};
}

export const usualPriorities: Record<Urgency, string> = {
	critical: '100',
	urgent: '75',
	normal: '50',
	low: '25',
};

const noNumber = (urgency: Urgency, priority: string) =>
	new HttpFailure(
		'misconfigured',
		`Request Tracker: 'Priorities' › ${urgency} is "${priority}", which is not a number`,
		{ hint: 'Enter a whole number, e.g. 75; the higher, the more urgent.' },
	);

/** Refuses, before anything is made, an owner RT does not have: it would leave the ticket to nobody without a word. */
export async function checkOwner(api: TrackerApi, owner: string | undefined): Promise<void> {
	if (owner === undefined || isNobody(owner)) return;
	const person = await api.findPerson(owner);
	const why = !person
		? 'is the name of no user'
		: person.isDisabled
			? 'is a user who is disabled'
			: person.isPrivileged
				? undefined
				: 'is a user without privileges';
	if (!why) return;
	throw new HttpFailure('misconfigured', `Request Tracker: 'Owner' is "${owner}", which ${why}`, {
		hint: "Choose from the list, or enter the user name as Admin › Users shows it, under the node's option 'Owner'.",
	});
}

/** RT makes the ticket all the same when its owner may not own it; only its answer shows. */
export function checkOwned(ticket: Ticket, owner: string | undefined, queue: string): void {
	if (owner === undefined || isNobody(owner) || !isNobody(ticket.owner)) return;
	throw new HttpFailure(
		'misconfigured',
		`Request Tracker: ticket ${ticket.id} was made and holds the post, but 'Owner' "${owner}" may not own it, so nobody does`,
		{ hint: `Grant "${owner}" the right OwnTicket on queue "${queue}", or choose another owner.` },
	);
}

const isNobody = (name: string) => name.toLowerCase() === 'nobody';
