import { invalidRequest, type Answer } from './problems.mts';

/** X's answer to a body that is no object or has fields it does not know; undefined when it is fine so far. */
export function wrongBody(body: unknown, known: string[], where = '$'): Answer | undefined {
	if (!isRecord(body)) return invalidRequest('Requests must have a JSON object as body.');
	const stray = Object.keys(body).find((key) => !known.includes(key));
	return stray === undefined
		? undefined
		: invalidRequest(
				`${where}.${stray}: is not defined in the schema and the schema does not allow additional properties`,
			);
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
