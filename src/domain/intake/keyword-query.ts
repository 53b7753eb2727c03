import { InvalidItem } from '../field';
import { parseKeywordQuery } from './keyword-parse';
import { fold, handlePattern, toHashtag, toMention, toTerm } from './keyword-term';

/** What to watch for, as ops staff says it. */
export interface KeywordWish {
	brands: readonly string[];
	products: readonly string[];
	/** Each name also with "@" in front. */
	withHandles: boolean;
	/** Each name also with "#" in front. */
	alsoHashtags: boolean;
	excludeWords: readonly string[];
	/** Handles or user ids, with or without "@". */
	excludeAuthors: readonly string[];
	/** Posts that name this handle come by another, cheaper way. */
	excludeMentionsOf?: string;
	/** Whose own posts are left out. */
	accountHandle: string;
	/** X's code of a language, e.g. `en`. */
	language?: string;
	/** More conditions, in X's search language. */
	extra?: string;
}

/**
 * The wish in X's search language. Its length is the business of `checkKeywordQuery`. Throws `InvalidItem` when the wish
 * cannot be one.
 */
export function buildKeywordQuery(wish: KeywordWish): string {
	const { excludeMentionsOf, language } = wish;
	const unwanted = excludeMentionsOf === undefined ? [] : [`@${toHandle(excludeMentionsOf)}`];
	const names = [
		...toVariants(wish, 'Brand Names', wish.brands),
		...toVariants(wish, 'Product Names', wish.products),
	];
	const wanted = toDistinct(names, unwanted);
	if (wanted.length === 0) throw toNothingWanted(names.length > 0 ? unwanted[0] : undefined);
	const words = wish.excludeWords.flatMap((word) =>
		toTerms('Words to Leave Out', word.replace(/^[\s-]+/, '')),
	);
	const clash = words.find((word) => toDistinct([word], wanted).length === 0);
	if (clash !== undefined) {
		const expected = 'something else than the names to look for: nothing would be found';
		throw new InvalidItem('Words to Leave Out', clash, expected, 'Take it out of one of the two.');
	}
	const authors = [wish.accountHandle, ...wish.excludeAuthors]
		.filter((author) => author.trim() !== '')
		.map((author) => `from:${toHandle(author)}`);
	const leftOut = toDistinct([...authors, ...unwanted, 'is:retweet', ...words]);
	return [
		wanted.length === 1 ? wanted[0] : `(${wanted.join(' OR ')})`,
		...leftOut.map((term) => `-${term}`),
		...(language ? [`lang:${language}`] : []),
		...toExtra(wish.extra),
	].join(' ');
}

function toVariants(wish: KeywordWish, field: string, names: readonly string[]): string[] {
	return names.flatMap((name) => [
		...toTerms(field, name),
		...[wish.withHandles && toMention(name), wish.alsoHashtags && toHashtag(name)].filter(
			(term) => typeof term === 'string',
		),
	]);
}

/** An empty entry is none; one that X cannot look for must not vanish unseen. */
function toTerms(field: string, name: string): string[] {
	if (name.trim() === '') return [];
	const term = toTerm(name);
	if (term !== undefined) return [term];
	throw new InvalidItem(
		field,
		name,
		'a name with a letter, a digit or an emoji in it',
		'X looks for words and emojis and passes over punctuation. Take this entry out.',
	);
}

function toDistinct(terms: readonly string[], without: readonly string[] = []): string[] {
	const seen = new Set(without.map(fold));
	return terms.filter((term) => !seen.has(fold(term)) && seen.add(fold(term)));
}

function toHandle(name: string): string {
	const handle = name.trim().replace(/^[@＠]/u, '');
	if (handlePattern.test(handle) || /^\d{1,19}$/.test(handle)) return handle;
	throw new InvalidItem(
		'Authors to Leave Out',
		name,
		'handles as they stand in the profile: up to 15 letters, digits and "_"',
		'Separate several by commas, e.g. acmejobs, acmenews.',
	);
}

/** By itself it has to be right, so that nothing in it can reach what stands before it. */
function toExtra(extra = ''): string[] {
	if (extra.trim() === '') return [];
	const isEither = parseKeywordQuery(extra, 'More Conditions').kind === 'or';
	return [isEither ? `(${extra.trim()})` : extra.trim()];
}

function toNothingWanted(unwanted?: string): InvalidItem {
	return unwanted === undefined
		? new InvalidItem(
				'Brand Names',
				'',
				'at least one name to look for',
				"Enter a name in 'Brand Names' or 'Product Names', e.g. acme bank.",
			)
		: new InvalidItem(
				'Brand Names',
				unwanted,
				'more than the account itself',
				`Posts that name ${unwanted} already come with the mentions, for less. Enter another name, or take Brand Keywords out of 'Watch'.`,
			);
}
