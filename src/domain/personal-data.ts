import { isIban, toIbanEnd } from './iban';
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
	let words = withPlainDigits(withoutLinks(text));
	const found: PersonalDatum[] = [];
	// What was found is blanked at once: what stands behind it is no part of it, and may be seen for what it is the next time.
	for (let before = -1; before < found.length && found.length < mostFound; ) {
		before = found.length;
		for (const pattern of patterns) words = take(pattern, words, found);
	}
	return found.sort((one, other) => one.start - other.start);
}

/** Of one text; nobody writes so much. */
const mostFound = 1000;

function take({ kind, pattern, toEnd }: Pattern, words: string, found: PersonalDatum[]): string {
	let rest = words;
	pattern.lastIndex = 0;
	for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
		const [all, value = all] = match;
		const start = match.index + all.lastIndexOf(value);
		const end = start + toEnd(value);
		if (end === start) continue;
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
	withPlainDigits(text)
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

/** Digits of other scripts as those everybody uses, one for one. */
const withPlainDigits = (text: string) =>
	text.replace(/(?![0-9])[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) =>
		String((digit.charCodeAt(0) - zeroBelow(digit.charCodeAt(0))) % 10),
	);

const zeros = [0x0660, 0x06f0, 0x0966, 0xff10];
const zeroBelow = (code: number) => Math.max(...zeros.filter((zero) => zero <= code));

const whole = (is: (value: string) => boolean) => (value: string) => (is(value) ? value.length : 0);

/** Words in front of a number that say whose it is, in the languages the classifier knows the most posts of. */
const ownerWords =
	'order|booking|invoice|ticket|case|customer|account|reference|ref|tracking|parcel|shipment|policy|contract|member|membership|passport|' +
	'bestellung|bestellnummer|bestellnr|auftrag|auftragsnummer|rechnung|kunde|kundennummer|kundennr|sendung|sendungsnummer|vertrag|buchung|' +
	'commande|facture|dossier|client|colis|réservation|pedido|factura|cliente|reserva|envío|ordine|fattura|spedizione';

interface Pattern {
	kind: PersonalDataKind;
	pattern: RegExp;
	/** How much of the value is meant; 0 = it is something else. */
	toEnd: (value: string) => number;
}

/**
 * The stricter kinds first: what they took is not looked at again. A match's first group is the value, or all of it. Lengths are
 * bounded and no two parts can match the same text, so nothing backtracks for long.
 */
const patterns: Pattern[] = [
	{
		kind: 'e-mail address',
		pattern: /(?<![\w.+-])[\w.+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}(?![\w-])/giu,
		toEnd: (value) => value.length,
	},
	{
		kind: 'bank account number',
		pattern: /(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]){11,30}(?![a-z0-9])/gi,
		toEnd: (value) => (isIban(value) ? toIbanEnd(value) : 0),
	},
	{
		kind: 'card number',
		pattern: /(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)/g,
		toEnd: whole(isCard),
	},
	{
		kind: 'phone number',
		pattern: /(?<![\w.,:/#$€£-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])/g,
		toEnd: whole(isPhone),
	},
	{
		kind: 'phone number',
		// Not in the middle of a longer number.
		pattern: /(?<![\w.,:/#$€£-])(?:\+|(?<!\d\d )(?:00|\(?0))[\d ()./-]{6,22}\d(?!\w)/g,
		toEnd: whole(isPhone),
	},
	{
		kind: 'order number',
		pattern: new RegExp(
			`(?<![\\p{L}\\p{N}])(?:${ownerWords})(?: ?(?:number|no|nr|nummer|id|code|n°|nº))?[ .:#-]{0,4}((?=[a-z-]{0,8}\\d)[a-z0-9][a-z0-9/-]{3,29})(?![\\p{L}\\p{N}])`,
			'giu',
		),
		toEnd: whole(hasDigits),
	},
	{
		kind: 'order number',
		pattern: /(?<![\w@.,$€£])#?(\d(?:[-/]?\d){6,29})(?![\p{L}\p{N}%]|[.,]\d)/gu,
		toEnd: whole((value) => !isDate(value)),
	},
	{
		kind: 'order number',
		pattern: /(?<![\w@#])#?((?=[A-Z0-9-]{0,12}\d)[A-Z0-9][A-Z0-9-]{6,29})(?![\p{L}\p{N}])/gu,
		toEnd: whole((value) => hasDigits(value) && !isDate(value)),
	},
	{
		kind: 'order number',
		pattern: /(?<![\w&])#(\d{4,6})(?![\p{L}\p{N}])/gu,
		toEnd: (it) => it.length,
	},
];

const toDigits = (text: string) => text.replace(/\D/g, '');

/** A number with hardly any digits is a word. */
function hasDigits(value: string): boolean {
	return toDigits(value).length >= 4;
}

const isDate = (value: string) =>
	/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{4}[./-]\d{1,2}[./-]\d{1,2}$/.test(value.trim());

/** 7 to 15 digits, as phone numbers have them; not a date such as 01.02.2026. */
function isPhone(found: string): boolean {
	const { length } = toDigits(found);
	return length >= 7 && length <= 15 && !isDate(found);
}

/** The check digit of payment cards (Luhn). */
function isCard(found: string): boolean {
	const digits = [...toDigits(found)].reverse().map(Number);
	const sum = digits.reduce((total, digit, index) => {
		if (index % 2 === 0) return total + digit;
		return total + (digit > 4 ? digit * 2 - 9 : digit * 2);
	}, 0);
	return sum > 0 && sum % 10 === 0;
}
