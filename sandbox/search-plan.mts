import { parseQuery, QueryError, type QueryNode, type Term } from './search-query.mts';
import { operatorOf, type Matches } from './search-operators.mts';
import type { World } from './world.mts';

/** Turns a search query into a test for posts, or says, as X does, what is wrong with it. */
export function planSearch(query: string, world: World): Matches | QueryError {
	try {
		const tree = parseQuery(query);
		const leaves = listLeaves(tree);
		const tests = new Map(leaves.map((leaf) => [leaf, toTest(leaf, world)]));
		const mistakes = [...tests.values()].filter((test) => typeof test === 'string');
		const all = [...findMissingClause(tree), ...mistakes];
		if (all.length > 0) return new QueryError(all.join(', '));
		const matches = combine(tree, tests as Map<QueryNode, Matches>);
		const readsText = leaves.some(({ term, negated }) => !negated && operatorOf(term)?.readsText);
		// Since May 2026 reposts are not found by what they say.
		return readsText ? (post) => post.repostOf === undefined && matches(post) : matches;
	} catch (error) {
		if (error instanceof QueryError) return error;
		throw error;
	}
}

type Leaf = Extract<QueryNode, { kind: 'term' }>;

/** Words X does not let stand alone, because nearly every post has them. */
const STOPWORDS = new Set(
	'a an and at but by com from http https if in is it its me my or rt the this to too via we www you'.split(
		' ',
	),
);

const listLeaves = (node: QueryNode): Leaf[] =>
	node.kind === 'term' ? [node] : node.children.flatMap(listLeaves);

/** Every way through the query needs one clause that finds something by itself. */
function standsAlone(node: QueryNode): boolean {
	if (node.kind !== 'term') {
		return node.kind === 'and' ? node.children.some(standsAlone) : node.children.every(standsAlone);
	}
	if (node.negated || isStopword(node.term)) return false;
	return operatorOf(node.term)?.standsAlone ?? true; // an unknown one is complained about anyway
}

const isStopword = ({ operator, value }: Term): boolean =>
	operator === 'keyword' && STOPWORDS.has(value.toLowerCase());

function findMissingClause(tree: QueryNode): string[] {
	if (standsAlone(tree)) return [];
	const branch = tree.kind === 'or' ? tree.children.find((child) => !standsAlone(child))! : tree;
	const terms = listLeaves(branch);
	const dependent = terms.find(
		({ term, negated }) => !negated && operatorOf(term)?.standsAlone === false,
	);
	if (dependent) {
		return [
			`is/has/lang cannot be used as a standalone operator (at position ${dependent.term.at})`,
		];
	}
	const where = `(at position ${terms[0].term.at})`;
	return [
		...(terms.every(({ negated }) => negated)
			? [`Rules must contain a non-negation term ${where}`]
			: []),
		`Rules must contain at least one positive, non-stopword clause ${where}`,
	];
}

const UNNAMED = new Set(['keyword', 'phrase', '#', '@', '$']);

/** A test for posts, or what is wrong with the operator. */
function toTest({ term, negated }: Leaf, world: World): Matches | string {
	const { operator, value, at } = term;
	const known = operatorOf(term);
	if (!known) return invalidOperator(operator, at);
	const matches = known.compile(value, world);
	if (!matches) {
		if (UNNAMED.has(operator)) {
			return `no viable alternative at input '${value}' (at position ${at})`;
		}
		if (operator === 'is' || operator === 'has') return invalidOperator(`${operator}:${value}`, at);
		return `Invalid value '${value}' for operator '${operator}' (at position ${at})`;
	}
	if (operator === 'is' && value.toLowerCase() === 'nullcast' && !negated) {
		return `The is:nullcast operator must be negated (at position ${at})`;
	}
	return negated ? (post) => !matches(post) : matches;
}

const invalidOperator = (name: string, at: number): string =>
	`Reference to invalid operator '${name}'. Operator is not available in current product or product packaging. Please refer to complete available operator list at https://developer.twitter.com/en/docs/twitter-api/tweets/search/integrate/build-a-query. (at position ${at})`;

function combine(node: QueryNode, tests: Map<QueryNode, Matches>): Matches {
	if (node.kind === 'term') return tests.get(node)!;
	const parts = node.children.map((child) => combine(child, tests));
	return node.kind === 'and'
		? (post) => parts.every((matches) => matches(post))
		: (post) => parts.some((matches) => matches(post));
}
