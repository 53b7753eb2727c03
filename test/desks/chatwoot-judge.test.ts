import ChatwootClient from '@figuro/chatwoot-sdk';

import { makeDraft, makeFollowUp } from './desk-under-test';
import { openChatwoot } from './chatwoot-under-test';
import type { SandboxDesk } from './sandbox-desk';

const accountId = 1;

/** The fake Chatwoot, judged by a client that others wrote for the real one; and what the desk made, read by it. */
describe("The sandbox's Chatwoot, by the client @figuro/chatwoot-sdk", () => {
	let test: SandboxDesk;
	let client: ChatwootClient;
	beforeAll(async () => {
		test = await openChatwoot();
		client = open('sandbox-desk-key');
	});
	afterAll(async () => await test?.close());

	const open = (token: string) =>
		new ChatwootClient({
			config: { basePath: test.url, with_credentials: false, credentials: 'omit', token },
		});
	const makeContact = async (identifier?: string) => {
		const data = { inbox_id: 11, name: 'Ann', identifier, custom_attributes: { x_handle: 'ann' } };
		const made = (await client.contacts.create({ accountId, data })) as never;
		return (made as { payload: { contact: { id: number } } }).payload.contact;
	};
	const makeConversation = async (more: object = {}) => {
		const { id: contact_id } = await makeContact();
		const data = { inbox_id: 11, contact_id, ...more } as never;
		return (await client.conversations.create({ accountId, data })) as { id: number };
	};
	const equal = (attribute_key: string, value: string) =>
		[
			{ attribute_key, filter_operator: 'equal_to', values: [value], query_operator: null },
		] as never;
	const readMessages = async (conversationId: number) => {
		const { payload } = (await client.messages.list({ accountId, conversationId })) as never;
		return payload as Array<Record<string, unknown>>;
	};

	it('turns a stranger away', async () => {
		await expect(open('not-the-key').webhooks.list({ accountId })).rejects.toMatchObject({
			status: 401,
		});
	});

	it('makes contacts, finds them by search and filter, and shows what was changed', async () => {
		const { id } = await makeContact('judge-1');
		const found = (await client.contacts.search({ accountId, q: 'judge-1' })) as never;
		expect(found).toMatchObject({ payload: [{ id, identifier: 'judge-1' }] });
		const payload = equal('identifier', 'judge-1');
		expect(await client.contacts.filter({ accountId, payload })).toMatchObject({
			payload: [{ id, name: 'Ann' }],
		});
		const data = { name: 'Ann B.', custom_attributes: { x_followers: '7' } };
		await client.contacts.update({ accountId, id, data });
		expect(await client.contacts.get({ accountId, id })).toMatchObject({
			payload: { name: 'Ann B.', custom_attributes: { x_handle: 'ann', x_followers: '7' } },
		});
	});

	it('refuses an identifier that is taken, and does not know a contact that is not there', async () => {
		await makeContact('judge-2');
		await expect(makeContact('judge-2')).rejects.toMatchObject({
			status: 422,
			body: { attributes: ['identifier'] },
		});
		await expect(client.contacts.get({ accountId, id: 999_999 })).rejects.toMatchObject({
			status: 404,
		});
	});

	it('makes a conversation, filters by a custom attribute, and changes its status, owner and labels', async () => {
		const custom_attributes = { x_case_key: 'judge-key' };
		const { id: conversationId } = await makeConversation({ custom_attributes });
		const payload = equal('x_case_key', 'judge-key');
		expect(await client.conversations.filter({ accountId, payload })).toMatchObject({
			payload: [{ id: conversationId, status: 'open', custom_attributes }],
		});
		const data = { status: 'resolved' } as const;
		const toggled = await client.conversations.toggleStatus({ accountId, conversationId, data });
		expect(toggled).toMatchObject({ payload: { success: true, current_status: 'resolved' } });
		const assignee = { accountId, conversationId, data: { assignee_id: 2 } };
		expect(await client.conversationAssignment.assign(assignee)).toMatchObject({ id: 2 });
		const labels = ['x', 'vip'];
		await client.conversationLabels.add({ accountId, conversationId, data: { labels } });
		expect(await client.conversationLabels.list({ accountId, conversationId })).toMatchObject({
			payload: labels,
		});
		expect(await client.conversations.get({ accountId, conversationId })).toMatchObject({
			...{ id: conversationId, status: 'resolved', meta: { assignee: { name: 'Jane Doe' } } },
		});
	});

	it('takes messages as the form the client sends, and hands them out oldest first', async () => {
		const { id: conversationId } = await makeConversation();
		const say = async (data: object) =>
			await client.messages.create({ accountId, conversationId, data: data as never });
		await say({ content: 'Hello\n\n& <b>welcome</b> 💙', message_type: 'incoming' });
		await say({ content: 'a note', private: true });
		expect(await readMessages(conversationId)).toMatchObject([
			{ content: 'Hello\n\n& <b>welcome</b> 💙', message_type: 0, private: false },
			{ content: 'a note', message_type: 1, private: true, sender: { name: 'X Care Bot' } },
		]);
	});

	it('defines custom attributes, each once', async () => {
		const data = {
			attribute_display_name: 'Judge',
			attribute_display_type: 0,
			attribute_description: 'a description',
			attribute_key: 'judge',
			attribute_model: 0,
		} as never;
		const made = await client.customAttributes.create({ accountId, data });
		expect(made).toMatchObject({ attribute_key: 'judge', attribute_display_type: 'text' });
		const list = await client.customAttributes.list({ accountId, attributeModel: '0' });
		expect((list as Array<{ attribute_key?: string }>).map((it) => it.attribute_key)).toEqual([
			...['x_case_key', 'judge'],
		]);
		await expect(client.customAttributes.create({ accountId, data })).rejects.toMatchObject({
			status: 422,
		});
	});

	it('keeps webhooks, one for an address, and forgets them', async () => {
		const data = { url: 'https://n8n.example/hook', subscriptions: ['message_created'] } as never;
		const made = (await client.webhooks.create({ accountId, data })) as never;
		const { webhook } = (made as { payload: { webhook: { id: number } } }).payload;
		const list = async () => await client.webhooks.list({ accountId });
		expect(await list()).toMatchObject({ payload: { webhooks: [{ id: webhook.id }] } });
		await expect(client.webhooks.create({ accountId, data })).rejects.toMatchObject({
			status: 422,
		});
		await client.webhooks.delete({ accountId, webhookId: webhook.id });
		expect(await list()).toEqual({ payload: { webhooks: [] } });
	});

	it('lists agents and inboxes', async () => {
		const agents = (await client.agents.list({ accountId })) as Array<{ name?: string }>;
		expect(agents.map(({ name }) => name)).toContain('Jane Doe');
		expect(await client.inboxes.list({ accountId })).toMatchObject({
			payload: [{ id: 11, channel_type: 'Channel::Api' }, {}],
		});
	});

	it('shows what the desk has made: contact, conversation, words of both sides', async () => {
		const author = { id: '4711', handle: 'bea', name: 'Bea', followers: 12 };
		const draft = makeDraft({ author, text: 'My parcel & I\n<wait>' });
		const { id } = await test.desk.upsertCase(draft);
		const answer = { ...makeFollowUp(draft, 'We look into it.'), isOurs: true };
		await test.desk.upsertCase(answer);
		const conversationId = Number(id);
		const shown = await client.conversations.get({ accountId, conversationId });
		expect(shown).toMatchObject({
			custom_attributes: { x_case_key: draft.caseKey },
			meta: { sender: { name: 'Bea', identifier: 'x-4711' } },
		});
		expect(await readMessages(conversationId)).toMatchObject([
			{ content: draft.body, message_type: 0, private: false },
			{ content: answer.body, message_type: 1, private: false },
		]);
		const payload = equal('x_case_key', draft.caseKey);
		expect(await client.conversations.filter({ accountId, payload })).toMatchObject({
			payload: [{ id: conversationId }],
		});
		const q = 'x-4711';
		expect(await client.contacts.search({ accountId, q })).toMatchObject({
			payload: [{ custom_attributes: { x_handle: 'bea', x_followers: '12' } }],
		});
	});
});
