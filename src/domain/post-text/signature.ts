import { InvalidItem } from '../field';

/** The text with who wrote it at the end, as "… ^JD"; once, however often it is called. Blank initials leave it as it is. */
export function withSignature(text: string, initials: string): string {
	const mark = toMark(initials);
	if (mark === '' || isSigned(text, mark)) return text;
	return `${text.trimEnd()} ${mark}`.trimStart();
}

/** The text without this signature at its end. */
export function withoutSignature(text: string, initials: string): string {
	const mark = toMark(initials);
	return mark !== '' && isSigned(text, mark) ? text.trimEnd().slice(0, -mark.length) : text;
}

function toMark(initials: string): string {
	const letters = initials.trim().replace(/^\^/, '').normalize('NFC');
	if (letters !== '' && !/^[\p{L}\p{N}][\p{L}\p{M}\p{N}.'’-]{0,9}$/u.test(letters)) {
		throw new InvalidItem(
			'signature',
			initials,
			"an agent's initials or first name: up to 10 letters or digits, no blanks",
			'Enter initials such as JD; the "^" is added.',
		);
	}
	return letters && `^${letters}`;
}

function isSigned(text: string, mark: string): boolean {
	const end = text.trimEnd();
	if (end.slice(-mark.length).normalize('NFC').toLowerCase() !== mark.toLowerCase()) return false;
	return /^$|\s$/.test(end.slice(0, -mark.length));
}
