import { type CallAnswer } from '../call';
import { isRecord, parseEnvelope, toPartialFailure } from '../envelope';
import { toMalformed } from '../failure';

/**
 * The one thing an answer is about. X documents it as `data`, as the only row of `data`, under its name in `data`, and
 * without `data`. Throws `HttpFailure` when there is none of these.
 *
 * @param has a field that is always there
 */
export function parseMade(answer: CallAnswer, name: string, has: string): Record<string, unknown> {
	const { body } = answer;
	if (isRecord(body) && Object.hasOwn(body, has)) return body;
	const { data, errors } = parseEnvelope(answer);
	if (data === undefined && errors.length > 0) throw toPartialFailure(answer.call, errors[0]);
	const only: unknown = Array.isArray(data) && data.length === 1 ? data[0] : data;
	const made = isRecord(only) && isRecord(only[name]) ? only[name] : only;
	if (isRecord(made) && Object.hasOwn(made, has)) return made;
	throw toMalformed(answer.call, body);
}
