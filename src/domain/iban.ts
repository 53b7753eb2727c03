/** The country says how long it is (words that follow may have been caught along), and its check digits have to be right. */
export function isIban(found: string): boolean {
	const compact = found.replace(/[ .-]/g, '').toUpperCase();
	const length = lengths[compact.slice(0, 2)];
	if (length === undefined || compact.length < length) return false;
	return toRemainder(compact.slice(0, length)) === 1;
}

/** How many characters of the text, what stands between them included, are the number. */
export function toIbanEnd(found: string): number {
	const length = lengths[found.slice(0, 2).toUpperCase()] ?? 0;
	let seen = 0;
	for (let at = 0; at < found.length; at++) {
		if (!/[ .-]/.test(found[at])) seen++;
		if (seen === length) return at + 1;
	}
	return found.length;
}

/** The countries of the single euro payments area, and a few more. */
const lengths: Record<string, number> = Object.fromEntries(
	(
		'AD24 AE23 AT20 BE16 BG22 BR29 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IL23 IS26 IT27 LI21 ' +
		'LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SA24 SE24 SI19 SK24 SM27 TR26 UA29 VA22'
	)
		.split(' ')
		.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

function toRemainder(account: string): number {
	const turned = account.slice(4) + account.slice(0, 4);
	const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
	return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}
