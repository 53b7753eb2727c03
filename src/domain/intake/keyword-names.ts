import { InvalidItem } from '../field';

/**
 * Names from one input: separated by commas or line breaks, in quotes where a comma belongs to the name; a list is taken
 * as it is. Throws `InvalidItem`.
 *
 * @param field where they were entered
 */
export function splitNames(value: unknown, field: string): string[] {
	const list: unknown[] = Array.isArray(value) ? value : [];
	const isList = Array.isArray(value) && list.every((it) => typeof it === 'string');
	if (isList) return list.filter((it) => typeof it === 'string').filter(isFilled);
	if (typeof value !== 'string') {
		throw new InvalidItem(
			field,
			value,
			'names, separated by commas',
			'Enter e.g. acme bank, acme pay.',
		);
	}
	// Quotes count at the beginning of a name only, and where something closes them.
	const pieces = value.match(/[^\S\r\n]*"[^"\r\n]*"[^\S\r\n]*(?=[,\r\n]|$)|[^,\r\n]+/g) ?? [];
	return pieces.map((piece) => piece.trim().replace(/^"([^"]*)"$/, '$1')).filter(isFilled);
}

const isFilled = (name: string) => name.trim() !== '';
