import type { Token } from '../tokens';
import type { ForeignMatch } from './foreign-matches';
import type { ForeignList, KnownLanguage } from './lexicon';

/** How many words after its negation each may come; what is not here is not turned by one. */
const reachAfterNegation: Partial<Record<ForeignList, number>> = {
	negative: 3,
	positive: 3,
	deed: 3,
	failure: 2,
	waiting: 1,
};

/** Lists whose entries may contain a negation, which is then theirs: "no funciona". */
const keepsNegation = new Set<ForeignList>(['negative', 'positive', 'failure']);

/**
 * Which matches are denied, and by what. A negation turns one thing: the nearest after it in its
 * clause, else, where the language puts it behind the verb, the nearest before it.
 */
export function bindNegations(
	tokens: Token[],
	matches: ForeignMatch[],
	language: KnownLanguage,
): Map<ForeignMatch, ForeignMatch> {
	const denials = new Map<ForeignMatch, ForeignMatch>();
	const clauses = toClauses(tokens);
	let first = 0;
	for (const negation of matches) {
		if (negation.list !== 'negation') continue;
		while (matches[first].from < negation.from - farthest) first++;
		const near: ForeignMatch[] = [];
		for (let i = first; i < matches.length && matches[i].from <= negation.to + farthest; i++) {
			if (clauses[matches[i].from] === clauses[negation.from]) near.push(matches[i]);
		}
		if (near.some((match) => keeps(match, negation))) continue;
		for (const match of findDenied(negation, near, language)) denials.set(match, negation);
	}
	return denials;
}

/** In tokens: nothing further off is looked at, so that a long post stays cheap. */
const farthest = 10;

function keeps({ list, from, to }: ForeignMatch, negation: ForeignMatch): boolean {
	return keepsNegation.has(list) && to - from > 1 && from <= negation.from && to >= negation.to;
}

/** What stands nearest; lists that share a word are denied together. */
function findDenied(
	negation: ForeignMatch,
	matches: ForeignMatch[],
	{ reachBefore }: KnownLanguage,
): ForeignMatch[] {
	const judgedBefore = matches.filter(
		({ list, to }) =>
			list === 'negative' && to === negation.from && reachBefore.negative !== undefined,
	);
	if (judgedBefore.length > 0) return judgedBefore;
	const after = matches.filter(({ list, from }) => {
		const gap = from - negation.to;
		return gap >= 0 && gap < (reachAfterNegation[list] ?? 0);
	});
	if (after.length > 0) {
		const nearest = Math.min(...after.map(({ from }) => from));
		return after.filter(({ from }) => from === nearest);
	}
	const before = matches.filter(({ list, to }) => {
		const gap = negation.from - to;
		return gap >= 0 && gap < (reachBefore[list] ?? 0);
	});
	const nearest = Math.max(...before.map(({ to }) => to));
	return before.filter(({ to }) => to === nearest);
}

/** For each token the number of its clause: signs end one. */
function toClauses(tokens: Token[]): number[] {
	let clause = 0;
	return tokens.map(({ kind }) => (kind === 'marks' ? ++clause : clause));
}
