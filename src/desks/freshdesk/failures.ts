import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toFailure } from '../answer';
import type { Item } from './answers';
import { caseKeyField, toFields } from './answers';

/** Custom fields of contacts, as the API calls them. */
export const contactFields = {
	profile: 'x_profile',
	followers: 'x_followers',
	/** The name as X gave it: while the contact still has it, nobody has edited the name. */
	name: 'x_name',
};

export interface FieldError {
	field: string;
	message: string;
	code: string;
	/** The record that has the value already, where Freshdesk says so. */
	userId?: number;
}

/** What Freshdesk says of single fields, also with 409. */
export function toFieldErrors({ body }: Pick<HttpResponse, 'body'>): FieldError[] {
	const { errors } = toFields(body);
	if (!Array.isArray(errors)) return [];
	return errors.map(toFields).map((error: Item) => {
		const { user_id: userId } = toFields(error.additional_info);
		return {
			field: String(error.field ?? ''),
			message: String(error.message ?? ''),
			code: String(error.code ?? ''),
			userId: typeof userId === 'number' ? userId : undefined,
		};
	});
}

/** The failure an answer stands for; names the fields Freshdesk names. */
export function toDeskFailure(response: HttpResponse, doing: string, hint?: string): HttpFailure {
	const errors = toFieldErrors(response);
	const missing = errors.find(({ field, code }) => code === 'invalid_field' && isOurField(field));
	if (missing && response.status === 400) {
		return new HttpFailure(
			'misconfigured',
			`Freshdesk: ${doing} was refused, because there is no field "${missing.field}"`,
			{
				status: response.status,
				hint: "Run the operation 'Prepare Desk' of this node once; it makes the fields X cases need, or says where to click.",
			},
		);
	}
	const named = errors.map(({ field, message }) => [field, message].filter(Boolean).join(': '));
	const body = named.length > 0 ? { message: named.join('; ') } : response.body;
	return toFailure(
		{ ...response, body },
		`Freshdesk: ${doing}`,
		hint ?? (named.length > 0 ? fieldHint : hints[response.status]),
	);
}

const isOurField = (field: string) =>
	[caseKeyField, ...Object.values(contactFields)].includes(field.replace(/^custom_fields\./, ''));

const fieldHint =
	"If your Freshdesk demands that field, give it a value under 'Ticket Fields' or 'Ticket Type' in the node's options, or let agents leave it empty (Admin › Ticket Fields). If the node sets it, choose another value there.";

const hints: Record<number, string> = {
	401: 'Enter the API key again (Freshdesk: profile picture › Profile Settings › View API Key). It belongs to an agent who can still log in.',
	403: "Give the key's agent a role that may do this, with global access to tickets (Admin › Agents); fields need an administrator.",
	404: "Check the credential's 'Base URL': it is the address of your Freshdesk, such as https://example.freshdesk.com.",
	409: 'Something else at Freshdesk has that value already, or changed at the same time; run it again.',
};
