import { withhold } from '../domain/withhold';
import { HttpFailure } from '../http';

/** The same failure, without what its sentences repeat of words that belong to the case alone, or of a secret. */
export function withoutWords(error: unknown, withheld: string[]): unknown {
	if (!(error instanceof HttpFailure)) return error;
	const clean = (text: string) => withheld.reduce(withhold, text);
	const { kind, message, hint, status, retryAfterMs } = error;
	return new HttpFailure(kind, clean(message), {
		...{ status, retryAfterMs },
		hint: hint && clean(hint),
	});
}
