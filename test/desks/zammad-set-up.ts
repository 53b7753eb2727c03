import type { INodeExecutionData } from 'n8n-workflow';

import { CaseDeskZammadApi } from '../../credentials/CaseDeskZammadApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import type { FetchMedia } from '../../src/desks/desk';
import { createZammadLists } from '../../src/desks/zammad/lists';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';
import { makeDraft, makeFollowUp, nextId, readFailure } from './desk-under-test';
import type { SandboxDesk } from './sandbox-desk';
import { openWith } from './zammad-under-test';

/** Preparing, lists, files, and the node itself. */
export function testZammadSetUp(get: () => SandboxDesk): void {
	const test = () => get();
	const set = async (name: string, value: unknown) => await test().act({ do: 'set', name, value });
	const prepare = async () => (await test().desk.prepare?.()) ?? [];
	const all = ['ticket.agent', 'admin.user', 'admin.object', 'admin.webhook', 'admin.trigger'];

	describe('Prepare Desk', () => {
		afterEach(async () => await set('rights', all));

		it('changes nothing that is there', async () => {
			const steps = await prepare();
			expect(steps).toHaveLength(7);
			expect(steps.map(({ state }) => state)).toEqual(Array(7).fill('there already'));
		});

		it('makes what is missing, so that a desk that was refused works afterwards', async () => {
			await test().act({ do: 'forgetFields' });
			const draft = makeDraft();
			const failure = await readFailure(test().desk, draft);
			expect(failure).toMatchObject({ kind: 'misconfigured' });
			expect(failure.message).toContain('x_case_key');
			expect(failure.hint).toContain("'Prepare Desk'");
			expect((await prepare()).map(({ state }) => state)).toEqual(Array(7).fill('created'));
			expect((await prepare()).map(({ state }) => state)).toEqual(Array(7).fill('there already'));
			expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		});

		it('goes on where a run broke off before the database was updated', async () => {
			await test().act({ do: 'forgetFields' });
			const isMigration = (_: string, path: string) => path.includes('execute_migrations');
			test().proxy.behave({ when: isMigration, fault: 'drop-request', times: 1 });
			await expect(prepare()).rejects.toThrow();
			test().proxy.behave();
			await prepare();
			expect(await test().desk.upsertCase(makeDraft())).toMatchObject({ outcome: 'created' });
		});

		it('says what to click where the token may not make attributes', async () => {
			await set('rights', ['ticket.agent']);
			const steps = await prepare();
			expect(steps.map(({ state }) => state)).toEqual(Array(7).fill('by hand'));
			expect(steps[0].how).toMatch(/Admin › Objects › Ticket.*x_case_key.*admin\.object/);
		});

		it('writes no change of somebody else into the database along with its own', async () => {
			await test().act({ do: 'forgetFields' });
			await set('pendingAttribute', 'half_removed');
			const steps = await prepare();
			expect(steps.map(({ state }) => state)).toEqual(Array(7).fill('by hand'));
			expect(steps[0].how).toContain('half_removed');
			const { body } = await test().send({
				method: 'GET',
				url: '/api/v1/object_manager_attributes',
			});
			expect(body).toContainEqual(expect.objectContaining({ name: 'half_removed' }));
			// Their own turn.
			const url = '/api/v1/object_manager_attributes_execute_migrations';
			await test().send({ method: 'POST', url, body: {} });
			expect(await test().desk.upsertCase(makeDraft())).toMatchObject({ outcome: 'created' });
		});

		it('makes no contact that could not be found again', async () => {
			const isPeople = (_: string, path: string) => path.includes('/users/search');
			const said = { error: 'Error ID a1b2: Please contact your administrator.' };
			test().proxy.behave({ when: isPeople, fault: { status: 422, body: said } });
			const failure = await readFailure(test().desk, makeDraft());
			expect(failure).toMatchObject({ kind: 'misconfigured' });
			expect(failure.message).toContain('x_user_key');
		});
	});

	it('lists groups, agents, states and priorities that can be chosen', async () => {
		const lists = createZammadLists(test().send);
		const names = (found: Array<{ name: string }> | undefined) => found?.map(({ name }) => name);
		expect(await lists.queues?.()).toContainEqual({ name: 'Social', value: '2' });
		expect(names(await lists.queues?.())).not.toContain('Old Team');
		expect(await lists.owners?.()).toContainEqual({ name: 'Lea Berg (lea@desk.test)', value: '4' });
		expect(names(await lists.statuses?.())).toEqual([
			...['new', 'open', 'pending reminder', 'closed', 'pending close'],
		]);
		expect(names(await lists.priorities?.())).toEqual(['1 low', '2 normal', '3 high']);
	});

	describe('with media', () => {
		const fetchMedia: FetchMedia = async (url) =>
			await Promise.resolve(
				url.endsWith('gone.jpg')
					? undefined
					: { fileName: 'photo.jpg', mimeType: 'image/jpeg', base64: 'aGVsbG8=' },
			);
		const photo = (name: string) => ({
			...{ type: 'photo' as const, key: name, url: `https://pbs.example/${name}` },
		});
		const readFiles = async (id: string) =>
			(await test().look()).cases.find((it) => it.id === id)?.entries.map(({ files }) => files);

		it('puts files into the article of their post, in the same request', async () => {
			const desk = openWith(test().send, test().url, {}, fetchMedia);
			const first = makeDraft({ media: [photo('a.jpg'), photo('gone.jpg')] });
			test().proxy.takeLog();
			const { id } = await desk.upsertCase(first);
			expect(test().proxy.takeLog().length).toBeLessThanOrEqual(5);
			const followUp = { ...makeFollowUp(first, 'look'), media: [photo('b.jpg')] };
			await desk.upsertCase(followUp);
			expect(await readFiles(id)).toEqual([['photo.jpg'], ['photo.jpg']]);
		});

		it('keeps the post, and says so, when Zammad does not take its files', async () => {
			await set('mostAttachmentBytes', 3);
			const desk = openWith(test().send, test().url, {}, fetchMedia);
			const reference = await desk.upsertCase(makeDraft({ media: [photo('a.jpg')] }));
			await set('mostAttachmentBytes', undefined);
			expect(reference).toMatchObject({
				outcome: 'created',
				notes: [expect.stringMatching(/not attached.*too large/)],
			});
			expect(await readFiles(reference.id)).toEqual([[]]);
		});
	});

	it('works through the node, on the n8n engine, as an admin sets it up', async () => {
		const run = async (
			parameters: Record<string, unknown>,
			input: INodeExecutionData[],
			accessToken = 'sandbox-desk-key',
		) =>
			await runNode(new CaseForwarder(), {
				parameters: { desk: 'zammad', ...parameters } as never,
				credentials: { caseDeskZammadApi: { baseUrl: `${test().url}/`, accessToken } },
				credentialTypes: [new CaseDeskZammadApi()],
				input,
			});
		const queue = { __rl: true, mode: 'name', value: 'Social' };
		const [first, second] = [nextId(), nextId()];
		const events = [makeEvent({ id: first }), makeEvent({ id: second, conversationId: first })];
		const input = events.map((event) => ({ json: { event: event as never } }));
		const options = { tags: 'x, care', owner: { __rl: true, mode: 'id', value: '4' } };
		const { outputs, error } = await run({ queue, options }, input);
		expect(error).toBeUndefined();
		const [{ json: made }, { json: added }] = outputs[0];
		expect([made.case, added.case]).toMatchObject([{ outcome: 'created' }, { outcome: 'added' }]);
		const { id, url } = made.case as { id: string; url: string };
		expect(url).toBe(`${test().url}/#ticket/zoom/${id}`);
		const held = (await test().look()).cases.find((it) => it.id === id);
		expect(held).toMatchObject({ queue: 'Social', owner: 'lea@desk.test', tags: ['x', 'care'] });
		const prepared = await run({ operation: 'prepare' }, [{ json: {} }]);
		expect(prepared.error).toBeUndefined();
		const refused = await run({ queue }, input.slice(0, 1), 'wrong');
		expect(refused.error?.message).toMatch(/^Zammad: looking up tickets was answered with 401/);
		expect(refused.error?.description).toContain('Token Access');
		const empty = run({ queue: { ...queue, value: '' } }, input.slice(0, 1));
		await expect(empty).rejects.toThrow('Parameter "Group" is required');
	});
}
