import type { Media } from './world.mts';

/** What X lets a file be used for, and how large it may be then. */
export interface CategoryRules {
	/** undefined: goes along with another file and is shown nowhere. */
	type?: Media['type'];
	mimeTypes: readonly string[];
	mostBytes: number;
	/** X works on it after the upload, and says how far it is. */
	isProcessed: boolean;
	/** Whether it is for posts or for direct messages. */
	use: 'tweet' | 'dm' | 'subtitles';
	keyPrefix: 3 | 7 | 13 | 16;
}

const MB = 1024 * 1024;
const PICTURES = ['jpeg', 'pjpeg', 'png', 'webp', 'gif', 'bmp', 'tiff'].map(
	(kind) => `image/${kind}`,
);
const FILMS = ['mp4', 'quicktime', 'webm', 'mp2t'].map((kind) => `video/${kind}`);

const picture = {
	type: 'photo',
	mimeTypes: PICTURES,
	mostBytes: 5 * MB,
	isProcessed: false,
} as const;
const animation = {
	type: 'animated_gif',
	mimeTypes: ['image/gif'],
	mostBytes: 15 * MB,
	isProcessed: true,
} as const;
const film = { type: 'video', mimeTypes: FILMS, mostBytes: 512 * MB, isProcessed: true } as const;

export const CATEGORIES: Record<Category, CategoryRules> = {
	tweet_image: { ...picture, use: 'tweet', keyPrefix: 3 },
	tweet_gif: { ...animation, use: 'tweet', keyPrefix: 16 },
	tweet_video: { ...film, use: 'tweet', keyPrefix: 7 },
	amplify_video: { ...film, use: 'tweet', keyPrefix: 13 },
	dm_image: { ...picture, use: 'dm', keyPrefix: 3 },
	dm_gif: { ...animation, use: 'dm', keyPrefix: 16 },
	dm_video: { ...film, use: 'dm', keyPrefix: 7 },
	subtitles: {
		mimeTypes: ['text/srt', 'text/vtt'],
		mostBytes: MB / 2,
		isProcessed: false,
		use: 'subtitles',
		keyPrefix: 3,
	},
};

export type Category =
	| 'tweet_image'
	| 'tweet_gif'
	| 'tweet_video'
	| 'amplify_video'
	| 'dm_image'
	| 'dm_gif'
	| 'dm_video'
	| 'subtitles';

/** The kinds of file that can be sent in one call. */
export const ONE_SHOT: Category[] = ['tweet_image', 'dm_image', 'subtitles'];

export const isCategory = (value: unknown): value is Category =>
	typeof value === 'string' && Object.hasOwn(CATEGORIES, value);

/** What X takes a file for when it is not told. */
export function guessCategory(mimeType: string): Category {
	if (mimeType.startsWith('video/')) return 'tweet_video';
	if (mimeType.startsWith('text/')) return 'subtitles';
	return mimeType === 'image/gif' ? 'tweet_gif' : 'tweet_image';
}
