import { InvalidItem } from '../field';
import { toFolded, toListedName, toSpelling, toWord } from './listed-name';
import type { ListedName } from './listed-name';
import { toTokens } from './tokens';
import type { Token } from './tokens';
import type { NameHit, NameKind } from './triage';

/** Names, or handles with "@"; a name of one or two letters counts as a handle only. */
export interface NameLists {
	vips?: string[];
	competitors?: string[];
	products?: string[];
}

export interface PreparedNames {
	/** By the first word. */
	byWord: Map<string, ListedName[]>;
	/** By the words written together. */
	byJoined: Map<string, ListedName[]>;
	/** By the handle in lower case. */
	byHandle: Map<string, ListedName[]>;
}

interface Found {
	listed: ListedName;
	/** In tokens. */
	length: number;
}

const kinds: Record<keyof NameLists, NameKind> = {
	vips: 'vip',
	competitors: 'competitor',
	products: 'product',
};

/** Reads the user's names, once for a whole run. */
export function prepareNames(lists: NameLists): PreparedNames {
	const prepared: PreparedNames = {
		byWord: new Map(),
		byJoined: new Map(),
		byHandle: new Map(),
	};
	for (const [list, kind] of Object.entries(kinds) as Array<[keyof NameLists, NameKind]>) {
		const names = lists[list] ?? [];
		if (!Array.isArray(names)) throw new InvalidItem(list, names, 'a list');
		names.forEach((name, i) => {
			const listed = toListedName(kind, name, `${list}[${i}]`);
			if (listed === undefined) return;
			add(prepared.byWord, listed.words[0], listed);
			add(prepared.byJoined, listed.joined, listed);
			add(prepared.byHandle, listed.handle, listed);
		});
	}
	return prepared;
}

/**
 * The user's names in a post, each once, and first (at 0, 0) those that its author bears: a VIP by the exact handle, a
 * competitor by its display name too.
 *
 * @param text what the offsets of the tokens are in; without it, names with numbers or very short words are not found
 */
export function findNames(
	prepared: PreparedNames,
	tokens: Token[],
	author: { handle?: string; name?: string } = {},
	text = '',
): NameHit[] {
	const hits = findBorne(prepared, author);
	const seen = new Set<ListedName>();
	const nextFree = new Map<NameKind, number>();
	tokens.forEach((token, at) => {
		for (const [kind, { listed, length }] of findAt(prepared, tokens, at, text)) {
			if (at < (nextFree.get(kind) ?? 0)) continue;
			nextFree.set(kind, at + length);
			if (seen.has(listed)) continue;
			seen.add(listed);
			hits.push({ kind, name: listed.name, start: token.start, end: tokens[at + length - 1].end });
		}
	});
	return hits;
}

/** What the author is: one name of each kind at most, products aside. */
function findBorne(
	{ byHandle, byJoined }: PreparedNames,
	{ handle, name }: { handle?: unknown; name?: unknown },
): NameHit[] {
	const own =
		typeof handle === 'string'
			? handle
					.trim()
					.replace(/^[@＠]/, '')
					.toLowerCase()
			: '';
	const shown = typeof name === 'string' ? name : '';
	const words = toTokens(shown).flatMap((token) => toWord(token, shown) ?? []);
	const isCompetitor = ({ kind }: ListedName) => kind === 'competitor';
	const borne = [
		...(byHandle.get(own) ?? []),
		...[toJoined(own), words.join('')]
			.flatMap((key) => byJoined.get(key) ?? [])
			.filter(isCompetitor),
	];
	return (['vip', 'competitor'] as const).flatMap((kind) => {
		const found = borne.find((listed) => listed.kind === kind);
		return found ? [{ kind, name: found.name, start: 0, end: 0 }] : [];
	});
}

/** Of each kind the longest name that starts at this token. */
function findAt(
	{ byWord, byJoined, byHandle }: PreparedNames,
	tokens: Token[],
	at: number,
	text: string,
): Map<NameKind, Found> {
	const { kind, key } = tokens[at];
	const found = new Map<NameKind, Found>();
	const keep = (listed: ListedName, length: number) => {
		if (length > (found.get(listed.kind)?.length ?? 0)) found.set(listed.kind, { listed, length });
	};
	if (kind === 'mention') {
		const handle = key.slice(1);
		for (const listed of byHandle.get(handle) ?? []) keep(listed, 1);
		for (const listed of byJoined.get(toJoined(handle)) ?? []) {
			if (listed.kind !== 'vip') keep(listed, 1);
		}
		return found;
	}
	for (const word of toBases(tokens[at], text)) {
		for (const listed of byWord.get(word) ?? []) {
			if (standsAt(listed, tokens, at, text)) keep(listed, listed.words.length);
		}
		for (const listed of byJoined.get(word) ?? []) {
			if (kind === 'hashtag' || listed.spelling === undefined) keep(listed, 1);
		}
	}
	return found;
}

function standsAt({ words, spelling }: ListedName, tokens: Token[], at: number, text: string) {
	const last = at + words.length - 1;
	if (last >= tokens.length) return false;
	const fits = words.every((word, i) => {
		const token = tokens[at + i];
		return at + i === last ? toBases(token, text).includes(word) : toWord(token, text) === word;
	});
	if (!fits || spelling === undefined) return fits;
	return toSpelling(text.slice(tokens[at].start, tokens[last].end)).startsWith(spelling);
}

/** The word as it is and, of "acme's", without the ending. */
function toBases(token: Token, text: string): string[] {
	const word = toWord(token, text);
	if (word === undefined) return [];
	// Keys have no apostrophes, so a word longer than its key had one; "boss" is not Bos.
	const isPossessive = token.kind === 'word' && token.end - token.start > token.key.length;
	return isPossessive && word.endsWith('s') ? [word, word.slice(0, -1)] : [word];
}

const toJoined = (handle: string) => toFolded(handle.replaceAll('_', ''));

function add(index: Map<string, ListedName[]>, key: string | undefined, listed: ListedName): void {
	if (!key) return;
	const known = index.get(key);
	if (known) known.push(listed);
	else index.set(key, [listed]);
}
