import type { OwnPost } from '../../../src/domain/policy/facts';
import type { MessageAction } from '../../../src/domain/policy/outgoing-action';
import { createXClient, type XClient } from '../../../src/x/client';
import { findPosts, findSent } from '../../../src/x/outgoing/find-sent';
import { createFetchSend } from '../../support/fetch-send';
import { type Sandbox, startSandbox } from '../../support/sandbox';
import { account, alice } from '../walk';

const post = (id: string, text: string, inReplyToPostId?: string): OwnPost => ({
	id,
	text,
	createdAtMs: 0,
	...(inReplyToPostId && { inReplyToPostId }),
});
const reply = (...texts: string[]) => ({
	kind: 'reply' as const,
	toPostId: '100',
	texts,
	media: [],
});
const publish = (...texts: string[]) => ({ kind: 'publish' as const, texts, media: [] });

describe('Looking for posts that an earlier attempt left', () => {
	it('finds nothing where there is nothing', () => {
		expect(findPosts(reply('Sorry!'), [])).toEqual({ ids: [], isComplete: false });
	});

	it('finds the answer to this very post, not the same words to another', () => {
		const own = [post('202', 'Sorry!', '101'), post('201', 'Sorry!', '100')];
		expect(findPosts(reply('Sorry!'), own)).toEqual({ ids: ['201'], isComplete: true });
	});

	it('takes whatever was said for the answer: one per interaction', () => {
		const own = [post('201', 'Hello Alice, I am on it.', '100')];
		expect(findPosts(reply('Sorry!'), own)).toEqual({ ids: ['201'], isComplete: true });
	});

	it('finds as much of a thread as there is, each post by the one it answers', () => {
		const own = [post('203', 'two', '201'), post('202', 'three', '100'), post('201', 'one', '100')];
		expect(findPosts(reply('one', 'two', 'three'), own)).toEqual({
			ids: ['201', '203'],
			isComplete: false,
		});
	});

	it('finds posts that answer nobody by their words', () => {
		const own = [post('202', 'Good evening'), post('201', 'Good morning'), post('200', 'one', '9')];
		expect(findPosts(publish('Good morning'), own)).toEqual({ ids: ['201'], isComplete: true });
		expect(findPosts(publish('one'), own)).toEqual({ ids: [], isComplete: false });
	});

	it('knows its words again after X has changed addresses, signs and handles in them', () => {
		const own = [post('201', '@alice_m Sorry &amp; see https://t.co/abc', '100')];
		const found = findPosts(reply('Sorry & see https://acme.com/help', 'more'), own);
		expect(found).toEqual({ ids: ['201'], isComplete: false });
	});

	it('does not take a repost for a post of its own', () => {
		const own = [{ ...post('201', 'Good morning'), repostOf: '50' }];
		expect(findPosts(publish('Good morning'), own)).toEqual({ ids: [], isComplete: false });
	});
});

describe('Looking for a message that an earlier attempt left', () => {
	let sandbox: Sandbox;
	let client: XClient;
	beforeAll(async () => {
		sandbox = await startSandbox();
		const headers = { authorization: 'Bearer sandbox-user-token' };
		client = createXClient(createFetchSend(sandbox.url, headers), Date.now);
	});
	afterAll(async () => await sandbox.stop());
	beforeEach(async () => await sandbox.control('POST', 'reset', {}));

	const message = (text: string): MessageAction => ({
		kind: 'sendMessage',
		to: { userId: alice.id },
		text,
		media: [],
	});
	const look = async (text: string, sinceMs = 0) =>
		await findSent(message(text), {
			client,
			account,
			sinceMs,
			onCharges: () => undefined,
			readOwnPosts: async () => await Promise.resolve([]),
		});
	const write = async (from: string, to: string, text: string, createdAt?: string) => {
		const draft = { from, to, text, ...(createdAt && { createdAt }) };
		return (await sandbox.control<{ id: string }>('POST', 'messages', draft)).id;
	};

	it('finds it among newer ones of the same conversation', async () => {
		const id = await write('acmecare', 'alice_m', 'Which parcel is it?');
		await write('alice_m', 'acmecare', 'The blue one');
		expect(await look('Which parcel is it?')).toEqual({ ids: [id], isComplete: true });
	});

	it.each([
		['the same words from the other side', 'alice_m', 'acmecare'],
		['the same words to somebody else', 'acmecare', 'bob_travels'],
	])('takes %s for something else', async (_, from, to) => {
		await write('alice_m', 'acmecare', 'Hello');
		await write(from, to, 'Which parcel is it?');
		expect(await look('Which parcel is it?')).toEqual({ ids: [], isComplete: false });
	});

	it('takes what is too old for something else', async () => {
		const createdAt = new Date(Date.now() - 3_600_000).toISOString();
		await write('acmecare', 'alice_m', 'Which parcel is it?', createdAt);
		const anHourAgo = Date.now() - 3_600_000;
		expect(await look('Which parcel is it?', anHourAgo + 60_000)).toMatchObject({ ids: [] });
		expect(await look('Which parcel is it?', anHourAgo - 60_000)).toMatchObject({
			isComplete: true,
		});
	});

	it('knows its words again although X writes addresses in its own way', async () => {
		const id = await write('acmecare', 'alice_m', 'See https://t.co/abc');
		expect(await look('See https://acme.com/help ')).toEqual({ ids: [id], isComplete: true });
	});
});
