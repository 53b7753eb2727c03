import { HttpFailure } from '../../http';
import { isRecord } from '../envelope';
import { parseProblem } from '../problem';

/** A 400 about the query is a setting that cannot be right, and only X's words say why. Throws what is no `HttpFailure`. */
export function toQueryFailure(error: unknown, query: string): HttpFailure {
	if (!(error instanceof HttpFailure)) throw error;
	if (error.status !== 400 || !isAboutQuery(error.body)) return error;
	const words = parseProblem(error.body).text;
	return new HttpFailure(
		'misconfigured',
		`X does not take the query for brand keywords: ${words}`,
		{
			status: error.status,
			body: error.body,
			hint: `Correct the names or the query. It reads now: ${query}`,
		},
	);
}

/** X names the parameter at fault, in one of two places, or none. */
function isAboutQuery(body: unknown): boolean {
	if (!isRecord(body)) return false;
	const errors: unknown[] = Array.isArray(body.errors) ? body.errors : [];
	const named = [
		...(typeof body.parameter === 'string' ? [body.parameter] : []),
		...errors
			.filter(isRecord)
			.flatMap((it) => (isRecord(it.parameters) ? Object.keys(it.parameters) : [])),
	];
	return named.length === 0 || named.includes('query');
}
