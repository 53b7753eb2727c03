import type { SetUpStep } from '../desk';
import type { TrackerApi } from './api';
import { trackerFields } from './set-up';

/** Makes the custom fields as far as REST 2 lets one: for tickets with the rights for it, for users never. */
export async function prepareTracker(
	api: TrackerApi,
	{ queue, keepContacts }: { queue: string; keepContacts: boolean },
): Promise<SetUpStep[]> {
	const { fields } = await api.findQueue(queue);
	const all = await api.findCustomFields();
	const steps: SetUpStep[] = [];
	for (const field of ticketFields) {
		const isElsewhere = all.some((it) => it.name === field.name && it.lookupType === ofTickets);
		const id = fields[field.name];
		steps.push(await (id ? keep(api, field, id) : make(api, field, queue, isElsewhere)));
	}
	if (!keepContacts) return steps;
	// REST 2 shows which fields users have on any user there is.
	const person = await api.findPerson('Nobody');
	for (const name of userFields) {
		const isMade = all.some((it) => it.name === name && it.lookupType === ofUsers);
		steps.push(toUserStep(name, name in (person?.fields ?? {}), isMade));
	}
	return steps;
}

const ofTickets = 'RT::Queue-RT::Ticket';
const ofUsers = 'RT::User';

interface TicketField {
	name: string;
	type: string;
	/** What the web interface calls the type. */
	shown: string;
	isUnique: boolean;
}

const ticketFields: TicketField[] = [
	{
		...{ name: trackerFields.caseKey, isUnique: true },
		...{ type: 'FreeformSingle', shown: 'Enter one value' },
	},
	{
		...{ name: trackerFields.postId, isUnique: false },
		...{ type: 'FreeformMultiple', shown: 'Enter multiple values' },
	},
];

const userFields = [
	trackerFields.userId,
	trackerFields.handle,
	trackerFields.followers,
	trackerFields.profile,
];

async function keep(
	api: TrackerApi,
	{ name, isUnique }: TicketField,
	id: string,
): Promise<SetUpStep> {
	const what = toWhat('Ticket', name);
	if (!isUnique || (await api.isUnique(id))) return { what, state: 'there already' };
	await api.makeUnique(id);
	if (await api.isUnique(id)) {
		return { what, state: 'created', how: 'Its values are unique now; before, they were not.' };
	}
	const how = `In Request Tracker: Admin › Custom Fields › ${name}, tick "Values must be unique", save.`;
	return { what, state: 'by hand', how };
}

async function make(
	api: TrackerApi,
	{ name, type, shown, isUnique }: TicketField,
	queue: string,
	isElsewhere: boolean,
): Promise<SetUpStep> {
	const what = toWhat('Ticket', name);
	const apply = `Admin › Custom Fields › ${name} › Applies to, tick the queue "${queue}", save.`;
	// REST 2 applies a field to a queue when it makes it, not later.
	if (isElsewhere) return { what, state: 'by hand', how: `In Request Tracker: ${apply}` };
	const UniqueValues = isUnique ? 1 : 0;
	const field = { Name: name, Type: type, LookupType: ofTickets, UniqueValues, Queue: queue };
	const isMade = await api.createCustomField(field);
	if (isMade && name in (await api.findQueue(queue)).fields) return { what, state: 'created' };
	const unique = isUnique ? ', tick "Values must be unique"' : '';
	const how = `In Request Tracker: Admin › Custom Fields › Create, name "${name}", type "${shown}", applies to Tickets${unique}; then ${apply}`;
	return {
		what,
		state: 'by hand',
		how: `${how} Or grant the token's user AdminCustomField (everywhere) and AssignCustomFields (on the queue), and run this again.`,
	};
}

function toUserStep(name: string, isThere: boolean, isMade: boolean): SetUpStep {
	const what = toWhat('User', name);
	if (isThere) return { what, state: 'there already' };
	const make = `Admin › Custom Fields › Create, name "${name}", type "Enter one value", applies to Users; then `;
	const apply = `Admin › Custom Fields › ${name} › Applies to, tick "Globally", save. Without it contacts are kept all the same.`;
	return { what, state: 'by hand', how: `In Request Tracker: ${isMade ? '' : make}${apply}` };
}

const toWhat = (whose: string, name: string) => `${whose} custom field "${name}"`;
