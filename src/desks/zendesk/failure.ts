import type { HttpFailure, HttpResponse } from '../../http';
import { toFailure } from '../answer';

/** The failure an answer of Zendesk's stands for; of a refused value it names the field. */
export function toZendeskFailure(
	response: HttpResponse,
	doing: string,
	hint: string | undefined = hints[response.status],
): HttpFailure {
	const fields = toFieldErrors(response.body);
	const told = fields.length > 0 ? { ...response, body: { message: fields.join('; ') } } : response;
	return toFailure(told, `Zendesk: ${doing}`, hint);
}

/** Whether a ticket could not be changed because it is closed for good. */
export function isClosedForGood({ status, body }: HttpResponse): boolean {
	if (status !== 422) return false;
	const { details } = (body ?? {}) as { details?: { status?: unknown } };
	return details?.status !== undefined;
}

/** Whether the idempotency key has been used with another body. */
export function isKeyTaken({ status, body }: HttpResponse): boolean {
	if (status !== 400) return false;
	const { error } = (body ?? {}) as { error?: unknown };
	return error === 'IdempotentRequestError';
}

/** `{details: {field: [{description}]}}`: what was wrong, by field. */
function toFieldErrors(body: unknown): string[] {
	const { details } = (body ?? {}) as { details?: unknown };
	if (typeof details !== 'object' || details === null) return [];
	return Object.entries(details).map(([field, errors]) => {
		const said = [errors].flat().map((error) => {
			const { description } = (error ?? {}) as { description?: unknown };
			return typeof description === 'string' ? description : 'not accepted';
		});
		return `${field} (${said.join(', ')})`;
	});
}

const hints: Record<number, string> = {
	401: "Check 'E-Mail' and 'API Token' in the credential, and that token access is on (Admin Center › Apps and integrations › APIs › API configuration).",
	403: "The agent of the credential may not do this. Give it a role that sees and edits all tickets, and may add end users; 'Prepare Desk' and webhooks need an administrator.",
	404: "Check the credential's 'Base URL' (https://example.zendesk.com, nothing behind it), and that what the node names still exists.",
	409: 'Zendesk was busy with the same ticket. Run it again: nothing is added twice.',
	422: 'Change the value named here, in the node or in Zendesk. Required fields are set in Admin Center › Objects and rules › Tickets › Fields.',
};
