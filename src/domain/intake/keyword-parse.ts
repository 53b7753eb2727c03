import type { InvalidItem } from '../field';
import { type Complain, toComplain } from './keyword-fault';
import { type Lexeme, type QueryTerm, readLexemes } from './keyword-lexemes';

/** What a query says. A blank is "and", and binds before OR. */
export type QueryNode =
	| { kind: 'and' | 'or'; children: QueryNode[] }
	| { kind: 'term'; term: QueryTerm };

/** Nobody needs as many, and every level takes room while reading. */
const deepest = 50;

/**
 * Reads a query in X's search language; what its operators mean is not looked at. Throws `InvalidItem`.
 *
 * @param field where the query was entered, for errors
 */
export function parseKeywordQuery(query: string, field = 'Query'): QueryNode {
	const complain = toComplain(field, query);
	const lexemes = readLexemes(query, complain);
	let next = 0;

	function readEither(depth: number): QueryNode {
		const children = [readBoth(depth)];
		while (lexemes[next]?.kind === 'OR') {
			next += 1;
			children.push(readBoth(depth));
		}
		return children.length === 1 ? children[0] : { kind: 'or', children };
	}

	function readBoth(depth: number): QueryNode {
		const children: QueryNode[] = [];
		for (let it = lexemes[next]; it?.kind === '(' || it?.kind === 'term'; it = lexemes[next]) {
			next += 1;
			children.push(
				it.kind === 'term' ? { kind: 'term', term: it.term } : readGroup(it, depth + 1),
			);
		}
		if (children.length === 0) throw toNothing(complain, lexemes[next - 1], lexemes[next]);
		return children.length === 1 ? children[0] : { kind: 'and', children };
	}

	function readGroup(opening: Lexeme, depth: number): QueryNode {
		if (depth > deepest) throw complain(opening.at, `nested ${deepest} groups deep at most`);
		const inner = readEither(depth);
		if (lexemes[next]?.kind !== ')') throw complain(opening.at, unclosed, balance);
		next += 1;
		return inner;
	}

	const tree = readEither(0);
	if (next < lexemes.length) throw complain(lexemes[next].at, unopened, balance);
	return tree;
}

/** All terms of a query, in the order in which they stand there. */
export const listTerms = (node: QueryNode): QueryTerm[] =>
	node.kind === 'term' ? [node.term] : node.children.flatMap(listTerms);

/** Why there is nothing between these two. */
function toNothing(complain: Complain, before?: Lexeme, after?: Lexeme): InvalidItem {
	const at = (after ?? before)?.at ?? 0;
	if (before?.kind === 'OR' || after?.kind === 'OR') return complain(at, lonelyOr, orHint);
	if (before?.kind === '(') {
		return after ? complain(at, 'without an empty group "()"') : complain(at, unclosed, balance);
	}
	if (after) return complain(at, unopened, balance);
	return complain(0, 'something to look for', 'Enter e.g. ("acme bank" OR #acme) -from:acme.');
}

const unclosed = 'without an open "(": a ")" is missing';
const unopened = 'without a ")" that no "(" opened';
const lonelyOr = 'written with something on both sides of each OR';
const balance =
	'Groups need one "(" and one ")". To look for the sign itself, put the words around it in quotes.';
const orHint = 'Take the OR out, or put it in quotes to look for the word itself.';
