import { isIban, toIbanEnd } from './iban';
import type { PersonalDataKind } from './personal-data';

const whole = (is: (value: string) => boolean) => (value: string) => (is(value) ? value.length : 0);

/** Words in front of a number that say whose it is, in the languages the classifier knows the most posts of. */
const ownerWords =
	'order|booking|invoice|ticket|case|customer|account|reference|ref|tracking|parcel|shipment|policy|contract|member|membership|passport|' +
	'bestellung|bestellnummer|bestellnr|auftrag|auftragsnummer|rechnung|kunde|kundennummer|kundennr|sendung|sendungsnummer|vertrag|buchung|' +
	'commande|facture|dossier|client|colis|réservation|pedido|factura|cliente|reserva|envío|ordine|fattura|spedizione';

const codes = 'EUR|USD|GBP|CHF|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK|PLN';
const currencyBefore = `(?:[$€£¥₹]|\\b(?:${codes})) ?`;
const currencyAfter = ` ?(?:[$€£¥₹](?! ?\\d)|(?:${codes}|[Ee]uros?|[Dd]ollars?)(?!\\p{L}))`;

/** Dates, years, hours and days from one to another. */
const times = [
	/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?: \d{1,2}(?:\.\d\d)?(?: ?- ?\d{1,2}\.\d\d)?)?$/,
	/^\d{4}[./-]\d{1,2}[./-]\d{1,2}(?:T\d{2})?$/,
	/^\d{4}-\d\d-\d\d[-/]\d{4}-\d\d-\d\d$/,
	/^(?:[QH][1-4]-\d{4}|\d{4}-(?:[QH][1-4]|W\d\d))$/,
	/^(?:19|20)\d\d[/-](?:19|20)\d\d$/,
	/^(?:[01]?\d|2[0-4])\.[0-5]\d ?- ?(?:[01]?\d|2[0-4])\.[0-5]\d$/,
	/^[0-3]?\d([./])[01]?\d\1?(?:\d{2,4})? ?- ?[0-3]?\d\1[01]?\d\1?(?:\d{2,4})?$/,
];

/** One way to write a kind of personal data. */
export interface Pattern {
	kind: PersonalDataKind;
	pattern: RegExp;
	/** How much of the value is meant; 0 = it is something else. */
	toEnd: (value: string) => number;
	/** Whether something else may have one behind its beginning: words before it can be caught along. */
	isWithin?: boolean;
}

const bracketed = (words: string) => ` ?[([{<] ?(?:${words}) ?[)\\]}>] ?`;
const local = '(?<![\\w.+-])[\\w.+-]{1,64}';
const label = '[\\p{L}\\p{N}-]{1,63}';

/** E-mail addresses as people write them so that no machine reads them. */
export const spelledOutAddresses: Pattern[] = [
	`${local}${bracketed('at|ät|@')}(?:${label}(?:\\.|${bracketed('dot|punkt|point|punto|\\.')})){1,5}\\p{L}{2,24}(?![\\w-])`,
	`${local} at (?:${label} dot ){1,5}\\p{L}{2,24}(?![\\w-])`,
].map((pattern) => ({
	kind: 'e-mail address',
	pattern: new RegExp(pattern, 'giu'),
	toEnd: (value) => value.length,
}));

/**
 * The stricter kinds first: what they took is not looked at again. A match's first group is the value, or all of it. Lengths are
 * bounded and no two parts can match the same text, so nothing backtracks for long.
 */
export const patterns: Pattern[] = [
	{
		kind: 'e-mail address',
		pattern: /(?<![\w.+-])[\w.+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}(?![\w-])/giu,
		toEnd: (value) => value.length,
	},
	{
		kind: 'bank account number',
		pattern: /(?<![a-z0-9])[a-z]{2} ?\d{2}(?:[ .-]?[a-z0-9]){11,30}(?![a-z0-9])/gi,
		isWithin: true,
		toEnd: (value) => (isIban(value) ? toIbanEnd(value) : 0),
	},
	{
		kind: 'card number',
		pattern: /(?<![\d+])\d(?:[ -]{0,2}\d){12,18}(?!\d)/g,
		isWithin: true,
		toEnd: whole(isCard),
	},
	{
		kind: 'card number',
		pattern: /(?<![\d.+])\d{4}\.\d{4,6}\.\d{4,5}(?:\.\d{1,7})?(?!\d)/g,
		toEnd: whole(isCard),
	},
	{
		kind: 'phone number',
		pattern: /(?<![\w.,:/#$€£-])(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])/g,
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
			`(?<![\\p{L}\\p{N}])(?:${ownerWords})(?: ?(?:number|no|nr|nummer|id|code|n°|nº)(?: (?:is|ist|lautet|est|es))?)?[ .:#-]{0,4}((?=[a-z-]{0,8}\\d)[a-z0-9][a-z0-9/-]{3,29})(?![\\p{L}\\p{N}])`,
			'giu',
		),
		toEnd: whole(hasDigits),
	},
	{
		kind: 'order number',
		pattern: new RegExp(
			`(?<![\\w@.,]|${currencyBefore})#?(\\d(?:[-/]?\\d){6,29})(?![\\p{L}\\p{N}%]|[.,]\\d|${currencyAfter})`,
			'gu',
		),
		toEnd: whole((value) => !isTime(value)),
	},
	{
		kind: 'order number',
		pattern: new RegExp(
			`(?<![\\w@#]|\\d[.,]|${currencyBefore})#?((?=[A-Z0-9-]{0,12}\\d)[A-Z0-9][A-Z0-9-]{6,29})(?![\\p{L}\\p{N}]|${currencyAfter})`,
			'gu',
		),
		toEnd: whole((value) => isCode(value) && !isTime(value)),
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

/** Without a letter in it, it may be a range such as 100-200. */
const isCode = (value: string) =>
	/[A-Z]/.test(value) ? hasDigits(value) : toDigits(value).length >= 7;

const isTime = (value: string) => times.some((time) => time.test(value.trim()));

/** 7 to 15 digits, as phone numbers have them; not a date such as 01.02.2026, nor hours such as 08.00-17.00. */
function isPhone(found: string): boolean {
	const { length } = toDigits(found);
	return length >= 7 && length <= 15 && !isTime(found);
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
