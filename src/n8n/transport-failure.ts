import { HttpFailure } from '../http';

/** What n8n's helper keeps of the answer inside the errors it throws. */
interface Link {
	code?: unknown;
	message?: unknown;
	description?: unknown;
	response?: { status?: unknown; headers?: unknown; data?: unknown };
	failure?: { cause?: unknown };
	cause?: unknown;
	errorResponse?: unknown;
}

/** The 401 answer inside an error of n8n's helper; undefined when it holds none, or the token is beyond repair. */
export function findUnauthorized(
	error: unknown,
): { headers: Record<string, unknown>; body: unknown } | undefined {
	const links = toChain(error);
	if (links.some(isDeadCredential)) return undefined;
	const response = links.find((link) => link.response?.status === 401)?.response;
	if (!response) return undefined;
	return { headers: { ...(response.headers as Record<string, unknown>) }, body: response.data };
}

/**
 * Names what became of a call that brought no answer.
 *
 * @param call what was tried, e.g. `GET https://helpdesk.example.com/rt`
 */
export function toTransportFailure(error: unknown, call: string): HttpFailure {
	const links = toChain(error);
	const dead = links.find(isDeadCredential);
	if (dead) {
		return new HttpFailure('credential-invalid', `${call} was not sent: ${toText(dead.message)}`, {
			hint: typeof dead.description === 'string' ? dead.description : reconnect,
		});
	}
	const certificate = links.find((link) => isCertificateCode(link.code));
	if (certificate) {
		return new HttpFailure('unreachable', `${call}: the certificate was not accepted`, {
			hint: `Use an address whose certificate this n8n trusts (${String(certificate.code)}).`,
		});
	}
	const code = links.map((link) => link.code).find((it) => typeof it === 'string');
	// An answer inside belongs to a call n8n makes before ours, e.g. for a new token.
	if (typeof code === 'string' || links.some((link) => link.response)) {
		const [what, hint] = toCause(code);
		return new HttpFailure('unreachable', `${call} got no answer: ${what}`, { hint });
	}
	const root = links.at(-1);
	return new HttpFailure('credential-invalid', `${call} was not sent: ${toText(root?.message)}`, {
		hint: 'Open the credential in n8n, check every field and press "Retry" on its test.',
	});
}

const reconnect = 'Open the credential in n8n and connect it again.';

/** Node's error codes: what happened, how to get unstuck. */
const causes: Record<string, [what: string, hint: string]> = {
	ECONNREFUSED: [
		'nothing listens at that address',
		'Check host and port of the address, and that the service runs.',
	],
	ECONNRESET: [
		'the connection was cut',
		'Try again; if it stays, look at the service and proxies.',
	],
	EPIPE: ['the connection was cut', 'Try again; if it stays, look at the service and proxies.'],
	ENOTFOUND: ['the host name is unknown', 'Check the spelling of the host in the address.'],
	EAI_AGAIN: ['the host name could not be looked up', 'Check the name server and network of n8n.'],
	ETIMEDOUT: ['it took too long', 'Try again later, or look why the service is slow.'],
	ECONNABORTED: ['it took too long', 'Try again later, or look why the service is slow.'],
	EHOSTUNREACH: ['the host cannot be reached', 'Check the network between n8n and the service.'],
	ENETUNREACH: ['the network cannot be reached', 'Check the network between n8n and the service.'],
	EPROTO: [
		'it does not speak HTTPS there',
		'Check whether the address should start with http:// or has another port.',
	],
};

function toCause(code: unknown): [what: string, hint: string] {
	const name = String(code);
	return causes[name] ?? (name.startsWith('HPE_') ? notHttp : unknownCause);
}

/** Codes of Node's HTTP parser start with `HPE_`. */
const notHttp: [string, string] = [
	'what answers there does not speak HTTP',
	'Check host and port of the address, and whether it should start with https://.',
];

const unknownCause: [string, string] = [
	'the connection failed',
	'Check the address and the network between n8n and the service.',
];

const isDeadCredential = (link: Link) => link.failure?.cause === 'credential-invalid';

const isCertificateCode = (code: unknown) =>
	typeof code === 'string' && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);

const toText = (message: unknown) => (typeof message === 'string' ? message : 'no reason given');

/** The error and what caused it, outermost first; n8n wraps the HTTP library's error once or twice. */
function toChain(error: unknown): Link[] {
	const links: Link[] = [];
	let link: unknown = error;
	while (typeof link === 'object' && link !== null && links.length < 8) {
		links.push(link);
		const { cause, errorResponse } = link as Link;
		link = cause ?? errorResponse;
	}
	return links;
}
