import { InvalidItem } from '../field';
import { undoEntities } from './entities';
import { toTokens } from './tokens';
import type { Token } from './tokens';
import type { NameKind } from './triage';

/** A name as it can stand in a post. */
export interface ListedName {
	kind: NameKind;
	/** As the user wrote it. */
	name: string;
	/** Lower case, without "@"; undefined for names that are no handle. */
	handle?: string;
	/** One after the other in the post; none for what counts as a handle only. */
	words: string[];
	/** The words written together, as in a hashtag; empty where that would be too short to mean anything. */
	joined: string;
	/** How it must be spelled when its words are too short to mean it by themselves, as in AT&T. */
	spelling?: string;
}

/** Shorter words and names are not told from others. */
const shortestWord = 3;

/** Undefined for an empty name. */
export function toListedName(kind: NameKind, value: unknown, path: string): ListedName | undefined {
	if (typeof value !== 'string') throw new InvalidItem(path, value, 'text', hint);
	const name = value.trim();
	if (name === '') return undefined;
	const [, at, handle] = name.match(/^([@＠]?)(\w{1,50})$/) ?? [];
	if (at) return { kind, name, handle: handle.toLowerCase(), words: [], joined: '' };
	const tokens = toTokens(name).filter(({ kind: of }) => of !== 'marks' && of !== 'emoji');
	const words = tokens.map((token) => toWord(token, name) ?? '');
	if (words.length === 0 || words.includes('')) {
		throw new InvalidItem(path, value, 'a name, or a handle such as @acme', hint);
	}
	const [together, ...rest] = toTokens(`#${words.join('')}`);
	const joined = rest.length > 0 || together.key.length < shortestWord ? '' : together.key;
	const isShort = words.every((word) => word.length < shortestWord);
	return {
		kind,
		name,
		...(handle ? { handle: handle.toLowerCase() } : {}),
		words: isShort && words.length === 1 ? [] : words,
		joined,
		...(isShort ? { spelling: toSpelling(name) } : {}),
	};
}

/** What a word of a post is compared by; a number by its digits, undefined where the text is not at hand. */
export function toWord({ kind, key, start, end }: Token, text: string): string | undefined {
	if (kind === 'number') return text.slice(start, end).replace(/[.,:]+$/, '') || undefined;
	if (kind === 'word' || kind === 'hashtag') return toFolded(key) || undefined;
	return undefined;
}

/** What is compared where every mark counts. */
export function toSpelling(text: string): string {
	return toFolded(undoEntities(text).text.replace(/\s+/g, ''));
}

/** Lower case and without accents. */
export function toFolded(text: string): string {
	if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
	return text
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/[ßæœøłđðþı]/g, (letter) => plain[letter])
		.normalize('NFC');
}

const plain: Record<string, string> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ı: 'i',
};

const hint = 'Look at the lists of names of this node.';
