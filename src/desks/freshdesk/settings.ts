import { HttpFailure } from '../../http';
import type { NewCaseFields } from '../desk';
import type { Item } from './answers';

export interface FreshdeskSettings {
	/** Address of the Freshdesk, e.g. `https://example.freshdesk.com`. */
	baseUrl: string;
	/** Id of the group that gets new tickets; Freshdesk's own rules choose where it is absent. */
	group?: string;
	/** Whether posts can be read by the requester in the portal. */
	arePostsPublic: boolean;
	/** Type of a new ticket, by its name. */
	ticketType?: string;
	/** Further fields of a new ticket, such as those the account demands. */
	ticketFields: Item;
	newCase: NewCaseFields;
}

/** What a new ticket is given besides its words; ids are numbers at Freshdesk. Throws `HttpFailure` naming the option. */
export function toNewTicketFields(settings: FreshdeskSettings, urgency?: Urgency): Item {
	const { group, ticketType, ticketFields, newCase } = settings;
	const { status, owner, tags, priorities } = newCase;
	const priority = urgency && (toId('Priorities', priorities[urgency]) ?? usual[urgency]);
	return {
		status: toId('Status', status) ?? 2,
		priority: priority ?? 1,
		...toSet('group_id', toId('Group', group)),
		...toSet('responder_id', toId('Owner', owner)),
		...toSet('type', ticketType),
		...(tags.length > 0 && { tags }),
		...ticketFields,
	};
}

type Urgency = keyof typeof usual;

/** 1 low … 4 urgent. */
const usual = { critical: 4, urgent: 3, normal: 2, low: 1 };

const toSet = (field: string, value: unknown): Item =>
	value === undefined ? {} : { [field]: value };

function toId(field: string, value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	if (/^\d{1,15}$/.test(value)) return Number(value);
	throw new HttpFailure(
		'misconfigured',
		`'${field}' is "${value}", which is no id of Freshdesk's`,
		{
			hint: 'Choose it from the list, or enter its number.',
		},
	);
}
