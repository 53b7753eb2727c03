import { HttpFailure } from '../../http';
import type { SetUpStep } from '../desk';
import type { Person } from './answers';
import type { ZendeskApi } from './api';

/** Custom fields of users, by key: what is known of somebody on X. */
export const userFields = [
	{ key: 'x_handle', title: 'X Handle', type: 'text' },
	{ key: 'x_followers', title: 'X Followers', type: 'integer' },
	{ key: 'x_profile_url', title: 'X Profile', type: 'text' },
] as const;

/** Zendesk drops values of fields it does not have without a word. */
export function checkFields({ fields }: Person): void {
	const missing = userFields.filter(({ key }) => !Object.hasOwn(fields, key));
	if (missing.length === 0) return;
	const keys = missing.map(({ key }) => `"${key}"`).join(', ');
	throw new HttpFailure('misconfigured', `Zendesk: users have no field ${keys}`, {
		hint: "Run the Case Forwarder once with 'Operation' set to 'Prepare Desk'; the agent has to be an administrator for it.",
	});
}

/** Makes the user fields that are missing. Tickets need none: the key is Zendesk's own *External ID*. */
export async function prepareZendesk(api: ZendeskApi): Promise<SetUpStep[]> {
	const { items } = await api.readPages('listing user fields', '/user_fields.json', 'user_fields');
	const steps: SetUpStep[] = [];
	for (const field of userFields) {
		const what = `User field "${field.key}" (${field.title})`;
		const there = items.find(({ key }) => key === field.key);
		if (there) {
			steps.push(
				there.active === false
					? { what, state: 'by hand', how: `It is switched off. ${where}, activate it.` }
					: { what, state: 'there already' },
			);
			continue;
		}
		const status = await api.createUserField({ ...field, active: true });
		steps.push(toStep(what, field, status));
	}
	return steps;
}

function toStep(what: string, field: (typeof userFields)[number], status: number): SetUpStep {
	if (status === 201) return { what, state: 'created' };
	// The key is taken: another run was faster.
	if (status === 422) return { what, state: 'there already' };
	const type = field.type === 'text' ? 'Text' : 'Numeric';
	const how = `Only administrators may. ${where} › Add field: type ${type}, display name "${field.title}", field key "${field.key}".`;
	return { what, state: 'by hand', how };
}

const where = 'In Admin Center › People › Configuration › User fields';
