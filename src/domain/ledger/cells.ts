import { toCanonical } from './canonical';

/**
 * What a cell of a text column says, whichever way the table hands it back: what was empty may come as null, what was a
 * number or a time as such, depending on how the column was made. n8n's tables keep all else as it is (measured), but for
 * broken halves of a pair and, on Postgres, the character U+0000: those must not get in.
 */
export function toTextCell(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	return toCanonical(value);
}

/** The same for a number column; a text that is no number stays a text, so that it is not taken for none. */
export function toNumberCell(value: unknown): number | string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	const text = typeof value === 'number' ? String(value) : toTextCell(value);
	if (text === '') return null;
	const isNumber = /^-?\d{1,17}(\.\d{1,40})?(e[-+]?\d{1,3})?$/i.test(text);
	return isNumber && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** A row id, a count or a number in a sequence; NaN for anything else. */
export function toWholeNumber(value: unknown): number {
	const number = toNumberCell(value);
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : NaN;
}

/** Milliseconds since 1970; NaN for what is no time. */
export function toTimeMs(value: unknown): number {
	if (value instanceof Date) return value.getTime();
	const text = toTextCell(value);
	if (!/^\d{4}-\d\d-\d\d[T ]/.test(text)) return NaN;
	// SQLite's own form says no zone and means UTC.
	return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text.replace(' ', 'T')}Z`);
}
