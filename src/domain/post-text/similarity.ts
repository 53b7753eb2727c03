import { findLinks } from './links';

/** From here on two texts say the same in the same words, as far as X's rules on duplicates go. */
export const similarityThreshold = 0.9;

/**
 * How alike two texts are to a reader, from 0 to 1 (equal): by the groups of three letters they share. Salutations, names with an
 * "@", links, case, punctuation and signatures do not count.
 */
export function similarity(a: string, b: string): number {
	const first = toKernel(a);
	const second = toKernel(b);
	if (first === second) return 1;
	const left = toGroups(first);
	const right = toGroups(second);
	let shared = 0;
	for (const [group, count] of left) shared += Math.min(count, right.get(group) ?? 0);
	return (2 * shared) / (first.length + second.length);
}

/**
 * What is left of a text when two posts are compared: its words in lower case and its emoji, one blank in between; no handles,
 * links, punctuation, part number or signature. A text that is nothing but those stays as it is.
 */
export function toComparable(text: string): string {
	return toWords(toOwnWords(text)) || toRaw(text);
}

function toKernel(text: string): string {
	return toWords(withoutSalutation(toOwnWords(text))) || toRaw(text);
}

const toRaw = (text: string) => text.trim().toLowerCase();

function toWords(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\p{Cf}\ufe0f]/gu, '')
		.replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]+/gu, ' ')
		.replace(blankInUnspaced, '')
		.trim();
}

/** What is left of punctuation in scripts that have no blanks of their own. */
const blankInUnspaced =
	/(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]) (?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu;

/** Without what X adds (entities, short links) and what differs by design. */
function toOwnWords(text: string): string {
	return withoutLinks(text)
		.replace(/&(?:amp|lt|gt);/g, ' ')
		.replace(/(?<![\p{L}\p{N}_])[@＠]\w{1,20}/gu, ' ')
		.trim()
		.replace(/(?<=^|\s)\^[\p{L}\p{M}\p{N}.'’-]{1,12}$/u, '')
		.trim()
		.replace(/\(\d{1,2}\/\d{1,2}\)$/, '')
		.trim();
}

function withoutLinks(text: string): string {
	let rest = '';
	let from = 0;
	for (const { start, end } of findLinks(text)) {
		rest += `${text.slice(from, start)} `;
		from = end;
	}
	return rest + text.slice(from);
}

/** "Hi Anna, …": up to three words, the last with a capital, when more than a word follows. */
function withoutSalutation(text: string): string {
	return text.replace(
		/^(?:\p{L}[\p{L}\p{M}'’.-]{0,30}\s+){0,2}\p{Lu}[\p{L}\p{M}'’.-]{0,30}\s*[,!:،，]\s+(?=\S+\s+\S)/u,
		'',
	);
}

function toGroups(comparable: string): Map<string, number> {
	const text = ` ${comparable} `;
	const groups = new Map<string, number>();
	for (let at = 0; at + 3 <= text.length; at += 1) {
		const group = text.slice(at, at + 3);
		groups.set(group, (groups.get(group) ?? 0) + 1);
	}
	return groups;
}
