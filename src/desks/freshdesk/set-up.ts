import type { SetUpStep } from '../desk';
import type { FreshdeskApi } from './api';
import { caseKeyField } from './answers';
import { contactFields } from './failures';

interface WantedField {
	of: 'ticket' | 'contact';
	label: string;
	/** What the API calls it; Freshdesk makes it of the label. */
	name: string;
	type: 'custom_text' | 'custom_number';
}

const wanted: WantedField[] = [
	{ of: 'ticket', label: 'X Case Key', name: caseKeyField, type: 'custom_text' },
	{ of: 'contact', label: 'X Profile', name: contactFields.profile, type: 'custom_text' },
	{ of: 'contact', label: 'X Followers', name: contactFields.followers, type: 'custom_number' },
	{ of: 'contact', label: 'X Name', name: contactFields.name, type: 'custom_text' },
];

/** Makes the fields that are not there; without an administrator's key, says where to click. */
export async function prepareFreshdesk(api: FreshdeskApi): Promise<SetUpStep[]> {
	const names = {
		ticket: (await api.fetchFields('ticket')).map(({ name }) => name),
		contact: (await api.fetchFields('contact')).map(({ name }) => name),
	};
	const steps: SetUpStep[] = [];
	for (const field of wanted) {
		const what = `${field.of === 'ticket' ? 'Ticket' : 'Contact'} field "${field.label}"`;
		if (names[field.of].includes(field.name)) steps.push({ what, state: 'there already' });
		else steps.push({ what, ...(await make(api, field)) });
	}
	return steps;
}

async function make(
	api: FreshdeskApi,
	field: WantedField,
): Promise<Pick<SetUpStep, 'state' | 'how'>> {
	const { of, label, type } = field;
	const forCustomers =
		of === 'ticket'
			? { customers_can_edit: false, displayed_to_customers: false }
			: { customers_can_edit: false, displayed_for_customers: false };
	const made = await api.createField(of, {
		label,
		label_for_customers: label,
		type,
		...forCustomers,
	});
	if (made === field.name) return { state: 'created' };
	if (made === undefined) return { state: 'by hand', how: toClicks(field) };
	return {
		state: 'by hand',
		how: `Freshdesk has made the field under the name "${made}", most likely because another one was called "${label}" before. Delete it for good, then: ${toClicks(field)}`,
	};
}

function toClicks({ of, label, name, type }: WantedField): string {
	const [page, ticket] = of === 'ticket' ? ['Ticket Fields', true] : ['Contact Fields', false];
	const kind = type === 'custom_text' ? 'Single-line text' : 'Number';
	return `As an administrator: Admin › ${page} › drag in "${kind}", label "${label}" (the API then calls it "${name}"), not required${ticket ? ', not shown to customers' : ''}, Save.`;
}
