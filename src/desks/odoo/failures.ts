import type { HttpFailureKind, HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toAmiss, toFailure, toSaid } from '../answer';

/** The failure an answer stands for that is not 200. */
export function toAnswerFailure(response: HttpResponse, doing: string): HttpFailure {
	const { body } = response;
	const { name, message } = (typeof body === 'object' && body !== null ? body : {}) as Said;
	const known = toKnownFailure(String(name ?? ''), String(message ?? '').slice(0, 300), doing);
	if (known) return known;
	return toFailure(response, `Odoo: ${doing}`, hints[response.status]);
}

interface Said {
	name?: unknown;
	message?: unknown;
	data?: unknown;
}

/** The failure an error object in a 200 stands for; JSON-RPC has no other. */
export function toErrorFailure(error: Record<string, unknown>, doing: string): HttpFailure {
	const data = (error.data ?? {}) as Said;
	const name = String(data.name ?? error.name ?? '');
	const message = toSaid(data) || toSaid(error);
	const known = toKnownFailure(name, message, doing);
	if (known) return known;
	const [kind, status] = kinds[name.split('.').at(-1) ?? ''] ?? ['temporarily-unavailable'];
	return new HttpFailure(kind, `Odoo: ${doing} was refused: ${message || name}`, {
		status,
		hint: status === undefined ? undefined : hints[status],
	});
}

/** Names of Odoo's exceptions, and the status JSON-2 gives them. */
const kinds: Record<string, [HttpFailureKind, number?]> = {
	AccessDenied: ['credential-invalid', 401],
	SessionExpiredException: ['credential-invalid', 401],
	AccessError: ['forbidden', 403],
	MissingError: ['not-found'],
	NotFound: ['not-found', 404],
	UserError: ['refused'],
	ValidationError: ['refused'],
	RedirectWarning: ['refused'],
	KeyError: ['refused'],
	ValueError: ['refused'],
	TypeError: ['refused'],
	IntegrityError: ['refused'],
	UniqueViolation: ['refused'],
	NotNullViolation: ['refused'],
};

/** What stands for a thing that was not set up. */
function toKnownFailure(name: string, message: string, doing: string): HttpFailure | undefined {
	if (/\bx_care_\w+/.test(message) && /(?:Value|Key|Attribute)Error$/.test(name)) {
		return missingFields(`Odoo: ${doing} failed: ${message}`);
	}
	if (/model '?[\w.]+'? does not exist|Object [\w.]+ doesn't exist/.test(message)) {
		return new HttpFailure('misconfigured', `Odoo: ${doing} failed: ${message}`, {
			hint: "Install the app in Odoo (CRM for leads, Helpdesk for tickets), or choose another 'Record Kind'.",
		});
	}
	return undefined;
}

export const missingFields = (message: string) =>
	new HttpFailure('misconfigured', message, {
		hint: "Run the operation 'Prepare Desk' once: it creates the fields in Odoo, or says where to.",
	});

/** What is no answer of the interface. */
export function unreadable(doing: string, body?: unknown): HttpFailure {
	const said = toAmiss(body);
	return new HttpFailure(
		'malformed',
		`Odoo: ${doing} was answered with something else than Odoo's API answers${said ? `: ${said}` : ''}`,
		{ status: 200, hint: hints[404] },
	);
}

const hints: Record<number, string> = {
	401: "Create a new key in Odoo (Preferences › Account Security › New API Key) and enter it in the credential; check 'Database' too.",
	403: "Give the n8n user of Odoo the rights in the documentation: 'Sales: All Documents' or 'Helpdesk: User', 'Contact Creation'; 'Administration: Settings' for Prepare Desk and case events.",
	404: "Check the credential: 'Base URL' is the address without /odoo or /web, 'Database' its exact name, and 'Interface' must fit: JSON-2 from Odoo 19 on, JSON-RPC before.",
};
