import { isId } from './ids.mts';
import type { Term } from './search-query.mts';
import { cashtagsOf, fold, hashtagsOf, linksOf, toTokens, tokensOf } from './search-text.mts';
import type { Post, User, World } from './world.mts';

/** What each operator of a search query means. */
export interface Operator {
	/** Whether it may be all there is in a query, or needs another one beside it. */
	standsAlone: boolean;
	/** Looks at the text: such queries do not find reposts. */
	readsText?: boolean;
	/** Undefined: the value is none that this operator takes. */
	compile: (value: string, world: World) => Matches | undefined;
}

export type Matches = (post: Post) => boolean;

const HANDLE_OR_ID = /^\w{1,19}$/;
const HANDLE = /^\w{1,15}$/;

/** Finds tokens that stand together; undefined when there are none to look for. */
function phrase(value: string): Matches | undefined {
	const tokens = toTokens(value);
	return tokens === ' ' ? undefined : (post) => tokensOf(post).includes(tokens);
}

const text = (compile: Operator['compile']): Operator => ({
	standsAlone: true,
	readsText: true,
	compile,
});

/** A person by handle or id; who is not there matches nothing. */
const person = (pick: (post: Post, world: World) => string | undefined): Operator => ({
	standsAlone: true,
	compile(value, world) {
		if (!HANDLE_OR_ID.test(value)) return undefined;
		const user: User | undefined = world.users.get(value) ?? world.userByHandle(value);
		return (post) => user !== undefined && pick(post, world) === user.id;
	},
});

const postId = (pick: (post: Post) => string | undefined): Operator => ({
	standsAlone: true,
	compile: (value) => (isId(value) ? (post) => pick(post) === value : undefined),
});

const atLeast = (count: (post: Post, world: World) => number): Operator => ({
	standsAlone: true,
	compile: (value, world) =>
		/^\d{1,9}$/.test(value) ? (post) => count(post, world) >= Number(value) : undefined,
});

/** X knows places, topics and lists; nothing in the sandbox has any. */
const nothing: Operator = {
	standsAlone: true,
	compile: (value) => (value.trim() === '' ? undefined : () => false),
};

const flag = (flags: Record<string, (post: Post, world: World) => boolean>): Operator => ({
	standsAlone: false,
	compile(value, world) {
		const name = value.toLowerCase();
		return Object.hasOwn(flags, name) ? (post) => flags[name](post, world) : undefined;
	},
});

const hasMedia = (post: Post): boolean => post.media.length > 0;
const hasVideo = (post: Post): boolean => post.media.some(({ type }) => type === 'video');
/** X ends a quote with the link of what it quotes. */
function quotedLink({ quoteOf }: Post, world: World): string[] {
	const quoted = quoteOf === undefined ? undefined : world.posts.get(quoteOf);
	if (!quoted) return [];
	return [
		toTokens(`https://x.com/${world.users.get(quoted.authorId)!.handle}/status/${quoted.id}`),
	];
}
const repliesTo = postId((post) => post.inReplyTo);
const quotes = postId((post) => post.quoteOf);
const reposts = postId((post) => post.repostOf);

const OPERATORS: Record<string, Operator> = {
	keyword: text(phrase),
	phrase: text(phrase),
	'#': text((value) => {
		const tag = fold(value);
		return (post) => hashtagsOf(post).has(tag);
	}),
	$: text((value) => {
		const tag = fold(value);
		return (post) => cashtagsOf(post).has(tag);
	}),
	'@': text((value, world) => {
		if (!HANDLE.test(value)) return undefined;
		const user = world.userByHandle(value);
		return (post) => user !== undefined && post.mentioned.has(user.id);
	}),
	url: text((value, world) => {
		const tokens = toTokens(value);
		return tokens === ' '
			? undefined
			: (post) => [...linksOf(post), ...quotedLink(post, world)].some((it) => it.includes(tokens));
	}),
	from: person((post) => post.authorId),
	to: person((post) => post.inReplyToUserId),
	retweets_of: person((post, world) =>
		post.repostOf === undefined ? undefined : world.posts.get(post.repostOf)?.authorId,
	),
	conversation_id: postId((post) => post.conversationId),
	in_reply_to_tweet_id: repliesTo,
	in_reply_to_status_id: repliesTo,
	quotes_of_tweet_id: quotes,
	quotes_of_status_id: quotes,
	retweets_of_tweet_id: reposts,
	retweets_of_status_id: reposts,
	min_replies: atLeast((post, world) => world.tally.repliesTo(post.id)),
	min_likes: atLeast(() => 0),
	min_reposts: atLeast((post, world) => world.repostsOf(post).length),
	context: nothing,
	entity: nothing,
	list: nothing,
	place: nothing,
	place_country: nothing,
	point_radius: nothing,
	bounding_box: nothing,
	geo_bounding_box: nothing,
	lang: {
		standsAlone: false,
		compile(value) {
			if (!/^[a-z]{2,3}(-[a-z]{2,4})?$/i.test(value)) return undefined;
			return (post) => post.lang.toLowerCase() === value.toLowerCase();
		},
	},
	is: flag({
		reply: (post) => post.inReplyTo !== undefined,
		quote: (post) => post.quoteOf !== undefined,
		retweet: (post) => post.repostOf !== undefined,
		verified: (post, world) => world.users.get(post.authorId)!.verifiedType !== 'none',
		nullcast: () => false,
	}),
	has: flag({
		links: (post) => hasMedia(post) || linksOf(post).length > 0,
		mentions: (post) => post.mentioned.size > 0,
		media: hasMedia,
		media_link: hasMedia,
		images: (post) => post.media.some(({ type }) => type === 'photo'),
		video_link: hasVideo,
		videos: hasVideo,
		hashtags: (post) => hashtagsOf(post).size > 0,
		cashtags: (post) => cashtagsOf(post).size > 0,
		geo: () => false,
	}),
};

export const operatorOf = ({ operator }: Term): Operator | undefined =>
	Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
