/**
 * A post as X's API sends it, in both of its dialects (`tweet.fields` and `post.fields`): names differ, shapes do not.
 * Whatever is empty is left out by X.
 */
export interface RawPost {
	id: string;
	text?: string;
	author_id?: string;
	created_at?: string;
	conversation_id?: string;
	in_reply_to_user_id?: string;
	lang?: string;
	display_text_range?: [number, number];
	entities?: RawEntities;
	attachments?: { media_keys?: string[] };
	edit_history_tweet_ids?: string[];
	edit_history_post_ids?: string[];
	referenced_tweets?: RawReference[];
	referenced_posts?: RawReference[];
	note_tweet?: RawNote;
	note_post?: RawNote;
	reply_settings?: string;
}

export interface RawReference {
	type: 'retweeted' | 'quoted' | 'replied_to';
	id: string;
}

export interface RawEntities {
	mentions?: Array<{ start: number; end: number; username: string; id?: string }>;
	urls?: Array<{ url?: string; expanded_url?: string; media_key?: string }>;
}

export interface RawNote {
	text?: string;
	entities?: RawEntities;
}

export interface RawMedia {
	media_key: string;
	type?: 'photo' | 'video' | 'animated_gif';
	url?: string;
	preview_image_url?: string;
	alt_text?: string;
}

/** The fields every event needs, in the cheaper dialect: asking for them costs nothing beyond the post itself. */
export const postFields = [
	'attachments',
	'author_id',
	'conversation_id',
	'created_at',
	'display_text_range',
	'edit_history_tweet_ids',
	'entities',
	'in_reply_to_user_id',
	'lang',
	'note_tweet',
	'referenced_tweets',
	'reply_settings',
	'text',
].join(',');

/** The query of every call that reads posts as events. */
export const postQuery = {
	'tweet.fields': postFields,
	// Media objects are not in X's price table; authors and quoted posts are, so they are not asked for.
	expansions: 'attachments.media_keys',
	'media.fields': 'alt_text,media_key,preview_image_url,type,url',
} as const;
