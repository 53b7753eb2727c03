/** Which fields a caller asked for, in which of X's two vocabularies. Inside, all names are the legacy ones. */
export interface FieldRequest {
	dialect: 'legacy' | 'new';
	post: Set<string>;
	user: Set<string>;
	media: Set<string>;
	expansions: Set<string>;
}

/** New name to legacy name. Everything else is called the same in both. */
const LEGACY_NAME: Record<string, string> = {
	note_post: 'note_tweet',
	referenced_posts: 'referenced_tweets.id',
	'referenced_posts.id': 'referenced_tweets.id',
	'referenced_posts.author_id': 'referenced_tweets.id.author_id',
	'referenced_posts.id.author_id': 'referenced_tweets.id.author_id',
	edit_history_post_ids: 'edit_history_tweet_ids',
	most_recent_post_id: 'most_recent_tweet_id',
	pinned_post_id: 'pinned_tweet_id',
};
/** Fields in the legacy vocabulary that the new one only gives as an expansion. */
const EXPANSION_ONLY_IN_NEW = new Set([
	'author_id',
	'in_reply_to_user_id',
	'referenced_tweets',
	'referenced_tweets.id',
	'edit_history_tweet_ids',
]);

/** Unknown values are dropped without a word, as X does. */
export function parseFields(query: URLSearchParams): FieldRequest {
	const rawExpansions = list(query, 'expansions');
	const newExpansions = rawExpansions.some((name) => name in LEGACY_NAME);
	const asksNew = query.has('post.fields') || newExpansions;
	const dialect = asksNew && !query.has('tweet.fields') ? 'new' : 'legacy';
	const post = new Set(list(query, 'tweet.fields'));
	if (dialect === 'new') {
		for (const name of list(query, 'post.fields').map(toLegacy)) {
			if (!EXPANSION_ONLY_IN_NEW.has(name)) post.add(name);
		}
	} else {
		post.add('edit_history_tweet_ids');
	}
	const expansions = new Set(rawExpansions.map(toLegacy));
	if (expansions.has('author_id')) post.add('author_id');
	if (expansions.has('in_reply_to_user_id')) post.add('in_reply_to_user_id');
	if (expansions.has('edit_history_tweet_ids')) post.add('edit_history_tweet_ids');
	if (expansions.has('attachments.media_keys')) post.add('attachments');
	if (expansions.has('entities.mentions.username')) post.add('entities');
	if ([...expansions].some((name) => name.startsWith('referenced_tweets'))) {
		post.add('referenced_tweets');
	}
	return {
		dialect,
		post,
		user: new Set(list(query, 'user.fields').map(toLegacy)),
		media: new Set(list(query, 'media.fields')),
		expansions,
	};
}

/** Post keys the new vocabulary renames, legacy name first. */
const NEW_POST_KEY: Record<string, string> = {
	edit_history_tweet_ids: 'edit_history_post_ids',
	referenced_tweets: 'referenced_posts',
	note_tweet: 'note_post',
};

export function renamePostKeys(
	post: Record<string, unknown>,
	dialect: FieldRequest['dialect'],
): Record<string, unknown> {
	if (dialect === 'legacy') return post;
	const renamed = Object.fromEntries(
		Object.entries(post).map(([key, value]) => [NEW_POST_KEY[key] ?? key, value]),
	);
	if (renamed.public_metrics) {
		const { retweet_count, ...rest } = renamed.public_metrics as Record<string, unknown>;
		renamed.public_metrics = { repost_count: retweet_count, ...rest };
	}
	return renamed;
}

const toLegacy = (name: string): string => LEGACY_NAME[name] ?? name;

function list(query: URLSearchParams, name: string): string[] {
	return query
		.getAll(name)
		.flatMap((value) => value.split(','))
		.map((value) => value.trim())
		.filter((value) => value !== '');
}
