import type { CaseDraft } from '../../domain/case';
import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toFailure, toSaid } from '../answer';
import { mentions, pickAt, toFields, toScalar } from './answer-path';
import type { HttpDeskSettings } from './settings';

export interface Found {
	id: string;
	url?: string;
	/** What the service showed of the case. */
	entry: unknown;
}

export interface Step {
	name: 'find' | 'create' | 'comment' | 'comments';
	/** The parameter that holds its template. */
	field: string;
	doing: string;
}

export const steps: Record<Step['name'], Step> = {
	find: { name: 'find', field: 'Look-Up', doing: 'the look-up' },
	create: { name: 'create', field: 'Create', doing: 'creating the case' },
	comment: { name: 'comment', field: 'Comment', doing: 'adding the comment' },
	comments: { name: 'comments', field: 'Existing Comments', doing: 'reading the comments' },
};

/** Lets a good answer through; a status or text that says the call failed throws. */
export function check(response: HttpResponse, { name, doing }: Step, settings: HttpDeskSettings) {
	const { status, body } = response;
	if (name === 'find' && status === 404 && settings.find.isMissing404) return response;
	if (status < 200 || status > 299) throw toFailure(response, `HTTP API: ${doing}`);
	const fault = settings.errorPath ? pickAt(body, settings.errorPath) : undefined;
	if (!isFault(fault)) return response;
	const said = toSaid(fault) || JSON.stringify(fault).slice(0, 300);
	throw new HttpFailure('refused', `HTTP API: ${doing} was answered with ${status}, but: ${said}`, {
		status,
	});
}

/** `false`, `0`, `""`, `[]` and `{}` are how services say that nothing is wrong. */
function isFault(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return Boolean(value);
}

/** The case with the draft's key in what the look-up answered; several where two runs at once have made one each. */
export function toFound(
	response: HttpResponse,
	draft: CaseDraft,
	settings: HttpDeskSettings,
): Found[] {
	const { listPath, keyPath } = settings.find;
	const held = pickAt(response.body, listPath);
	if (held === undefined || (typeof held === 'string' && held !== '')) {
		throw malformed(steps.find, `nothing at '${listPath}' ('List Path')`);
	}
	const list = Array.isArray(held) ? held : held ? [held] : [];
	// A service that does not know the filter answers with everything; a case of someone else must never be taken.
	const entries = keyPath
		? list.filter((it) => toScalar(pickAt(it, keyPath)) === draft.caseKey)
		: findNamed(list, draft.caseKey);
	return entries.map((entry) => toRef(entry, settings.idPath, steps.find, settings));
}

/** Those that hold the key in a field of its own; else those in whose texts it stands, where a customer may have put it. */
function findNamed(list: unknown[], key: string): unknown[] {
	const own = list.filter((it) => toFields(it).some(({ text }) => text.trim() === key));
	return own.length > 0 ? own : list.filter((it) => mentions(it, key));
}

/** @param path where the id is in `entry` */
export function toRef(
	entry: unknown,
	path: string,
	step: Step,
	{ urlPath }: HttpDeskSettings,
): Found {
	const id = toScalar(pickAt(entry, path));
	if (id === undefined) throw malformed(step, `no id at '${path}' ('ID Path')`);
	return { id, url: urlPath ? toScalar(pickAt(entry, urlPath)) : undefined, entry };
}

const malformed = ({ doing }: Step, what: string) =>
	new HttpFailure('malformed', `HTTP API: the answer to ${doing} has ${what}`, {
		hint: "Compare the paths set in the node with the service's real answer; steps are separated by dots.",
	});
