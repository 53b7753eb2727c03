import { type Pattern, patterns, spelledOutAddresses } from './personal-data-patterns';
import { findLinks } from './post-text/links';

/** A stretch of a text that looks like personal data, in UTF-16 code units. */
export interface PersonalDatum {
	start: number;
	end: number;
	kind: PersonalDataKind;
}

export type PersonalDataKind =
	| 'e-mail address'
	| 'bank account number'
	| 'card number'
	| 'phone number'
	/** Of an order, a customer, a parcel, a booking: what a stranger could use to ask in somebody else's name. */
	| 'order number';

/**
 * What looks like personal data in a text, in order, nothing twice. Web addresses are left alone. Rather too much than too
 * little: harmless long numbers count as order numbers. Names and postal addresses are not found.
 */
export function findPersonalData(text: string): PersonalDatum[] {
	const found: PersonalDatum[] = [];
	let words = withPlainCharacters(text);
	// While links still stand: what is behind an "(at)" may look like one.
	for (const pattern of spelledOutAddresses) words = take(pattern, words, found);
	words = withoutLinks(words);
	// What was found is blanked at once: what stands behind it is no part of it, and may be seen for what it is the next time.
	for (let before = -1; before < found.length && found.length < mostFound; ) {
		before = found.length;
		for (const pattern of patterns) words = take(pattern, words, found);
	}
	return found.sort((one, other) => one.start - other.start);
}

/** Of one text; nobody writes so much. */
const mostFound = 1000;

function take(
	{ kind, pattern, toEnd, isWithin }: Pattern,
	words: string,
	found: PersonalDatum[],
): string {
	let rest = words;
	pattern.lastIndex = 0;
	for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
		const [all, value = all] = match;
		const start = match.index + all.lastIndexOf(value);
		const end = start + toEnd(value);
		if (end === start) {
			if (isWithin) pattern.lastIndex = match.index + 1;
			continue;
		}
		found.push({ start, end, kind });
		rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
		pattern.lastIndex = end;
	}
	return rest;
}

/** The text with `[phone number]` and the like in place of what looks like personal data; masked again it stays the same. */
export const maskPersonalData = (text: string): string => mask(text, findPersonalData(text));

/** Masks what a text of ours repeats of the personal data in somebody else's; our own phone number stays. */
export function maskRepeatedData(ours: string, theirs: string): string {
	const known = new Set(
		findPersonalData(theirs).map(({ start, end }) => toCompact(theirs.slice(start, end))),
	);
	if (known.size === 0) return ours;
	const repeated = findPersonalData(ours).filter(({ start, end }) =>
		known.has(toCompact(ours.slice(start, end))),
	);
	return mask(ours, repeated);
}

function mask(text: string, found: PersonalDatum[]): string {
	let masked = '';
	let from = 0;
	for (const { start, end, kind } of found) {
		masked += `${text.slice(from, start)}[${kind}]`;
		from = end;
	}
	return masked + text.slice(from);
}

const toCompact = (text: string) =>
	withPlainCharacters(text)
		.replace(/[^\p{L}\p{N}@]/gu, '')
		.toLowerCase();

/** Blanks of the same length in place of web addresses: an "@" in one names nobody, and its digits are no phone number. */
function withoutLinks(text: string): string {
	let rest = '';
	let from = 0;
	for (const { start, end } of findLinks(text)) {
		if (start < from) continue;
		rest += text.slice(from, start) + ' '.repeat(end - start);
		from = end;
	}
	return rest + text.slice(from);
}

/** Digits of other scripts, and the signs phones and word processors put between them, as those everybody types, one for one. */
const withPlainCharacters = (text: string) =>
	text
		.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) =>
			String((digit.charCodeAt(0) - zeroBelow(digit.charCodeAt(0))) % 10),
		)
		.replace(/[\u2010-\u2015\u2212\ufe63\uff0d]/g, '-')
		.replace(/[\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u2060-\u2069\u3000\ufeff]/g, ' ')
		.replace(/[\uff08\uff09\uff0b\uff0e\uff20]/g, (wide) =>
			String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
		);

const zeros = [0x0660, 0x06f0, 0x0966, 0xff10];
const zeroBelow = (code: number) => Math.max(...zeros.filter((zero) => zero <= code));
