import { withoutLinks } from './without-links';

/**
 * Names what looks like personal data in a text. A light look for a warning: it misses names, addresses and customer numbers,
 * and takes some harmless numbers for phone numbers.
 */
export function findPersonalData(text: string): string[] {
	const words = withoutLinks(text);
	return kinds.filter(({ isIn }) => isIn(words)).map(({ what }) => what);
}

const kinds = [
	{ what: 'an e-mail address', isIn: (text: string) => email.test(text) },
	{ what: 'a card number', isIn: (text: string) => some(text, card, isCard) },
	{ what: 'a bank account number', isIn: (text: string) => some(text, iban, isIban) },
	{ what: 'a phone number', isIn: (text: string) => some(text, phone, isPhone) },
];

// Lengths are bounded and no two parts can match the same text, so nothing backtracks for long.
const email = /[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w-])/i;
const card = /(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)/g;
const iban = /(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]){11,30}(?![a-z0-9])/gi;
// Not in the middle of a longer number.
const phone = /(?<![\w.,:/#$€£-]|\d\d )(?:\+|00|\(?0)[\d ()./-]{6,22}\d(?!\w)/g;

function some(text: string, pattern: RegExp, isMeant: (digits: string) => boolean): boolean {
	return [...text.matchAll(pattern)].some(([found]) => isMeant(found));
}

const toDigits = (text: string) => text.replace(/\D/g, '');

/** 7 to 15 digits, as phone numbers have them; not a date such as 01.02.2026. */
function isPhone(found: string): boolean {
	const { length } = toDigits(found);
	return length >= 7 && length <= 15 && !/^\d\d[./-]\d\d[./-]\d{2,4}$/.test(found.trim());
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

/** The country says how long it is (words that follow may have been caught along), and its check digits have to be right. */
function isIban(found: string): boolean {
	const compact = found.replace(/ /g, '').toUpperCase();
	const length = ibanLengths[compact.slice(0, 2)];
	if (length === undefined || compact.length < length) return false;
	return toIbanRemainder(compact.slice(0, length)) === 1;
}

/** The countries of the single euro payments area, and a few more. */
const ibanLengths: Record<string, number> = Object.fromEntries(
	(
		'AD24 AE23 AT20 BE16 BG22 BR29 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IL23 IS26 IT27 LI21 ' +
		'LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SA24 SE24 SI19 SK24 SM27 TR26 UA29 VA22'
	)
		.split(' ')
		.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

function toIbanRemainder(account: string): number {
	const turned = account.slice(4) + account.slice(0, 4);
	const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
	return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}
