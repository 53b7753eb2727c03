import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { keywordFields } from '../../nodes/XCareTrigger/keyword-fields';
import { InvalidItem } from '../../src/domain/field';
import { readKeywordSettings } from '../../src/n8n/intake/keyword-settings';

/** A node on which only these fields were touched; all others have what the editor puts there. */
function read(parameters: IDataObject) {
	const defaults = Object.fromEntries(
		keywordFields.map(({ name, default: value }) => [name, value]),
	);
	const values: IDataObject = {
		sources: ['keywords'],
		...(defaults as IDataObject),
		...parameters,
	};
	const getNodeParameter = (name: string) => {
		if (!(name in values)) throw new Error(`no field "${name}"`);
		return values[name];
	};
	const context = { getNodeParameter } as unknown as IPollFunctions;
	return readKeywordSettings(context, 'acmecare');
}

describe('the fields for brand keywords', () => {
	it('need no more than one name', () => {
		expect(read({ brandNames: 'acme bank' })).toEqual({
			query: '("acme bank" OR @acmebank OR #acmebank) -from:acmecare -is:retweet',
			countsFirst: true,
			postsPerPoll: 100,
		});
	});

	it('all find their way into the query', () => {
		const { query, countsFirst, postsPerPoll } = read({
			sources: ['mentions', 'keywords'],
			brandNames: 'acme\nacme bank',
			productNames: '"Gold, the card"',
			keywordHandles: false,
			keywordHashtags: false,
			excludeWords: 'giveaway, job offer',
			excludeAuthors: '@acmejobs',
			keywordLanguage: 'de',
			keywordExtra: '-is:reply',
			countFirst: false,
			postsPerPoll: 50,
		});
		expect(query).toBe(
			'(acme OR "acme bank" OR "Gold, the card") -from:acmecare -from:acmejobs -@acmecare -is:retweet -giveaway -"job offer" lang:de -is:reply',
		);
		expect({ countsFirst, postsPerPoll }).toEqual({ countsFirst: false, postsPerPoll: 50 });
	});

	it('take a query as it was written', () => {
		const query = ' ("acme bank" OR #acme) -is:retweet ';
		expect(read({ keywordMode: 'write', keywordQuery: query }).query).toBe(query.trim());
	});

	it.each<[string, IDataObject, RegExp]>([
		['no name', {}, /'Brand Names'/],
		[
			'a query that X would refuse',
			{ keywordMode: 'write', keywordQuery: 'lang:en' },
			/'Query Text'/,
		],
		['no query', { keywordMode: 'write' }, /'Query Text' should be something to look for/],
		[
			'a query that is none',
			{ keywordMode: 'write', keywordQuery: 5 },
			/'Query Text' should be text/,
		],
		[
			'too many names',
			{ brandNames: Array.from({ length: 99 }, (_, i) => `brand ${i}`) },
			/'Query' .*512/,
		],
		['names that are none', { brandNames: { acme: true } }, /'Brand Names'/],
		[
			'fewer posts than X hands out',
			{ brandNames: 'acme', postsPerPoll: 5 },
			/'Posts per Poll'.*10/,
		],
		['a number that is none', { brandNames: 'acme', postsPerPoll: '' }, /'Posts per Poll'/],
		[
			'conditions that break out',
			{ brandNames: 'acme', keywordExtra: ') OR (x' },
			/'More Conditions'/,
		],
	])('say what is wrong with %s', (_what, parameters, message) => {
		expect(() => read(parameters)).toThrow(InvalidItem);
		expect(() => read(parameters)).toThrow(message);
	});

	it('show only while brand keywords are watched', () => {
		for (const { displayOptions } of keywordFields) {
			expect(displayOptions?.show?.sources).toEqual(['keywords']);
		}
	});
});
