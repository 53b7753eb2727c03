/** Reads control requests field by field; a refusal names the field, what was sent, and how to put it right. */
export class ControlInputError extends Error {
	constructor(
		readonly field: string,
		readonly value: unknown,
		readonly fix: string,
	) {
		super(`${field}: got ${show(value)}. ${fix}`);
	}
}

export type Fields = Record<string, unknown>;

/** Checks that `body` is an object with no field but `known` ones, so that a typo is not silently ignored. */
export function readFields(body: unknown, known: string[], where = 'body'): Fields {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw new ControlInputError(where, body, 'Send a JSON object.');
	}
	const stray = Object.keys(body).find((name) => !known.includes(name));
	if (stray !== undefined) {
		throw new ControlInputError(
			stray,
			(body as Fields)[stray],
			`Known fields: ${known.join(', ')}.`,
		);
	}
	return body as Fields;
}

export function readText(fields: Fields, name: string, maxLength: number): string {
	const value = fields[name];
	if (typeof value === 'string' && value.length > 0 && value.length <= maxLength) return value;
	throw new ControlInputError(name, value, `Send a text of 1 to ${maxLength} characters.`);
}

export const readOptionalText = (fields: Fields, name: string, maxLength: number) =>
	fields[name] === undefined ? undefined : readText(fields, name, maxLength);

export function readMatching(fields: Fields, name: string, pattern: RegExp, fix: string): string {
	const value = fields[name];
	if (typeof value === 'string' && pattern.test(value)) return value;
	throw new ControlInputError(name, value, fix);
}

export function readBoolean(fields: Fields, name: string): boolean | undefined {
	const value = fields[name];
	if (value === undefined || typeof value === 'boolean') return value;
	throw new ControlInputError(name, value, 'Send true or false.');
}

export function readWhole(
	fields: Fields,
	name: string,
	from: number,
	to: number,
): number | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to)
		return value;
	throw new ControlInputError(name, value, `Send a whole number from ${from} to ${to}.`);
}

/** Milliseconds since 1970. */
export function readTime(fields: Fields, name: string, earliestMs: number): number | undefined {
	const value = fields[name];
	if (value === undefined) return undefined;
	const ms = typeof value === 'string' ? Date.parse(value) : NaN;
	if (ms >= earliestMs && ms < Date.UTC(2100, 0, 1)) return ms;
	throw new ControlInputError(
		name,
		value,
		`Send an ISO 8601 time such as 2026-11-21T09:00:00Z, not before ${new Date(earliestMs).toISOString()}.`,
	);
}

export function readOneOf<T extends string | number>(
	fields: Fields,
	name: string,
	allowed: readonly T[],
): T | undefined {
	const value = fields[name];
	if (value === undefined || allowed.includes(value as T)) return value as T | undefined;
	throw new ControlInputError(name, value, `Send one of ${allowed.join(', ')}.`);
}

/** The newest so many; absent means all. */
export function readLimit(query: URLSearchParams): number | undefined {
	const limit = query.get('limit');
	if (limit === null) return undefined;
	if (/^[1-9]\d{0,5}$/.test(limit)) return Number(limit);
	throw new ControlInputError('limit', limit, 'Send a whole number from 1 to 999999.');
}

const show = (value: unknown): string => {
	const text = value === undefined ? 'nothing' : JSON.stringify(value);
	return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};
