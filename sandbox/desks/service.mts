import type { Clock } from '../clock.mts';

/** One request to a desk; `path` begins behind the desk's own part of the address. */
export interface DeskRequest {
	method: string;
	/** e.g. `/crm/v3/objects/tickets`. */
	path: string;
	query: URLSearchParams;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	raw: Buffer;
	/** The parsed body; undefined when there is none or it is not JSON. */
	body: unknown;
	/** Address of the desk as the caller sees it, e.g. `http://127.0.0.1:8091/desks/hubspot`. */
	baseUrl: string;
}

export interface DeskAnswer {
	status: number;
	headers?: Record<string, string>;
	/** JSON; a string is sent as it is; undefined = no body. */
	body?: unknown;
}

/** A helpdesk or CRM that behaves, in what the package needs of it, like the real one, written from its documentation. */
export interface FakeDesk {
	answer(request: DeskRequest): DeskAnswer | Promise<DeskAnswer>;
	/** What it holds, for people and tests. */
	look(): { cases: HeldCase[]; contacts: HeldContact[] };
	/** What people do at it; see `DeskAct`. Throws when there is no such thing. */
	act(act: DeskAct): unknown;
	/** Ends whatever still runs. */
	end?(): void;
}

export interface HeldCase {
	id: string;
	/** Our key, where it is kept. */
	caseKey?: string;
	title: string;
	isClosed: boolean;
	status?: string;
	priority?: string;
	owner?: string;
	queue?: string;
	tags?: string[];
	/** The contact's own id. */
	contactId?: string;
	entries: HeldEntry[];
}

export interface HeldEntry {
	text: string;
	/** Whether the customer could read it. */
	isPublic: boolean;
	/** Whether it stands there as something the company said. */
	isOutgoing: boolean;
	files?: string[];
}

export interface HeldContact {
	id: string;
	xUserId?: string;
	name: string;
	handle?: string;
	followers?: string;
	profileUrl?: string;
}

/** As a person at the desk, or whoever runs it. */
export type DeskAct =
	| { do: 'closeCase' | 'reopenCase' | 'deleteCase'; caseId: string }
	/** Beyond the point of return, where the desk has one; else as `closeCase`. */
	| { do: 'closeForGood'; caseId: string }
	| { do: 'assign'; caseId: string; owner: string }
	| { do: 'comment'; caseId: string; text: string; isPublic: boolean }
	| { do: 'renameContact'; xUserId: string; name: string }
	| { do: 'deleteContact'; xUserId: string }
	/** Takes away what *Prepare Desk* makes. */
	| { do: 'forgetFields' }
	/** Whatever else a desk can be told: a lagging search, rights taken away, … */
	| { do: 'set'; name: string; value: unknown };

/** How a desk is made; thrown away and made anew by a reset. `clock` is the sandbox's. */
export type MakeDesk = (clock: Clock) => FakeDesk;

/** The key every desk of the sandbox takes; anything else is a stranger's. */
export const DESK_KEY = 'sandbox-desk-key';

type Handler = (request: DeskRequest, params: string[]) => DeskAnswer | undefined;

/** Method, path with `:name` for variable parts, what answers. Fixed paths stand before those with variable parts. */
export type DeskRoute = [method: string, path: string, handle: Handler];

/** The answer of the first route that fits and does not answer undefined; undefined when there is none. */
export function route(routes: DeskRoute[], request: DeskRequest): DeskAnswer | undefined {
	const parts = request.path.split('/');
	for (const [method, path, handle] of routes) {
		const pattern = path.split('/');
		if (method !== request.method || pattern.length !== parts.length) continue;
		const fits = pattern.every((part, at) => part.startsWith(':') || part === parts[at]);
		if (!fits) continue;
		const params = parts
			.filter((_, at) => pattern[at].startsWith(':'))
			.map((part) => decodeURIComponent(part));
		const answer = handle(request, params);
		if (answer) return answer;
	}
	return undefined;
}

export const json = (
	status: number,
	body?: unknown,
	headers?: Record<string, string>,
): DeskAnswer => ({ status, ...(body !== undefined && { body }), ...(headers && { headers }) });
