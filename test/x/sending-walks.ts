import type { OutgoingAction } from '../../src/domain/policy/outgoing-action';
import type { OutgoingName } from '../../src/x/endpoints';
import type { PriceItem } from '../../src/x/prices';
import type { Sandbox } from '../support/sandbox';
import { callX } from '../sandbox/x-call';
import { send } from './sending';
import { account, alice, type Scene, type Walk } from './walk';

interface Shown {
	id: string;
	from: string;
	text: string;
	inReplyTo?: string;
	repostOf?: string;
	hidden?: boolean;
}

const newPostText = 'We are looking for it. ^JD';
const newMessageText = 'Which parcel is it?';

/** X's answers that confirm nothing, or the opposite. */
const unconfirmed = (contrary: object) => [
	{ data: {} },
	{ data: [] },
	{ data: 'done' },
	{ data: contrary },
];

const byAction = (
	toAction: (scene: Scene) => OutgoingAction,
	item: PriceItem,
): Pick<Walk, 'call' | 'brings'> => ({
	call: async (client, scene) => await send(client, toAction(scene), { isSummoned: true }),
	brings: {
		sent: [expect.stringMatching(/^\d+$/) as unknown],
		charges: [{ item, unitUsd: expect.any(Number) as unknown }],
	},
});

const timeline = async (sandbox: Sandbox) => await sandbox.control<Shown[]>('GET', 'timeline');
const ownPosts = async (sandbox: Sandbox) =>
	(await timeline(sandbox)).filter(({ from }) => from === account.handle);
const newestMessage = async (sandbox: Sandbox) =>
	(await sandbox.control<unknown[]>('GET', 'messages')).at(-1);
const muted = async (sandbox: Sandbox) =>
	(await callX(sandbox, `/2/users/${account.id}/muting`)).body as unknown;
const ask = async (sandbox: Sandbox, method: string, path: string, body?: object) => {
	const answer = await callX(sandbox, path, { method, body });
	if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}`);
};
const findReply = async (sandbox: Sandbox) =>
	(await timeline(sandbox)).find(({ from }) => from === 'bob_travels');

/** One per request that others can see or feel, done as the gate's leave lets it be done. */
export const sendingWalks: Record<OutgoingName, Walk> = {
	createPost: {
		...byAction(
			({ postId }) => ({ kind: 'reply', toPostId: postId, texts: [newPostText], media: [] }),
			'summonedReply',
		),
		effect: {
			look: async (sandbox) => (await ownPosts(sandbox))[0],
			shows: {
				text: `@alice_m ${newPostText}`,
				inReplyTo: expect.stringMatching(/^\d+$/) as unknown,
			},
		},
		malformed: unconfirmed({ id: 12, text: newPostText }),
	},
	deletePost: {
		...byAction(({ ownPostId }) => ({ kind: 'deletePost', postId: ownPostId }), 'contentManage'),
		effect: { look: async (sandbox) => ({ own: await ownPosts(sandbox) }), shows: { own: [] } },
		malformed: unconfirmed({ deleted: false }),
	},
	hideReply: {
		async before(sandbox, { ownPostId }) {
			const spam = { from: 'bob_travels', text: 'Buy followers', inReplyTo: ownPostId };
			return { postId: (await sandbox.post(spam)).id };
		},
		...byAction(({ postId }) => ({ kind: 'hideReply', postId }), 'contentManage'),
		effect: { look: findReply, shows: { hidden: true } },
		malformed: unconfirmed({ hidden: false }),
	},
	repost: {
		...byAction(({ postId }) => ({ kind: 'repost', postId }), 'repost'),
		effect: {
			look: async (sandbox) => (await ownPosts(sandbox))[0],
			shows: { repostOf: expect.stringMatching(/^\d+$/) as unknown },
		},
		malformed: unconfirmed({ retweeted: false }),
	},
	undoRepost: {
		...byAction(({ postId }) => ({ kind: 'undoRepost', postId }), 'contentManage'),
		async before(sandbox, { postId }) {
			await sandbox.control('POST', 'reposts', { from: account.handle, postId });
			return {};
		},
		effect: {
			look: async (sandbox) => ({ own: (await ownPosts(sandbox)).map(({ text }) => text) }),
			shows: { own: ['Good morning'] },
		},
		malformed: unconfirmed({ retweeted: true }),
	},
	sendMessageTo: {
		...byAction(
			() => ({ kind: 'sendMessage', to: { userId: alice.id }, text: newMessageText, media: [] }),
			'messageCreate',
		),
		effect: { look: newestMessage, shows: { from: account.handle, text: newMessageText } },
		malformed: unconfirmed({ dm_event_id: 12 }),
	},
	sendMessageIn: {
		...byAction(
			() => ({
				kind: 'sendMessage',
				to: { conversationId: `${account.id}-${alice.id}` },
				text: newMessageText,
				media: [],
			}),
			'messageCreate',
		),
		effect: { look: newestMessage, shows: { from: account.handle, text: newMessageText } },
		malformed: unconfirmed({ dm_conversation_id: '1-2' }),
	},
	blockMessages: {
		...byAction(() => ({ kind: 'blockMessages', userId: alice.id }), 'privacyUpdate'),
		effect: {
			look: async (sandbox) =>
				await sandbox.control('POST', 'messages', { from: alice.handle, text: 'Hello?' }),
			shows: { delivered: false },
		},
		malformed: unconfirmed({ blocked: false }),
	},
	unblockMessages: {
		...byAction(() => ({ kind: 'unblockMessages', userId: alice.id }), 'privacyUpdate'),
		async before(sandbox) {
			await ask(sandbox, 'POST', `/2/users/${alice.id}/dm/block`);
			return {};
		},
		effect: {
			look: async (sandbox) =>
				await sandbox.control('POST', 'messages', { from: alice.handle, text: 'Hello?' }),
			shows: { delivered: true },
		},
		malformed: unconfirmed({ blocked: true }),
	},
	mute: {
		...byAction(() => ({ kind: 'mute', userId: alice.id }), 'privacyUpdate'),
		effect: { look: muted, shows: { data: [{ id: alice.id }] } },
		malformed: unconfirmed({ muting: false }),
	},
	unmute: {
		...byAction(() => ({ kind: 'unmute', userId: alice.id }), 'muteDelete'),
		async before(sandbox) {
			const body = { target_user_id: alice.id };
			await ask(sandbox, 'POST', `/2/users/${account.id}/muting`, body);
			return {};
		},
		effect: { look: muted, shows: { meta: { result_count: 0 } } },
		malformed: unconfirmed({ muting: true }),
	},
};
