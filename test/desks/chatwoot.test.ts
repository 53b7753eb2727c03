import { CaseDeskChatwootApi } from '../../credentials/CaseDeskChatwootApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { chatwootCapabilities, createChatwoot } from '../../src/desks/chatwoot/desk';
import { createChatwootLists } from '../../src/desks/chatwoot/lists';
import type { CaseDraft } from '../../src/domain/case';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';
import { openChatwoot, toSettings } from './chatwoot-under-test';
import { testDesk } from './contract';
import {
	makeDraft,
	makeFollowUp,
	nextId,
	readFailure,
	readOneCase,
	times,
} from './desk-under-test';
import type { SandboxDesk } from './sandbox-desk';

describe('Chatwoot', () => {
	let test: SandboxDesk;
	const opened = async () => (test = await openChatwoot());
	const base = '/api/v1/accounts/1/conversations';
	/** A second conversation with the same key, as a run makes it that does not know of the first. */
	const makeTwin = async ({ caseKey }: CaseDraft): Promise<number> => {
		const contact = { name: 'Somebody' };
		const made = await test.send({
			...{ method: 'POST', url: '/api/v1/accounts/1/contacts', body: contact },
		});
		const { payload } = made.body as { payload: { contact: { id: number } } };
		const custom_attributes = { x_case_key: caseKey };
		const body = { inbox_id: 11, contact_id: payload.contact.id, custom_attributes };
		return ((await test.send({ method: 'POST', url: base, body })).body as { id: number }).id;
	};
	const say = async (id: number, body: object) =>
		void (await test.send({ method: 'POST', url: `${base}/${id}/messages`, body }));
	testDesk(opened, chatwootCapabilities, () => {
		it('gives a new conversation status, owner, priority and labels, and no later post changes them', async () => {
			const newFields = { status: 'pending', owner: '2', tags: ['x', 'vip'], priorities: {} };
			const desk = createChatwoot(test.send, toSettings(test.url, { newCase: newFields }));
			const first = { ...makeDraft(), urgency: 'critical' as const };
			const { id } = await desk.upsertCase(first);
			const find = async () => (await test.look()).cases.find((it) => it.id === id);
			const given = { status: 'pending', owner: '2', priority: 'urgent', tags: ['x', 'vip'] };
			expect(await find()).toMatchObject({ ...given, queue: '11' });
			await test.act({ do: 'assign', caseId: id, owner: '3' });
			await desk.upsertCase({ ...makeFollowUp(first, 'and more'), urgency: 'low' as const });
			expect(await find()).toMatchObject({ ...given, owner: '3' });
		});

		it('finds a post among more messages than Chatwoot shows at once', async () => {
			const first = makeDraft({ text: 'the very first' });
			const { id } = await test.desk.upsertCase(first);
			for (let n = 0; n < 45; n++) {
				await test.act({ do: 'comment', caseId: id, text: `note ${n}`, isPublic: false });
			}
			expect(await test.desk.upsertCase(first)).toMatchObject({ id, outcome: 'existing' });
		});

		it('takes up what a run left behind that died before it could give way', async () => {
			const first = makeDraft({ text: 'words of the winner' });
			const second = makeFollowUp(first, 'words of the loser');
			await test.desk.upsertCase(first);
			const blind = (method: string, path: string) =>
				method === 'POST' && path.includes('/conversations/filter');
			const empty = { status: 200, body: { meta: {}, payload: [] } };
			const dies = (method: string, path: string) =>
				method === 'POST' && path.endsWith('/messages');
			test.proxy.behave(
				{ when: blind, fault: empty, times: 1 },
				{ when: dies, fault: 'drop-request' },
			);
			await expect(test.desk.upsertCase(second)).rejects.toThrow();
			test.proxy.behave();
			expect(await test.readCases(first.caseKey)).toHaveLength(2);
			// As long as it may still be at it, nobody else does its work.
			await test.desk.upsertCase(makeFollowUp(first, 'a third one'));
			expect(await test.readCases(first.caseKey)).toHaveLength(2);
			await test.sandbox.control('POST', 'clock', { advanceMs: 130_000 });
			await test.desk.upsertCase(makeFollowUp(first, 'a fourth one'));
			const held = await readOneCase(test, first);
			const words = ['winner', 'loser', 'third', 'fourth'];
			expect(words.map((word) => times(held, word))).toEqual([1, 1, 1, 1]);
			expect(await test.desk.upsertCase(second)).toMatchObject({ outcome: 'existing' });
		});

		it('takes up all a conversation holds of ours, also more than Chatwoot shows at once, and closes it', async () => {
			const first = makeDraft({ text: 'words of the winner' });
			const { id } = await test.desk.upsertCase(first);
			const lost = await makeTwin(first);
			const posts = Array.from({ length: 45 }, (_, n) => makeFollowUp(first, `lost words ${n}.`));
			for (const { body: content } of posts) await say(lost, { content, message_type: 'incoming' });
			await say(lost, { content: 'a note of an agent', private: true });
			await test.sandbox.control('POST', 'clock', { advanceMs: 130_000 });
			await test.desk.upsertCase(makeFollowUp(first, 'the next post'));
			const held = await readOneCase(test, first);
			expect(held.id).toBe(id);
			for (let n = 0; n < 45; n++) expect(times(held, `lost words ${n}.`)).toBe(1);
			expect(held.entries.filter((text) => text.includes('lost words'))).toEqual(
				posts.map(({ body }) => body),
			);
			expect(times(held, 'a note of an agent')).toBe(0);
			expect(await test.people!.isClosed(String(lost))).toBe(true);
			for (const post of [posts[0], posts[44]]) {
				expect(await test.desk.upsertCase(post)).toMatchObject({ id, outcome: 'existing' });
			}
		});

		it('finds the oldest of more conversations than Chatwoot lists at once', async () => {
			const first = makeDraft();
			const { id } = await test.desk.upsertCase(first);
			for (let n = 0; n < 30; n++) await makeTwin(first);
			expect(await test.desk.upsertCase(makeFollowUp(first, 'and more'))).toMatchObject({ id });
		});

		it('says how to make the attribute it needs, and makes it', async () => {
			const draft = makeDraft();
			await test.act({ do: 'forgetFields' });
			const failure = await readFailure(test.desk, draft);
			expect(failure).toMatchObject({ kind: 'misconfigured' });
			expect(failure.hint).toContain('Prepare Desk');
			const states = async () => (await test.desk.prepare!()).map(({ state }) => state);
			expect(await states()).toEqual(Array(4).fill('created'));
			expect(await states()).toEqual(Array(4).fill('there already'));
			expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		});

		it('says what to do by hand where the token may not', async () => {
			await test.act({ do: 'forgetFields' });
			const fault = { status: 401, body: { error: 'You are not authorized to do this action' } };
			const when = (method: string, path: string) =>
				method === 'POST' && path.endsWith('/custom_attribute_definitions');
			test.proxy.behave({ when, fault });
			const steps = await test.desk.prepare!();
			expect(steps.map(({ state }) => state)).toEqual(Array(4).fill('by hand'));
			expect(steps[0].how).toContain('Settings › Custom Attributes › Conversation');
			test.proxy.behave();
			await test.desk.prepare!();
		});

		it('lists what there is to choose from', async () => {
			const lists = createChatwootLists(test.send, '1');
			expect(await lists.queues!()).toEqual([{ name: 'X', value: '11' }]);
			expect((await lists.owners!()).map(({ name }) => name)).toContain('Jane Doe');
			expect((await lists.statuses!()).map(({ value }) => value)).toContain('pending');
			expect((await lists.priorities!()).map(({ value }) => value)).toContain('urgent');
		});

		it('refuses an inbox that takes no words of customers, and says which kind it wants', async () => {
			const desk = createChatwoot(test.send, toSettings(test.url, { inbox: '12' }));
			const failure = await readFailure(desk, makeDraft());
			expect(failure.message).toContain('only allowed in Api inboxes');
			expect(failure.hint).toContain("'API'");
		});

		it('works through the node', async () => {
			const run = await runNode(new CaseForwarder(), {
				parameters: { desk: 'chatwoot', queue: { __rl: true, mode: 'id', value: '11' } },
				credentials: {
					caseDeskChatwootApi: {
						baseUrl: `${test.url}/`,
						accountId: '1',
						accessToken: 'sandbox-desk-key',
					},
				},
				credentialTypes: [new CaseDeskChatwootApi()],
				input: [{ json: { event: makeEvent({ id: nextId() }) as never } }],
			});
			expect(run.error).toBeUndefined();
			expect(run.outputs[0][0].json.case).toMatchObject({
				desk: 'chatwoot',
				outcome: 'created',
				url: expect.stringMatching(/\/app\/accounts\/1\/conversations\/\d+$/),
			});
		});
	});
});
