import type { Caller } from './auth.mts';
import type { Charge } from './ledger.mts';
import { invalidRequest, type Answer } from './problems.mts';
import { isId } from './ids.mts';
import type { Universe } from './state.mts';

/** One authenticated request, as the route handlers see it. */
export interface ApiCall {
	universe: Universe;
	caller: Caller;
	/** The variable parts of the path. */
	params: string[];
	query: URLSearchParams;
	/** Parsed JSON body; undefined when there is none or it is not JSON. */
	body: unknown;
	/** The body as it came: uploads are not JSON. */
	raw: { bytes: Buffer; contentType: string };
	/** Where the caller reached the sandbox, e.g. `http://127.0.0.1:8091`. */
	origin: string;
}

export interface Result extends Answer {
	charges?: Charge[];
}

export const ok = (body: unknown, charges: Charge[] = []): Result => ({
	status: 200,
	body,
	charges,
});

export const badParameter = (name: string, value: string, why = 'is not valid'): Answer =>
	invalidRequest(`The \`${name}\` query parameter value [${value}] ${why}`, { [name]: [value] });

/** Reads a comma list of 1 to 100 values; a string[] or X's 400. */
export function readList(
	query: URLSearchParams,
	name: string,
	isValid: (value: string) => boolean = isId,
): string[] | Answer {
	const raw = query.getAll(name).join(',');
	const values = [...new Set(raw.split(',').map((value) => value.trim()))].filter(Boolean);
	if (values.length === 0) {
		return invalidRequest(`The \`${name}\` query parameter can not be empty`, { [name]: [raw] });
	}
	if (values.length > 100) {
		return invalidRequest(
			`The number of values in the \`${name}\` query parameter list [${values.length}] is not between 1 and 100`,
			{ [name]: [raw] },
		);
	}
	const wrong = values.find((value) => !isValid(value));
	return wrong === undefined ? values : badParameter(name, wrong);
}
