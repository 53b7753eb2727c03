import { startSandbox, type Sandbox } from '../support/sandbox';
import { callX, COMPANY_ID, type XAnswer } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
});

const ALICE = '1402000000000000101';
const WIN_A_PHONE = '1402000000000000501';

const write = async (body: unknown): Promise<XAnswer> =>
	await callX(x, '/2/tweets', { method: 'POST', body });
const hide = async (id: string, hidden: unknown = true) =>
	await callX(x, `/2/tweets/${id}/hidden`, { method: 'PUT', body: { hidden } });
const shownAs = async (id: string) => {
	const timeline = await x.control<Array<{ id: string; hidden?: boolean }>>('GET', 'timeline');
	return timeline.find((post) => post.id === id);
};

describe('hiding replies', () => {
	it('hides a reply in the account’s own conversation, marks it, and shows it again', async () => {
		const own = await write({ text: 'We are open.' });
		const spam = await x.post({
			from: 'win_a_phone_77',
			text: 'FREE PHONES',
			inReplyTo: own.body.data.id,
		});
		expect((await hide(spam.id)).body).toEqual({ data: { hidden: true } });
		expect(await shownAs(spam.id)).toMatchObject({ hidden: true });
		expect((await hide(spam.id)).status).toBe(200);
		expect((await hide(spam.id, false)).body).toEqual({ data: { hidden: false } });
		expect(await shownAs(spam.id)).not.toHaveProperty('hidden');
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.03 });
	});

	it('reaches replies deep in the conversation', async () => {
		const own = await write({ text: 'We are open.' });
		const first = await x.post({ from: 'alice_m', text: 'hm', inReplyTo: own.body.data.id });
		const second = await x.post({ from: 'bob_travels', text: 'hm', inReplyTo: first.id });
		expect((await hide(second.id)).status).toBe(200);
	});

	it('refuses own posts, others’ conversations and posts that are no replies', async () => {
		const own = await write({ text: 'We are open.' });
		const thread = await write({
			text: 'Until eight.',
			reply: { in_reply_to_tweet_id: own.body.data.id },
		});
		const theirs = await x.post({ from: 'alice_m', text: '@acmecare hm' });
		const answer = await x.post({ from: 'bob_travels', text: 'true', inReplyTo: theirs.id });
		for (const id of [own.body.data.id, thread.body.data.id, theirs.id, answer.id]) {
			expect((await hide(id)).status).toBe(403);
		}
	});

	it('refuses posts that are not there and values that are not true or false', async () => {
		const own = await write({ text: 'We are open.' });
		const reply = await x.post({ from: 'alice_m', text: 'hm', inReplyTo: own.body.data.id });
		for (const value of ['true', 1, null]) expect((await hide(reply.id, value)).status).toBe(400);
		expect(await shownAs(reply.id)).not.toHaveProperty('hidden');
		await x.control('DELETE', `posts/${reply.id}`);
		expect((await hide(reply.id)).status).toBe(404);
		expect((await hide('123')).status).toBe(404);
	});

	it('leaves a hidden reply answerable, as on X', async () => {
		const own = await write({ text: 'We are open.' });
		const reply = await x.post({
			from: 'alice_m',
			text: '@acmecare where?',
			inReplyTo: own.body.data.id,
		});
		await hide(reply.id);
		const answer = await write({ text: 'Here.', reply: { in_reply_to_tweet_id: reply.id } });
		expect(answer.status).toBe(201);
	});
});

describe('muting', () => {
	const PATH = `/2/users/${COMPANY_ID}/muting`;
	const mute = async (target_user_id: unknown) =>
		await callX(x, PATH, { method: 'POST', body: { target_user_id } });
	const unmute = async (id: string) => await callX(x, `${PATH}/${id}`, { method: 'DELETE' });
	const connection = async (id: string): Promise<string[] | undefined> =>
		(await callX(x, `/2/users/${id}?user.fields=connection_status`)).body.data.connection_status;

	it('shows in the connection status, and is gone after it was taken back', async () => {
		expect((await mute(WIN_A_PHONE)).body).toEqual({ data: { muting: true } });
		expect((await mute(WIN_A_PHONE)).body).toEqual({ data: { muting: true } });
		expect(await connection(WIN_A_PHONE)).toEqual(['muting']);
		expect((await unmute(WIN_A_PHONE)).body).toEqual({ data: { muting: false } });
		expect((await unmute(WIN_A_PHONE)).body).toEqual({ data: { muting: false } });
		expect(await connection(WIN_A_PHONE)).toBeUndefined();
	});

	it('costs $0.010, and $0.005 to take back', async () => {
		await mute(ALICE);
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.01 });
		await unmute(ALICE);
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.015 });
	});

	it('refuses oneself, nobody, and other people’s names', async () => {
		expect((await mute(COMPANY_ID)).status).toBe(400);
		expect((await mute('99')).status).toBe(404);
		expect((await mute(5)).status).toBe(400);
		expect((await unmute('99')).status).toBe(404);
		const body = { target_user_id: WIN_A_PHONE };
		const other = await callX(x, `/2/users/${ALICE}/muting`, { method: 'POST', body });
		expect(other.status).toBe(400);
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0 });
	});
});
