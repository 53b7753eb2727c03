import { hashText, mix } from '../hash';
import { InvalidItem } from '../field';

/**
 * One of several wordings, chosen by a key such as the id of the post answered: the same key gets the same wording at every
 * attempt, and keys spread evenly. Blank wordings do not count; adding or removing one moves the choice of other keys.
 */
export function pickVariant(variants: string[], key: string): string {
	const wordings = variants.filter((variant) => variant.trim() !== '');
	if (wordings.length === 0) {
		throw new InvalidItem('variants', variants, 'a list with a text', 'Enter one wording or more.');
	}
	// Mixed, because a remainder looks at the low bits only.
	return wordings[mix(hashText(key)) % wordings.length];
}
