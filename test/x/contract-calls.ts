import type { OutgoingAction, PublishAction } from '../../src/domain/policy/outgoing-action';
import { toIdBefore } from '../../src/domain/post-id';
import { fetchAccount, fetchAuthors, fetchOwnAccount } from '../../src/x/account';
import { gatherCheckUp } from '../../src/x/check-up';
import type { XClient } from '../../src/x/client';
import { fetchConversation } from '../../src/x/conversation';
import { countRecent } from '../../src/x/counts';
import { fetchFollowers } from '../../src/x/follows';
import { fetchMentions } from '../../src/x/mentions';
import { fetchMessages } from '../../src/x/messages';
import { fetchOwnPosts } from '../../src/x/own-posts';
import { fetchPosts } from '../../src/x/posts';
import { searchRecent } from '../../src/x/search';
import { fetchUser, fetchUsers } from '../../src/x/users';
import { GIF } from '../sandbox/picture';
import { send } from './sending';
import { picture } from './upload-walks';
import { account, alice, type Scene } from './walk';

/** When the recorded calls are made, by the sandbox's clock and ours. */
export const now = '2026-11-20T10:00:00.000Z';
const nowMs = Date.parse(now);
const hour = 3_600_000;
const reading = { account, receivedAt: now };
const unknownId = '1000000000000000009';

interface Clients {
	client: XClient;
	appClient: XClient;
}

const mentions = async (client: XClient, more: object) =>
	await fetchMentions(client, { ...reading, pageSize: 5, postPriceUsd: 0.005, ...more });
const search = async (client: XClient, more: object) =>
	await searchRecent(client, { ...reading, query: 'parcel', ...more });
const act = async (client: XClient, action: OutgoingAction) => await send(client, action);
const gif = { base64: GIF.toString('base64'), mimeType: 'image/gif' };
const publish: PublishAction = { kind: 'publish', texts: ['Good evening'], media: [] };

/** The other ways in which requests are made, beside the walks: every parameter that is sent at all is sent in one of them. */
export const contractCalls: Record<string, (clients: Clients, scene: Scene) => Promise<unknown>> = {
	'own account': async ({ client }) => await fetchOwnAccount(client),
	'account by id': async ({ client }) => await fetchAccount(client, alice.id),
	authors: async ({ client }) => await fetchAuthors(client, [alice.id, unknownId]),
	'user by handle': async ({ client }) => await fetchUser(client, { handle: alice.handle }),
	'unknown people': async ({ client }) => await fetchUsers(client, { ids: [unknownId] }),
	'mentions above a post': async ({ client }, { ownPostId }) =>
		await mentions(client, { scan: { aboveId: ownPostId } }),
	'mentions between posts': async ({ client }, { ownPostId, postId }) =>
		await mentions(client, { scan: { aboveId: ownPostId, belowId: postId } }),
	'mentions since a time': async ({ client }) =>
		await mentions(client, { scan: { aboveId: toIdBefore(nowMs - hour) } }),
	'a second page of mentions': async ({ client }) => {
		const { nextToken } = await mentions(client, {});
		await mentions(client, { pageToken: nextToken });
	},
	'own posts since a time': async ({ client }) =>
		await fetchOwnPosts(client, account, { sinceMs: nowMs - hour }),
	'own posts since a post': async ({ client }, { postId }) =>
		await fetchOwnPosts(client, account, { sinceId: postId }),
	'posts that are gone': async ({ client }, { postId }) =>
		await fetchPosts(client, [postId, unknownId], reading),
	'a conversation': async ({ client }, { postId }) =>
		await fetchConversation(client, postId, reading),
	'search between times': async ({ client }) =>
		await search(client, {
			window: { sinceMs: nowMs - 2 * hour, untilMs: nowMs - hour },
			sort: 'relevancy',
		}),
	'search between posts': async ({ client }, { ownPostId, postId }) =>
		await search(client, { window: { sinceId: ownPostId, untilId: postId } }),
	'counts in a window': async ({ appClient }) =>
		await countRecent(appClient, {
			query: 'parcel',
			window: { sinceMs: nowMs - 2 * hour, untilMs: nowMs - hour },
		}),
	'counts by the minute': async ({ appClient }, { postId }) =>
		await countRecent(appClient, {
			query: 'parcel',
			granularity: 'minute',
			window: { sinceId: postId },
		}),
	'followers of somebody': async ({ client }) =>
		await fetchFollowers(client, alice.id, { account, limit: 1 }),
	'newer messages': async ({ client }) =>
		await fetchMessages(client, { account, newerThanId: '1', limit: 1 }),
	'a check-up': async ({ client, appClient }) =>
		await gatherCheckUp({
			client,
			appClient,
			nowMs: () => nowMs,
			authentication: 'oAuth2',
			ownsApp: true,
		}),
	'a thread with a picture': async ({ client }) =>
		await act(client, {
			...publish,
			texts: ['Look', 'and see'],
			media: [picture],
			whoCanReply: 'mentionedUsers',
		}),
	'a picture alone': async ({ client }) =>
		await act(client, { ...publish, texts: [''], media: [picture] }),
	'an animation': async ({ client }) => await act(client, { ...publish, media: [gif] }),
	'a message with a picture': async ({ client }) =>
		await act(client, {
			kind: 'sendMessage',
			to: { userId: alice.id },
			text: 'Like this?',
			media: [picture],
		}),
	'a picture as a message': async ({ client }) =>
		await act(client, {
			kind: 'sendMessage',
			to: { userId: alice.id },
			text: '',
			media: [picture],
		}),
};
