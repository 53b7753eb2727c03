import type { CaseDraft } from '../domain/case';
import { withhold } from '../domain/withhold';
import { HttpFailure } from '../http';

/** What of a private draft belongs to the case alone. */
export const toWithheld = ({ text, title }: CaseDraft): string[] => [text, title];

/** The same failure, without what its sentences repeat of words that belong to the case alone, or of a secret. */
export function withoutWords(error: unknown, withheld: string[]): unknown {
	const clean = (text: string) => withheld.reduce(withhold, text);
	if (!(error instanceof HttpFailure)) return toClean(error, clean);
	const { kind, message, hint, status, retryAfterMs } = error;
	return new HttpFailure(kind, clean(message), {
		...{ status, retryAfterMs },
		hint: hint && clean(hint),
	});
}

/** A mistake of our own may quote what it stumbled over, as `JSON.parse` does. */
function toClean(error: unknown, clean: (text: string) => string): unknown {
	if (!(error instanceof Error)) return new Error(clean(String(error)));
	const { name, message, stack = '' } = error;
	return Object.assign(new Error(clean(message)), { name, stack: clean(stack) });
}
