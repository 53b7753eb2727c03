import { InvalidItem } from '../domain/field';

/** Readers for one setting each; all throw `InvalidItem` with the setting's name as the editor shows it. */

/** @param least and most: inclusive */
export function readNumber(label: string, value: unknown, least: number, most: number): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && number >= least && number <= most) return number;
	throw new InvalidItem(label, value, `a number from ${least} to ${most}`, inNode);
}

export function readWholeNumber(
	label: string,
	value: unknown,
	least: number,
	most: number,
): number {
	const number = readNumber(label, value, least, most);
	if (Number.isInteger(number)) return number;
	throw new InvalidItem(label, value, `a whole number from ${least} to ${most}`, inNode);
}

export function readOneOf<T extends string>(label: string, value: unknown, choices: T[]): T {
	const choice = choices.find((it) => it === value);
	if (choice !== undefined) return choice;
	throw new InvalidItem(label, value, `one of ${choices.join(', ')}`, inNode);
}

/** Trimmed; what was never set is empty. */
export function readText(label: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	throw new InvalidItem(label, value, 'text', inNode);
}

/** A list, or a text with commas or line ends between its entries; each entry once. */
export function readList(label: string, value: unknown, separator = /[,\n]/): string[] {
	if (value === undefined || value === null) return [];
	const entries: unknown = typeof value === 'string' ? value.split(separator) : value;
	if (!Array.isArray(entries)) {
		throw new InvalidItem(label, value, 'text with commas in between, or a list of texts', inNode);
	}
	const texts = entries.map((entry) => readText(label, entry));
	return [...new Set(texts.filter((text) => text !== ''))];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const inNode = 'Correct it in the node; where it is an expression, look at what that gives.';
