/** X's shape of a handle, without "@". */
export const handlePattern = /^\w{1,15}$/;
export const hashtagPattern = /^(?=.*\p{L})[\p{L}\p{M}\p{N}_]+$/u;
export const cashtagPattern = /^[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?$/;

/** Words that X does not let stand alone, since nearly every post has them. */
export const stopwords: ReadonlySet<string> = new Set(
	'a an and at but by com from http https if in is it its me my or rt the this to too via we www you'.split(
		' ',
	),
);

const emoji = /\p{Extended_Pictographic}|\p{RI}\p{RI}/u;
const signs: Record<string, RegExp> = {
	'@': handlePattern,
	'#': hashtagPattern,
	$: cashtagPattern,
};

/** Whether X finds anything in the text: letters, digits, pictures. Punctuation alone it does not look for. */
export const isSearchable = (text: string) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);

/**
 * A name as it stands in a query: `acme`, `"acme bank"`, or as typed when it is one hashtag, handle or cashtag. Nothing in it
 * can end its quotes. Undefined when there is nothing in it to look for.
 */
export function toTerm(name: string): string | undefined {
	const plain = toPlain(name);
	if (signs[plain[0]]?.test(plain.slice(1))) return plain;
	if (!isSearchable(plain)) return undefined;
	const isWord = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*$/u.test(plain);
	return isWord && !stopwords.has(plain.toLowerCase()) ? plain : `"${plain}"`;
}

/** `#acmebank` for "Acme Bank"; undefined where no hashtag can say the same, or a sign was typed already. */
export function toHashtag(name: string): string | undefined {
	const joined = toJoined(name);
	return joined !== undefined && hashtagPattern.test(joined) ? `#${joined}` : undefined;
}

/** `@acmebank` for "Acme Bank"; undefined where no handle can say the same, or a sign was typed already. */
export function toMention(name: string): string | undefined {
	const joined = toJoined(name);
	const isHandle = joined !== undefined && handlePattern.test(joined) && /[A-Za-z]/.test(joined);
	return isHandle ? `@${joined}` : undefined;
}

function toJoined(name: string): string | undefined {
	const plain = toPlain(name);
	const isSigned = plain[0] in signs && signs[plain[0]].test(plain.slice(1));
	return isSigned || emoji.test(plain) ? undefined : plain.replace(/[^\p{L}\p{M}\p{N}_]+/gu, '');
}

/** Without what could end the quotes, turn the reading direction or not be seen; joiners stay, scripts and emoji need them. */
function toPlain(name: string): string {
	return name
		.normalize('NFC')
		.replace(/^[＠]/u, '@')
		.replace(/^[＃]/u, '#')
		.replace(/[‘’]/g, "'")
		.replace(/["“”„‟«»＂\\`\p{Cc}]/gu, ' ')
		.replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}\p{Co}]/gu, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** X does not tell upper from lower case. */
export const fold = (term: string) => term.normalize('NFC').toLowerCase();
