import type { Complain } from './keyword-fault';

export type Lexeme =
	| { kind: '(' | ')' | 'OR'; at: number }
	| { kind: 'term'; term: QueryTerm; at: number };

export interface QueryTerm {
	/** Lower case, without the colon; `word`, `phrase`, `#`, `@` and `$` for what has no name. */
	operator: string;
	value: string;
	isNegated: boolean;
	/** Where in the query, in UTF-16 units. */
	at: number;
	/** As it stands in the query. */
	text: string;
}

/** Splits a query in X's search language into its parts. Throws what `complain` makes. */
export function readLexemes(query: string, complain: Complain): Lexeme[] {
	const lexemes: Lexeme[] = [];
	let at = 0;

	const take = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = at;
		const found = pattern.exec(query)?.[0];
		at += found?.length ?? 0;
		return found;
	};

	function readTerm(): QueryTerm {
		const start = at;
		const isNegated = take(/-/y) !== undefined;
		if (isNegated && !/[^\s()-]/.test(query[at] ?? ' ')) {
			throw complain(start, minusText, query[at] === '(' ? groupHint : minusHint);
		}
		const term = query[at] === '"' ? { operator: 'phrase', value: readEnclosed('"') } : readWord();
		return { ...term, isNegated, at: start, text: query.slice(start, at) };
	}

	function readWord(): Pick<QueryTerm, 'operator' | 'value'> {
		const start = at;
		const word = take(/[^\s()":]+/y) ?? '';
		if (query[at] === ':') return readValue(word, start);
		checkSigns(word, start);
		if (/^(?:and|or)$/i.test(word)) throw complain(start, joinText, joinHints[word.toLowerCase()]);
		const sign = word[0];
		if (!'#@$'.includes(sign)) return { operator: 'word', value: word };
		return { operator: sign, value: word.slice(1) };
	}

	function readValue(name: string, start: number): Pick<QueryTerm, 'operator' | 'value'> {
		if (!/^[a-z_]+$/i.test(name)) throw complain(start, 'without a colon outside of quotes', quote);
		at += 1;
		const operator = name.toLowerCase();
		if (query[at] === '"') return { operator, value: readEnclosed('"') };
		if (query[at] === '[') return { operator, value: readEnclosed(']') };
		const from = at;
		const value = take(/[^\s()"]+/y);
		if (value === undefined) {
			throw complain(start, `given a value directly after "${name}:", without a blank`);
		}
		checkSigns(value, from);
		return { operator, value };
	}

	function readEnclosed(closing: string): string {
		const start = at;
		const end = query.indexOf(closing, start + 1);
		if (end < 0) {
			const pair = closing === '"' ? 'a second quotation mark' : 'a "]"';
			throw complain(start, `complete: ${pair} is missing`, `Close what begins here.`);
		}
		at = end + 1;
		const value = query.slice(start + 1, end);
		const bad = /[\\\p{Cc}]/u.exec(value);
		if (bad) throw complain(start + 1 + bad.index, 'without backslashes and control characters');
		return value;
	}

	function checkSigns(word: string, start: number): void {
		const bad = /[\p{Cc}'/<>[\]{}=;^~|\\`“”„«»‘’]/u.exec(word);
		if (!bad) return;
		const isCurly = /[“”„«»]/.test(bad[0]);
		const expected = isCurly
			? 'in straight quotation marks (")'
			: `without ${toSign(bad[0])} outside of quotes`;
		throw complain(start + bad.index, expected, isCurly ? curlyHint : quote);
	}

	while (take(/\s*/y) !== undefined && at < query.length) {
		const start = at;
		const sign = take(/[()]|OR(?=[\s()]|$)/y);
		if (sign === undefined) lexemes.push({ kind: 'term', term: readTerm(), at: start });
		else lexemes.push({ kind: sign as '(' | ')' | 'OR', at: start });
	}
	return lexemes;
}

const toSign = (sign: string) => (/\p{Cc}/u.test(sign) ? 'control characters' : sign);

const quote =
	'Put words with other signs in quotes, e.g. "don\'t panic" or url:"acme.example/shop".';
const curlyHint = 'Word processors bend quotation marks; type them anew.';
const minusText = 'written with each minus directly before one word, phrase or operator';
const minusHint = 'A minus leaves out what follows it without a blank, e.g. -giveaway.';
const groupHint = 'X takes no minus before a group: write one before each word in it, -a -b.';
const joinText = 'joined by blanks and OR';
const joinHints: Record<string, string> = {
	and: 'A blank means "and"; to look for the word itself, put it in quotes.',
	or: 'Write OR in capital letters with a blank on either side; to look for the word itself, put it in quotes.',
};
