import { cashtagPattern, handlePattern, hashtagPattern, isSearchable } from './keyword-term';

/** One operator of X's search in self-serve plans. Source: docs.x.com, x-api/posts/search/integrate/operators. */
export interface SearchOperator {
	/** Whether it may be all there is to look for, or needs another one beside it. */
	standsAlone: boolean;
	takes: (value: string) => boolean;
	/** What it takes, for errors. */
	expects: string;
}

const alone = (takes: SearchOperator['takes'], expects: string): SearchOperator => ({
	standsAlone: true,
	takes,
	expects,
});
const matching = (pattern: RegExp) => (value: string) => pattern.test(value);
const oneOf = (words: string): SearchOperator => ({
	standsAlone: false,
	takes: (value) => words.split(' ').includes(value.toLowerCase()),
	expects: `one of ${words.replaceAll(' ', ', ')}`,
});

const text = alone(isSearchable, 'at least one letter, digit or emoji');
const person = alone(
	(value) => handlePattern.test(value) || /^\d{1,19}$/.test(value),
	'a handle without "@", or a user id',
);
const post = alone(matching(/^\d{1,19}$/), "a post's id: digits");
const number = alone(matching(/^\d{1,9}$/), 'a whole number');
const filled = alone((value) => value.trim() !== '', 'a value');

/** What has no name: words, phrases and the signs in front of them. */
const signs = {
	word: text,
	phrase: text,
	'#': alone(matching(hashtagPattern), 'letters, digits and "_", at least one letter'),
	'@': alone(matching(handlePattern), 'a handle: up to 15 letters, digits and "_"'),
	$: alone(matching(cashtagPattern), 'a ticker symbol of up to six letters'),
};

const named = {
	from: person,
	to: person,
	retweets_of: person,
	url: text,
	conversation_id: post,
	in_reply_to_tweet_id: post,
	in_reply_to_status_id: post,
	quotes_of_tweet_id: post,
	quotes_of_status_id: post,
	retweets_of_tweet_id: post,
	retweets_of_status_id: post,
	min_likes: number,
	min_replies: number,
	min_reposts: number,
	context: filled,
	entity: filled,
	list: filled,
	place: filled,
	place_country: filled,
	point_radius: filled,
	bounding_box: filled,
	geo_bounding_box: filled,
	lang: {
		standsAlone: false,
		takes: matching(/^[a-z]{2,3}(?:-[a-z]{2,4})?$/i),
		expects: "X's code of a language, e.g. en",
	},
	is: oneOf('reply quote retweet verified nullcast'),
	has: oneOf('links mentions media media_link images videos video_link hashtags cashtags geo'),
};

const operators = new Map<string, SearchOperator>(Object.entries({ ...signs, ...named }));

export const findOperator = (name: string): SearchOperator | undefined => operators.get(name);

/** What people know from other searches of X, and what to do instead. */
const instead = new Map([
	['min_faves', 'X renamed it: write "min_likes:".'],
	['min_retweets', 'X renamed it: write "min_reposts:".'],
	['since', 'Take it out: the trigger itself keeps to what is new.'],
	['until', 'Take it out: the trigger itself keeps to what is new.'],
	['since_id', 'Take it out: the trigger itself keeps to what is new.'],
	['until_id', 'Take it out: the trigger itself keeps to what is new.'],
	['filter', 'Write "has:" or "is:", e.g. has:links, has:images, is:reply.'],
	['http', 'Put the address in quotes, e.g. url:"acme.example/shop".'],
	['https', 'Put the address in quotes, e.g. url:"acme.example/shop".'],
]);

/** What to write in place of an operator that X does not know: its successor, else the one that looks most like it. */
export function toInstead(name: string): string {
	const known = instead.get(name);
	if (known !== undefined) return known;
	const distances = Object.keys(named).map((it) => ({ it, distance: toDistance(name, it) }));
	const nearest = distances.reduce((a, b) => (b.distance < a.distance ? b : a)).it;
	return `The nearest that X knows is "${nearest}:". To look for the words themselves, put them in quotes.`;
}

/** How many letters to add, take out or change (Levenshtein). */
function toDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (const [i, letter] of [...a.slice(0, 40)].entries()) {
		const next = [i + 1];
		for (let j = 0; j < b.length; j++) {
			next.push(Math.min(row[j] + (letter === b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1));
		}
		row = next;
	}
	return row[b.length];
}
