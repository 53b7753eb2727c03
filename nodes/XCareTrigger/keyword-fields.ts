import type { INodeProperties } from 'n8n-workflow';

const watched = { sources: ['keywords'] };
const built = { show: { ...watched, keywordMode: ['build'] } };
const written = { show: { ...watched, keywordMode: ['write'] } };

/** What to search X for, when *Watch* has brand keywords. */
export const keywordFields: INodeProperties[] = [
	{
		displayName: 'Query',
		name: 'keywordMode',
		type: 'options',
		options: [
			{
				name: 'Build It From Names',
				value: 'build',
				description: 'Enter names and what to leave out; the query is made from them',
			},
			{
				name: "Write It in X's Search Language",
				value: 'write',
				description: "For those who know X's operators",
			},
		],
		default: 'build',
		displayOptions: { show: watched },
		description:
			'X searches public posts of the last seven days; a query has 512 characters at most and is checked when the workflow is published',
	},
	{
		displayName: 'Brand Names',
		name: 'brandNames',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. acme bank, acmebank',
		displayOptions: built,
		description:
			'Separated by commas or line breaks; put a name that has a comma in it in quotes. Upper case and accents do not count.',
	},
	{
		displayName: 'Product Names',
		name: 'productNames',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. acme pay, acme gold card',
		displayOptions: built,
		description: 'As the brand names; a post with any one of all these names is found',
	},
	{
		displayName: 'Names With "@"',
		name: 'keywordHandles',
		type: 'boolean',
		default: true,
		displayOptions: built,
		description:
			'Whether to look for every name as a handle too, e.g. @acmebank. The account itself is left out while mentions are watched: they bring those posts anyway.',
	},
	{
		displayName: 'Names With "#"',
		name: 'keywordHashtags',
		type: 'boolean',
		default: true,
		displayOptions: built,
		description: 'Whether to look for every name as a hashtag too, e.g. #acmebank',
	},
	{
		displayName: 'Words to Leave Out',
		name: 'excludeWords',
		type: 'string',
		default: '',
		placeholder: 'e.g. giveaway, job offer, #ad',
		displayOptions: built,
		description:
			'Posts with any of these are not read and cost nothing; separated by commas or line breaks',
	},
	{
		displayName: 'Authors to Leave Out',
		name: 'excludeAuthors',
		type: 'string',
		default: '',
		placeholder: 'e.g. acmejobs, acmenews',
		displayOptions: built,
		description:
			'Handles whose posts are not read, separated by commas. The account itself is left out anyway.',
	},
	{
		displayName: 'Language',
		name: 'keywordLanguage',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any' },
			{ name: 'Arabic', value: 'ar' },
			{ name: 'Chinese', value: 'zh' },
			{ name: 'Czech', value: 'cs' },
			{ name: 'Danish', value: 'da' },
			{ name: 'Dutch', value: 'nl' },
			{ name: 'English', value: 'en' },
			{ name: 'Finnish', value: 'fi' },
			{ name: 'French', value: 'fr' },
			{ name: 'German', value: 'de' },
			{ name: 'Greek', value: 'el' },
			{ name: 'Hebrew', value: 'iw' },
			{ name: 'Hindi', value: 'hi' },
			{ name: 'Hungarian', value: 'hu' },
			{ name: 'Indonesian', value: 'in' },
			{ name: 'Italian', value: 'it' },
			{ name: 'Japanese', value: 'ja' },
			{ name: 'Korean', value: 'ko' },
			{ name: 'Norwegian', value: 'no' },
			{ name: 'Polish', value: 'pl' },
			{ name: 'Portuguese', value: 'pt' },
			{ name: 'Romanian', value: 'ro' },
			{ name: 'Russian', value: 'ru' },
			{ name: 'Spanish', value: 'es' },
			{ name: 'Swedish', value: 'sv' },
			{ name: 'Thai', value: 'th' },
			{ name: 'Turkish', value: 'tr' },
			{ name: 'Ukrainian', value: 'uk' },
			{ name: 'Vietnamese', value: 'vi' },
		],
		default: 'any',
		displayOptions: built,
		description: 'X guesses the language of a post, and is often wrong with short ones',
	},
	{
		displayName: 'More Conditions',
		name: 'keywordExtra',
		type: 'string',
		default: '',
		placeholder: 'e.g. -is:reply has:images',
		displayOptions: built,
		description: "Added to the query as it is, in X's search language",
	},
	{
		displayName: 'Query Text',
		name: 'keywordQuery',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. ("acme bank" OR #acmebank) -from:acmecare -is:retweet lang:en',
		displayOptions: written,
		description:
			'Up to 512 characters: a blank means "and"; OR, quotes, brackets and a minus in front of a word work. X searches the last seven days.',
	},
	{
		displayName: 'Count Before Reading',
		name: 'countFirst',
		type: 'boolean',
		default: true,
		displayOptions: { show: watched },
		description:
			'Whether to ask X how many posts there are before reading them: $0.005 per reading whatever the number (about $0.50 a day at one every 15 minutes), so a spike is known before it is paid for. A post costs $0.005 to read; a search that finds nothing is free.',
	},
	{
		displayName: 'Posts per Poll',
		name: 'postsPerPoll',
		type: 'number',
		typeOptions: { minValue: 10, numberPrecision: 0 },
		default: 100,
		displayOptions: { show: watched },
		description:
			'The most that one poll reads, at $0.005 each; X hands out 10 at least. Later polls read the rest, within the budget and seven days.',
	},
];
