/** Reads a search query into a tree. What the operators mean is in search-operators.mts. */

export type QueryNode =
	| { kind: 'and' | 'or'; children: QueryNode[] }
	| { kind: 'term'; term: Term; negated: boolean };

export interface Term {
	/** Lower case without the colon; `keyword`, `phrase`, `#`, `@` and `$` for what has no name. */
	operator: string;
	value: string;
	/** Position in the query, counted from 1 as X does. */
	at: number;
}

/** What X says about a query it does not understand. */
export class QueryError extends Error {}

const complain = (message: string, at: number): QueryError =>
	new QueryError(`${message} (at position ${at})`);

/** Signs X was seen to refuse outside of quotes, and others of their kind. */
const REFUSED = /['/<>[\]{}=;^~|\\`]/;
const BLANK = /\s/;
const ENDS_WORD = /[\s()"]/;
const IS_OPERATOR = /^[a-z_]+$/i;
const SIGNS = '#@$';

export function parseQuery(text: string): QueryNode {
	let at = 0;
	const skipBlanks = () => {
		while (at < text.length && BLANK.test(text[at])) at++;
	};
	const isOr = () => /^OR(?=[\s()]|$)/.test(text.slice(at));

	/** AND binds first: `a OR b c` is a, or both b and c. */
	function readEither(): QueryNode {
		const children = [readBoth()];
		for (skipBlanks(); isOr(); skipBlanks()) {
			at += 2;
			children.push(readBoth());
		}
		return children.length === 1 ? children[0] : { kind: 'or', children };
	}

	function readBoth(): QueryNode {
		const children: QueryNode[] = [];
		for (skipBlanks(); at < text.length && text[at] !== ')' && !isOr(); skipBlanks()) {
			children.push(text[at] === '(' ? readGroup() : readTerm());
		}
		if (children.length === 0) {
			const found = at >= text.length ? '<EOF>' : text[at] === ')' ? ')' : 'OR';
			throw complain(`no viable alternative at input '${found}'`, at + 1);
		}
		return children.length === 1 ? children[0] : { kind: 'and', children };
	}

	function readGroup(): QueryNode {
		at++;
		const inner = readEither();
		skipBlanks();
		if (text[at] !== ')') throw complain(`mismatched input '<EOF>' expecting ')'`, at + 1);
		at++;
		return inner;
	}

	function readTerm(): QueryNode {
		const start = at;
		while (text[at] === '-') at++;
		const negated = at > start;
		if (negated && (at >= text.length || BLANK.test(text[at]) || '()'.includes(text[at]))) {
			throw complain(`no viable alternative at input '${text[at]?.trim() || '-'}'`, at + 1);
		}
		return { kind: 'term', negated, term: { ...readOperand(), at: start + 1 } };
	}

	function readOperand(): Omit<Term, 'at'> {
		if (text[at] === '"') return { operator: 'phrase', value: readQuoted() };
		const start = at;
		while (at < text.length && !ENDS_WORD.test(text[at]) && text[at] !== ':') {
			if (REFUSED.test(text[at])) throw refused();
			at++;
		}
		const word = text.slice(start, at);
		if (text[at] === ':') return readValue(word, start);
		if (/^(and|or)$/i.test(word)) throw ambiguous(word.toLowerCase(), start);
		if (!SIGNS.includes(word[0])) return { operator: 'keyword', value: word };
		if (word.length > 1) return { operator: word[0], value: word.slice(1) };
		throw complain(`no viable alternative at character '${word}'`, start + 1);
	}

	function readValue(name: string, start: number): Omit<Term, 'at'> {
		if (!IS_OPERATOR.test(name)) {
			throw complain(`no viable alternative at input '${name}:'`, start + 1);
		}
		at++;
		const operator = name.toLowerCase();
		if (text[at] === '"') return { operator, value: readQuoted() };
		if (text[at] === '[') return { operator, value: readBracketed() };
		const from = at;
		while (at < text.length && !ENDS_WORD.test(text[at])) {
			if (REFUSED.test(text[at])) throw refused();
			at++;
		}
		if (at === from) throw complain(`no viable alternative at input '${name}:'`, start + 1);
		return { operator, value: text.slice(from, at) };
	}

	function readQuoted(): string {
		const end = text.indexOf('"', at + 1);
		if (end < 0) throw complain(`mismatched character '<EOF>' expecting '"'`, text.length + 1);
		const value = text.slice(at + 1, end);
		at = end + 1;
		return value;
	}

	function readBracketed(): string {
		const end = text.indexOf(']', at);
		if (end < 0) throw complain(`mismatched character '<EOF>' expecting ']'`, text.length + 1);
		const value = text.slice(at + 1, end);
		at = end + 1;
		return value;
	}

	const refused = () => complain(`no viable alternative at character '${text[at]}'`, at + 1);

	const tree = readEither();
	if (at < text.length) throw complain(`missing EOF at '${text[at]}'`, at + 1);
	return tree;
}

const ambiguous = (word: string, start: number): QueryError =>
	complain(
		`Ambiguous use of ${word} as a keyword. Use ${word === 'and' ? 'a space' : 'OR'} to logically join two clauses, or "${word}" to find occurrences of ${word} in text`,
		start + 1,
	);
