import type { PriceItem } from './prices';

/** One request of X's API v2 as this package makes it. */
export interface Endpoint {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below `/2/`; `:name` parts are filled in per call. */
	path: string;
	/**
	 * `read` changes nothing; `outgoing` is seen or felt by others and needs the gate's permit; `upload` hands X a file nobody
	 * sees until a post carries it; `set-up` changes only what X tells the developer app.
	 */
	effect: 'read' | 'outgoing' | 'upload' | 'set-up';
	/** Scopes an OAuth2 user token needs; empty: no user token is taken, or any will do. */
	scopes: readonly string[];
	/** Whether X takes an app-only token (`too`), nothing else (`only`), or none (`never`). */
	appOnly: 'too' | 'only' | 'never';
	/** What X charges: for reads per resource in the answer, for all else per request. */
	price: PriceItem;
	/** Charged as an owned read when the id in the path is the caller's own and the caller owns the app. */
	canBeOwned?: true;
}

const read = { method: 'GET', effect: 'read', appOnly: 'too' } as const;
const outgoing = { effect: 'outgoing', appOnly: 'never' } as const;
const setUp = { effect: 'set-up', appOnly: 'only', scopes: [], price: 'free' } as const;
const postScopes = ['tweet.read', 'users.read'] as const;
const followScopes = ['follows.read', ...postScopes] as const;
const messageScopes = ['dm.read', ...postScopes] as const;
const writeMessageScopes = ['dm.write', ...postScopes] as const;
const uploadScopes = ['media.write'] as const;

