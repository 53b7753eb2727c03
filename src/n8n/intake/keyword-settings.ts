import type { IPollFunctions } from 'n8n-workflow';

import { InvalidItem } from '../../domain/field';
import { checkKeywordQuery } from '../../domain/intake/keyword-check';
import { splitNames } from '../../domain/intake/keyword-names';
import { buildKeywordQuery } from '../../domain/intake/keyword-query';

export interface KeywordSettings {
	/** In X's search language, and one that X takes. */
	query: string;
	countsFirst: boolean;
	postsPerPoll: number;
}

/**
 * What the editor's fields ask for. Throws `InvalidItem` when X would refuse it.
 *
 * @param accountHandle whose own posts are left out
 */
export function readKeywordSettings(
	context: Pick<IPollFunctions, 'getNodeParameter'>,
	accountHandle: string,
): KeywordSettings {
	const isWritten = context.getNodeParameter('keywordMode', 'build') === 'write';
	return {
		query: isWritten ? readQuery(context) : buildQuery(context, accountHandle),
		countsFirst: context.getNodeParameter('countFirst', true) !== false,
		postsPerPoll: readPostsPerPoll(context.getNodeParameter('postsPerPoll', 100)),
	};
}

type Parameters = Pick<IPollFunctions, 'getNodeParameter'>;

function readQuery(context: Parameters): string {
	const query = context.getNodeParameter('keywordQuery', '');
	if (typeof query !== 'string') throw new InvalidItem('Query Text', query, 'text', enterText);
	checkKeywordQuery(query, 'Query Text');
	return query.trim();
}

function buildQuery(context: Parameters, accountHandle: string): string {
	const names = (name: string, field: string) =>
		splitNames(context.getNodeParameter(name, ''), field);
	const language = String(context.getNodeParameter('keywordLanguage', 'any'));
	const sources = context.getNodeParameter('sources', ['mentions']);
	const watchesMentions = Array.isArray(sources) && sources.includes('mentions');
	const query = buildKeywordQuery({
		brands: names('brandNames', 'Brand Names'),
		products: names('productNames', 'Product Names'),
		withHandles: context.getNodeParameter('keywordHandles', true) !== false,
		alsoHashtags: context.getNodeParameter('keywordHashtags', true) !== false,
		excludeWords: names('excludeWords', 'Words to Leave Out'),
		excludeAuthors: names('excludeAuthors', 'Authors to Leave Out'),
		...(watchesMentions && { excludeMentionsOf: accountHandle }),
		accountHandle,
		...(language !== 'any' && { language }),
		extra: String(context.getNodeParameter('keywordExtra', '')),
	});
	checkKeywordQuery(query);
	return query;
}

function readPostsPerPoll(value: unknown): number {
	if (typeof value === 'number' && Number.isFinite(value) && value >= 10) return Math.floor(value);
	throw new InvalidItem(
		'Posts per Poll',
		value,
		'a whole number of at least 10',
		'X hands out 10 posts at least. Enter e.g. 100.',
	);
}

const enterText = 'Enter the query as text; an expression must give text.';
