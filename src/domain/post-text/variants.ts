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
	return wordings[hash(key) % wordings.length];
}

/** FNV-1a over UTF-16 code units, its bits mixed once more (as MurmurHash3 ends), because a remainder looks at the low ones only. */
function hash(key: string): number {
	let mixed = 0x811c9dc5;
	for (let at = 0; at < key.length; at += 1) {
		mixed = Math.imul(mixed ^ key.charCodeAt(at), 0x01000193);
	}
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
