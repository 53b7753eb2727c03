import { fetchAccount } from '../../src/x/account';
import { countRecent } from '../../src/x/counts';
import type { ReadName } from '../../src/x/endpoints';
import { fetchFollowers, fetchFollowing } from '../../src/x/follows';
import { fetchMentions } from '../../src/x/mentions';
import { fetchMessages } from '../../src/x/messages';
import { fetchOwnPosts } from '../../src/x/own-posts';
import { fetchPost, fetchPosts } from '../../src/x/posts';
import { searchRecent } from '../../src/x/search';
import { fetchMe, fetchUser, fetchUsers } from '../../src/x/users';
import { account, alice, type Walk } from './walk';

const receivedAt = '2026-11-20T10:00:00.000Z';
const reading = { account, receivedAt };

const nothing = { meta: { result_count: 0 } };
const unknown = (parameter: string, value: string) => ({
	errors: [
		{
			value,
			parameter,
			title: 'Not Found Error',
			detail: `Could not find it with ${parameter}: [${value}].`,
			type: 'https://api.x.com/2/problems/resource-not-found',
		},
	],
});
const gone = { missing: { reason: 'deleted or unknown' } };
const notLists = [{ data: {} }, { data: 'posts' }];
const noUsers = [{ data: {} }, { data: { id: 'x' } }, { data: [] }];

/** One per request that asks for posts, people and messages. */
export const readingWalks = {
	me: {
		call: async (client) => await fetchMe(client),
		brings: { user: account },
		empty: { body: unknown('id', account.id), failsAs: 'forbidden' },
		malformed: noUsers,
	},
	user: {
		call: async (client) => await fetchUser(client, { id: alice.id }),
		brings: { user: alice },
		empty: { body: unknown('id', alice.id), brings: gone },
		malformed: noUsers,
	},
	userByHandle: {
		call: async (client) => await fetchAccount(client, '@acmecare'),
		brings: account,
		empty: { body: unknown('username', 'acmecare'), failsAs: 'not-found' },
		malformed: noUsers,
	},
	users: {
		call: async (client) => await fetchUsers(client, { ids: [alice.id] }),
		brings: { users: [alice], missing: [] },
		empty: { body: unknown('ids', alice.id), brings: { users: [], missing: [gone.missing] } },
		malformed: notLists,
	},
	usersByHandles: {
		call: async (client) => await fetchUsers(client, { handles: [alice.handle] }),
		brings: { users: [alice], missing: [] },
		empty: {
			body: unknown('usernames', alice.handle),
			brings: { users: [], missing: [gone.missing] },
		},
		malformed: notLists,
	},
	followers: {
		call: async (client) => await fetchFollowers(client, account.id, { account }),
		brings: { users: expect.arrayContaining([expect.objectContaining(alice)]) as unknown },
		empty: { body: nothing, brings: { users: [], charges: [] } },
		malformed: notLists,
	},
	following: {
		call: async (client) => await fetchFollowing(client, account.id, { account }),
		brings: { users: [{ handle: 'kenji_t' }] },
		empty: { body: nothing, brings: { users: [], charges: [] } },
		malformed: notLists,
	},
	mentions: {
		call: async (client) =>
			await fetchMentions(client, { account, pageSize: 5, receivedAt, postPriceUsd: 0.005 }),
		brings: { events: [{ kind: 'mention', text: '@acmecare my parcel is late' }] },
		empty: { body: nothing, brings: { events: [], unreadable: [] } },
		malformed: notLists,
	},
	userPosts: {
		call: async (client) => await fetchOwnPosts(client, account),
		brings: { posts: [{ text: 'Good morning' }] },
		empty: { body: nothing, brings: { posts: [], charges: [] } },
		malformed: notLists,
	},
	post: {
		call: async (client, { postId }) => await fetchPost(client, postId, reading),
		brings: { post: { kind: 'mention' } },
		empty: { body: unknown('id', '1'), brings: gone },
		malformed: [{ data: 'post' }, { data: {} }],
	},
	posts: {
		call: async (client, { postId }) => await fetchPosts(client, [postId], reading),
		brings: { posts: [{ kind: 'mention' }], missing: [] },
		empty: { body: nothing, brings: { posts: [], missing: [{ reason: 'not answered' }] } },
		malformed: notLists,
	},
	searchRecent: {
		call: async (client) => await searchRecent(client, { ...reading, query: 'parcel' }),
		brings: { posts: [{ kind: 'mention', source: 'search' }] },
		empty: { body: nothing, brings: { posts: [], charges: [] } },
		malformed: notLists,
	},
	countRecent: {
		call: async (client) => await countRecent(client, { query: 'parcel', granularity: 'day' }),
		brings: { total: 1 },
		empty: { body: { meta: { total_tweet_count: 0 } }, brings: { total: 0, buckets: [] } },
		malformed: [...notLists, { data: [{ start: 'now', end: 'later', tweet_count: 1 }] }],
	},
	messages: {
		call: async (client) => await fetchMessages(client, { account }),
		brings: { messages: [{ direction: 'received', text: 'Where is it?' }] },
		empty: { body: nothing, brings: { messages: [], charges: [] } },
		malformed: notLists,
	},
	messagesWith: {
		call: async (client) => await fetchMessages(client, { account, in: { userId: alice.id } }),
		brings: { messages: [{ senderId: alice.id }] },
		empty: { body: nothing, brings: { messages: [], charges: [] } },
		malformed: notLists,
	},
	messagesIn: {
		call: async (client) =>
			await fetchMessages(client, {
				account,
				in: { conversationId: `${account.id}-${alice.id}` },
			}),
		brings: { messages: [{ senderId: alice.id }] },
		empty: { body: nothing, brings: { messages: [], charges: [] } },
		malformed: notLists,
	},
} satisfies Partial<Record<ReadName, Walk>>;
