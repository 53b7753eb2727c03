import { InvalidItem } from '../field';
import { type Complain, toComplain } from './keyword-fault';
import type { QueryTerm } from './keyword-lexemes';
import { findOperator, toInstead } from './keyword-operators';
import { listTerms, parseKeywordQuery, type QueryNode } from './keyword-parse';
import { stopwords } from './keyword-term';

/** X's limit for a query in self-serve plans, in characters. */
const longest = 512;
/** What is longer by far is no query at all. */
const readable = 20_000;

/**
 * Refuses what X would refuse, in words that say how to mend it. Throws `InvalidItem`.
 *
 * @param field where the query was entered
 */
export function checkKeywordQuery(query: string, field = 'Query'): void {
	const trimmed = query.trim();
	const length = [...trimmed].length;
	if (length > readable) throw toTooLong(field, trimmed, length, []);
	const complain = toComplain(field, trimmed);
	const tree = parseKeywordQuery(trimmed, field);
	for (const term of listTerms(tree)) checkTerm(term, complain);
	if (length > longest) throw toTooLong(field, trimmed, length, toSpare(tree, length - longest));
	const lacking = findLacking(tree);
	if (lacking) throw toLacking(lacking, complain);
}

function checkTerm({ operator, value, isNegated, at, text }: QueryTerm, complain: Complain): void {
	const known = findOperator(operator);
	if (!known) {
		throw complain(
			at,
			`free of "${operator}:", which is no operator of X's search`,
			toInstead(operator),
		);
	}
	if (!known.takes(value)) {
		const subject = unnamed[operator]?.(text) ?? `"${operator}:"`;
		throw complain(at, `written so that ${subject} has ${known.expects}`);
	}
	if (operator === 'is' && value.toLowerCase() === 'nullcast' && !isNegated) {
		throw complain(at, 'written with a minus before is:nullcast', 'Write -is:nullcast.');
	}
}

/** How errors call what has no name. */
const unnamed: Record<string, ((text: string) => string) | undefined> = {
	word: (text) => `"${text}"`,
	phrase: (text) => text,
	'#': (text) => `"${text}"`,
	'@': (text) => `"${text}"`,
	$: (text) => `"${text}"`,
};

/** The part of the query that finds nothing by itself; undefined when every way through it does. */
function findLacking(node: QueryNode): QueryNode | undefined {
	if (node.kind === 'term') return findsSomething(node.term) ? undefined : node;
	if (node.kind === 'or') return node.children.map(findLacking).find((it) => it !== undefined);
	return node.children.some((child) => !findLacking(child)) ? undefined : node;
}

function findsSomething({ operator, value, isNegated }: QueryTerm): boolean {
	if (isNegated || !findOperator(operator)?.standsAlone) return false;
	return operator !== 'word' || !stopwords.has(value.toLowerCase());
}

function toLacking(node: QueryNode, complain: Complain): InvalidItem {
	const terms = listTerms(node);
	const beside = 'Put a word, a phrase, a hashtag or from: beside it, on the same side of each OR.';
	const [first] = terms;
	const needy = terms.find(
		({ operator, isNegated }) => !isNegated && !findOperator(operator)?.standsAlone,
	);
	if (needy) {
		return complain(needy.at, `written with something to look for beside ${needy.text}`, beside);
	}
	const expected = terms.every(({ isNegated }) => isNegated)
		? 'written with something to look for, and not only with what to leave out'
		: `written with something rarer to look for than ${first.text}`;
	return complain(first.at, expected, beside);
}

function toTooLong(field: string, query: string, length: number, spare: string[]): InvalidItem {
	const shown = spare.length > 12 ? [...spare.slice(0, 12), `${spare.length - 12} more`] : spare;
	const hint =
		spare.length > 0
			? `Put these into a second X Care Trigger: ${shown.join(', ')}.`
			: 'Put a part of it into a second X Care Trigger.';
	const expected = `at most ${longest} characters long, and it has ${length}`;
	return new InvalidItem(field, query, expected, hint);
}

/** Names from the end of the longest list that, taken out, make the query short enough. */
function toSpare(tree: QueryNode, excess: number): string[] {
	const names = toLists(tree)
		.map((list) => list.flatMap(listTerms))
		.reduce((a, b) => (b.length > a.length ? b : a), []);
	const spare: string[] = [];
	let saved = 0;
	for (const { text } of names.slice(1).reverse()) {
		if (saved >= excess) break;
		spare.unshift(text);
		saved += [...text].length + ' OR '.length;
	}
	return saved >= excess ? spare : [];
}

const toLists = (node: QueryNode): QueryNode[][] =>
	node.kind === 'term'
		? []
		: [...(node.kind === 'or' ? [node.children] : []), ...node.children.flatMap(toLists)];
