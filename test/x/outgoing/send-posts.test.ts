import type { OutgoingAction } from '../../../src/domain/policy/outgoing-action';
import { createXClient, type XClient } from '../../../src/x/client';
import { toPriceItem } from '../../../src/x/outgoing/send-posts';
import { JPEG, PNG } from '../../sandbox/picture';
import { createFetchSend } from '../../support/fetch-send';
import { type Sandbox, startSandbox } from '../../support/sandbox';
import { send } from '../sending';

let sandbox: Sandbox;
let client: XClient;
beforeAll(async () => {
	sandbox = await startSandbox();
	const headers = { authorization: 'Bearer sandbox-user-token' };
	client = createXClient(createFetchSend(sandbox.url, headers), Date.now);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.control('POST', 'reset', {}));

interface Shown {
	id: string;
	from: string;
	text: string;
	inReplyTo?: string;
	replySettings?: string;
	media: object[];
}

/** The account's own posts, oldest first. */
const ownPosts = async () =>
	(await sandbox.control<Shown[]>('GET', 'timeline'))
		.filter(({ from }) => from === 'acmecare')
		.reverse();
const mention = async (text = '@acmecare my parcel is late') =>
	(await sandbox.post({ from: 'alice_m', text })).id;
const thread = ['We are looking. (1/3)', 'It left on Monday. (2/3)', 'It comes today. (3/3)'];
const publish = (texts: string[], more: object = {}): OutgoingAction =>
	({ kind: 'publish', texts, media: [], ...more }) as OutgoingAction;
const reply = (toPostId: string, texts: string[]): OutgoingAction => ({
	kind: 'reply',
	toPostId,
	texts,
	media: [],
});

describe('A thread', () => {
	it('answers the customer with its first post, and each other answers the one before', async () => {
		const toPostId = await mention();
		const { sent } = await send(client, reply(toPostId, thread));
		const posts = await ownPosts();
		expect(posts.map(({ id }) => id)).toEqual(sent);
		expect(posts.map(({ inReplyTo }) => inReplyTo)).toEqual([toPostId, sent[0], sent[1]]);
		expect(posts[0].text).toBe(`@alice_m ${thread[0]}`);
	});

	it('answers nobody when it is published', async () => {
		const { sent } = await send(client, publish(thread));
		const posts = await ownPosts();
		expect(posts.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, sent[0], sent[1]]);
		expect(posts.map(({ text }) => text)).toEqual(thread);
	});

	it('goes on behind the posts that are there already', async () => {
		const toPostId = await mention();
		const { sent } = await send(client, reply(toPostId, thread.slice(0, 2)));
		const rest = await send(client, reply(toPostId, thread), { sentBefore: sent });
		const posts = await ownPosts();
		expect(posts).toHaveLength(3);
		expect(posts[2]).toMatchObject({ id: rest.sent[0], inReplyTo: sent[1] });
		expect(rest.charges).toEqual([{ item: 'postCreate', unitUsd: 0.015 }]);
	});

	it('sends nothing more when all of it is there', async () => {
		const { sent } = await send(client, publish(thread));
		expect(await send(client, publish(thread), { sentBefore: sent })).toMatchObject({ sent: [] });
		expect(await ownPosts()).toHaveLength(3);
	});

	it('says which posts are there when X stops taking them in the middle', async () => {
		const sent: string[] = [];
		const texts = [thread[0], 'x'.repeat(281), thread[2]];
		const sending = send(client, publish(texts), { onSent: (id) => sent.push(id) });
		await expect(sending).rejects.toMatchObject({ status: 403 });
		expect((await ownPosts()).map(({ id }) => id)).toEqual(sent);
		expect(sent).toHaveLength(1);
	});

	it('carries the pictures and the say who may reply on its first post', async () => {
		const media = [PNG, JPEG].map((bytes, index) => ({
			base64: bytes.toString('base64'),
			mimeType: ['image/png', 'image/jpeg'][index],
		}));
		await send(client, publish(thread, { media, whoCanReply: 'mentionedUsers' }));
		const posts = await ownPosts();
		expect(posts.map((post) => post.media.length)).toEqual([2, 0, 0]);
		expect(posts.map((post) => post.replySettings)).toEqual([
			'mentionedUsers',
			undefined,
			undefined,
		]);
	});

	it('may be a picture alone', async () => {
		const media = [{ base64: PNG.toString('base64'), mimeType: 'image/png' }];
		await send(client, publish([''], { media }));
		expect(await ownPosts()).toMatchObject([{ text: '', media: [{ type: 'photo' }] }]);
	});
});

describe('The price of a post', () => {
	it.each<[string, boolean, ReturnType<typeof toPriceItem>]>([
		['Good morning', false, 'postCreate'],
		['Sorry!', true, 'summonedReply'],
		['See acme.parcel/us', false, 'postCreate'],
		['See https://acme.com/help', false, 'postCreateWithLink'],
		['See acme.com', true, 'postCreateWithLink'],
	])('of %p (answer to somebody: %p) is that of %s', (text, isSummoned, item) => {
		expect(toPriceItem(text, isSummoned)).toBe(item);
	});

	it('is what X bills, for the answer, what follows it, and links', async () => {
		const toPostId = await mention();
		const texts = [...thread, 'See https://acme.com/help'];
		const { charges } = await send(client, reply(toPostId, texts), { isSummoned: true });
		const { totalUsd } = await sandbox.control<{ totalUsd: number }>('GET', 'ledger');
		const paid = charges.reduce((sum, { unitUsd }) => sum + unitUsd, 0);
		expect(paid).toBeCloseTo(totalUsd, 6);
	});
});
