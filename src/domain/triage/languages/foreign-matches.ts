import { matchPhrases } from '../phrases';
import type { Token } from '../tokens';
import type { ForeignList, KnownLanguage } from './lexicon';
import { toPlainLetters } from './plain-letters';

/** An entry of a list as it stands in the post, in tokens (`to` is exclusive). */
export interface ForeignMatch {
	list: ForeignList;
	from: number;
	to: number;
}

/** List entries in the post; a word in no list is tried again without what elision put before it. */
export function findForeignMatches(
	tokens: Token[],
	{ lexicon, elision }: KnownLanguage,
): ForeignMatch[] {
	const plain = tokens.map((token) => ({ ...token, key: toPlainLetters(token.key) }));
	const nextFree = new Map<string, number>();
	const matches: ForeignMatch[] = [];
	for (let at = 0; at < plain.length; at++) {
		if (!kindsRead.has(plain[at].kind)) continue;
		let found = matchPhrases(lexicon, plain, at);
		if (found.length === 0 && elision !== undefined) {
			const { key } = plain[at];
			plain[at].key = key.replace(elision, '');
			if (plain[at].key !== key) found = matchPhrases(lexicon, plain, at);
		}
		for (const { list, length } of found) {
			if (at < (nextFree.get(list) ?? 0)) continue;
			nextFree.set(list, at + length);
			matches.push({ list: list as ForeignList, from: at, to: at + length });
		}
	}
	return matches;
}

const kindsRead = new Set<Token['kind']>(['word', 'hashtag', 'number']);
