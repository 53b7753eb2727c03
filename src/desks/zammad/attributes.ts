/**
 * Object attributes by what they hold. Zammad takes no name that ends in `_id`, so the X user id is a key here.
 * The name X gave is kept beside the name people see: only so can an edit by staff be told, because Zammad puts whoever
 * touched a ticket down as the last to have changed its customer.
 */
export const ticketAttributes = { caseKey: 'x_case_key', firstPost: 'x_first_post' } as const;

export const userAttributes = {
	userId: 'x_user_key',
	name: 'x_name',
	handle: 'x_handle',
	followers: 'x_followers',
	profile: 'x_profile',
} as const;

/** One object attribute, as *Prepare Desk* makes it and people see it. */
export interface AttributeToMake {
	object: 'Ticket' | 'User';
	name: string;
	display: string;
	data_type: 'input' | 'integer';
	data_option: Record<string, unknown>;
}

const text = {
	data_type: 'input',
	data_option: { type: 'text', maxlength: 255, null: true },
} as const;
const number = {
	data_type: 'integer',
	data_option: { min: 0, max: 2147483647, null: true },
} as const;

export const attributesToMake: AttributeToMake[] = [
	{ object: 'Ticket', name: ticketAttributes.caseKey, display: 'X Case Key', ...text },
	{ object: 'Ticket', name: ticketAttributes.firstPost, display: 'X First Post', ...text },
	{ object: 'User', name: userAttributes.userId, display: 'X User Key', ...text },
	{ object: 'User', name: userAttributes.name, display: 'X Name', ...text },
	{ object: 'User', name: userAttributes.handle, display: 'X Handle', ...text },
	{ object: 'User', name: userAttributes.followers, display: 'X Followers', ...number },
	{ object: 'User', name: userAttributes.profile, display: 'X Profile', ...text },
];