/** Every request the package can make, by name. What is not in here cannot be called. */
export const endpoints = {
	// Reading
	me: { ...read, path: 'users/me', appOnly: 'never', scopes: postScopes, price: 'userRead' },
	user: { ...read, path: 'users/:id', scopes: postScopes, price: 'userRead' },
	users: { ...read, path: 'users', scopes: postScopes, price: 'userRead' },
	userByHandle: {
		...read,
		path: 'users/by/username/:name',
		scopes: postScopes,
		price: 'userRead',
	},
	usersByHandles: { ...read, path: 'users/by', scopes: postScopes, price: 'userRead' },
	followers: {
		...read,
		path: 'users/:id/followers',
		scopes: followScopes,
		price: 'followRead',
		canBeOwned: true,
	},
	following: {
		...read,
		path: 'users/:id/following',
		scopes: followScopes,
		price: 'followRead',
		canBeOwned: true,
	},
	mentions: {
		...read,
		path: 'users/:id/mentions',
		scopes: postScopes,
		price: 'postRead',
		canBeOwned: true,
	},
	userPosts: {
		...read,
		path: 'users/:id/tweets',
		scopes: postScopes,
		price: 'postRead',
		canBeOwned: true,
	},
	post: { ...read, path: 'tweets/:id', scopes: postScopes, price: 'postRead' },
	posts: { ...read, path: 'tweets', scopes: postScopes, price: 'postRead' },
	searchRecent: { ...read, path: 'tweets/search/recent', scopes: postScopes, price: 'postRead' },
	countRecent: { ...read, path: 'tweets/counts/recent', scopes: postScopes, price: 'countRequest' },
	messages: {
		...read,
		path: 'dm_events',
		appOnly: 'never',
		scopes: messageScopes,
		price: 'messageRead',
	},
	messagesWith: {
		...read,
		path: 'dm_conversations/with/:participantId/dm_events',
		appOnly: 'never',
		scopes: messageScopes,
		price: 'messageRead',
	},
	messagesIn: {
		...read,
		path: 'dm_conversations/:conversationId/dm_events',
		appOnly: 'never',
		scopes: messageScopes,
		price: 'messageRead',
	},
	usage: { ...read, path: 'usage/tweets', appOnly: 'only', scopes: [], price: 'free' },
	// X's guide does not say who may ask; seen to answer both kinds of token, and to be 404 for either.
	credits: { ...read, path: 'usage/credits', scopes: [], price: 'free' },
	webhooks: { ...read, path: 'webhooks', appOnly: 'only', scopes: [], price: 'free' },
	// X's description adds like.read, which subscriptions to likes need; there are none here.
	subscriptions: {
		...read,
		path: 'activity/subscriptions',
		scopes: ['tweet.read'],
		price: 'free',
	},
	mediaStatus: {
		...read,
		path: 'media/upload',
		appOnly: 'never',
		scopes: uploadScopes,
		price: 'free',
	},

	// Outgoing
	createPost: {
		...outgoing,
		method: 'POST',
		path: 'tweets',
		scopes: ['tweet.write', ...postScopes],
		price: 'postCreate',
	},
	deletePost: {
		...outgoing,
		method: 'DELETE',
		path: 'tweets/:id',
		scopes: ['tweet.write', ...postScopes],
		price: 'contentManage',
	},
	hideReply: {
		...outgoing,
		method: 'PUT',
		path: 'tweets/:id/hidden',
		scopes: ['tweet.moderate.write', ...postScopes],
		price: 'contentManage',
	},
	repost: {
		...outgoing,
		method: 'POST',
		path: 'users/:userId/retweets',
		scopes: ['tweet.write', ...postScopes],
		price: 'repost',
	},
	undoRepost: {
		...outgoing,
		method: 'DELETE',
		path: 'users/:userId/retweets/:postId',
		scopes: ['tweet.write', ...postScopes],
		price: 'contentManage',
	},
	sendMessageTo: {
		...outgoing,
		method: 'POST',
		path: 'dm_conversations/with/:participantId/messages',
		scopes: writeMessageScopes,
		price: 'messageCreate',
	},
	sendMessageIn: {
		...outgoing,
		method: 'POST',
		path: 'dm_conversations/:conversationId/messages',
		scopes: writeMessageScopes,
		price: 'messageCreate',
	},
	blockMessages: {
		...outgoing,
		method: 'POST',
		path: 'users/:id/dm/block',
		scopes: writeMessageScopes,
		price: 'privacyUpdate',
	},
	unblockMessages: {
		...outgoing,
		method: 'POST',
		path: 'users/:id/dm/unblock',
		scopes: writeMessageScopes,
		price: 'privacyUpdate',
	},
	mute: {
		...outgoing,
		method: 'POST',
		path: 'users/:userId/muting',
		scopes: ['mute.write', ...postScopes],
		price: 'privacyUpdate',
	},
	unmute: {
		...outgoing,
		method: 'DELETE',
		path: 'users/:userId/muting/:targetId',
		scopes: ['mute.write', ...postScopes],
		price: 'muteDelete',
	},

	// Files that go along
	uploadStart: {
		method: 'POST',
		path: 'media/upload/initialize',
		effect: 'upload',
		appOnly: 'never',
		scopes: uploadScopes,
		price: 'free',
	},
	uploadAppend: {
		method: 'POST',
		path: 'media/upload/:id/append',
		effect: 'upload',
		appOnly: 'never',
		scopes: uploadScopes,
		price: 'free',
	},
	uploadFinish: {
		method: 'POST',
		path: 'media/upload/:id/finalize',
		effect: 'upload',
		appOnly: 'never',
		scopes: uploadScopes,
		price: 'free',
	},
	uploadAltText: {
		method: 'POST',
		path: 'media/metadata',
		effect: 'upload',
		appOnly: 'never',
		scopes: uploadScopes,
		price: 'mediaMetadata',
	},

	// What X tells the app
	createWebhook: { ...setUp, method: 'POST', path: 'webhooks' },
	revalidateWebhook: { ...setUp, method: 'PUT', path: 'webhooks/:id' },
	deleteWebhook: { ...setUp, method: 'DELETE', path: 'webhooks/:id' },
	requestReplay: { ...setUp, method: 'POST', path: 'webhooks/replay' },
	// Messages need dm.read as well. X takes an app-only token for public kinds of events alone, so none is used.
	subscribe: {
		...setUp,
		method: 'POST',
		path: 'activity/subscriptions',
		appOnly: 'never',
		scopes: ['tweet.read'],
	},
	moveSubscription: { ...setUp, method: 'PUT', path: 'activity/subscriptions/:id' },
	unsubscribe: { ...setUp, method: 'DELETE', path: 'activity/subscriptions/:id' },
} as const satisfies Record<string, Endpoint>;

type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;

type NamesWith<E extends Endpoint['effect']> = {
	[Name in EndpointName]: Endpoints[Name]['effect'] extends E ? Name : never;
}[EndpointName];

export type ReadName = NamesWith<'read'>;
export type OutgoingName = NamesWith<'outgoing'>;
export type UploadName = NamesWith<'upload'>;
export type SetUpName = NamesWith<'set-up'>;
