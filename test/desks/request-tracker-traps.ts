import type { INodeExecutionData } from 'n8n-workflow';

import { RequestTrackerApi } from '../../credentials/RequestTrackerApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { createTrackerApi } from '../../src/desks/request-tracker/api';
import { createRequestTracker } from '../../src/desks/request-tracker/desk';
import { HttpFailure } from '../../src/http';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';
import type { DeskUnderTest } from './desk-under-test';
import { makeDraft, makeFollowUp, nextId } from './desk-under-test';
import type { trackerCalls } from './tracker-calls';
import { createFetchSend } from '../support/fetch-send';

export interface TrackerUnderTest extends DeskUnderTest {
	rt: ReturnType<typeof trackerCalls>;
	token: string;
	rootToken: string;
	/** Calls the real one as its administrator would. */
	asRoot: ReturnType<typeof trackerCalls>;
}

/** What Request Tracker does that a mock would not: each of these was measured on the real one. */
export function testTrackerTraps(get: () => DeskUnderTest): void {
	const test = () => get() as TrackerUnderTest;
	const isMerge = (method: string, path: string) => method === 'PUT' && path.includes('/ticket/');
	const open = (over: Partial<Parameters<typeof createRequestTracker>[1]>) =>
		createRequestTracker(
			createFetchSend(test().proxy.url, { authorization: `token ${test().token}` }),
			{
				baseUrl: 'http://rt.test/',
				queue: 'Social',
				followUpAs: 'correspond',
				keepContacts: true,
				...over,
			},
		);

	it('opens a resolved ticket again when the customer writes on, also as a comment', async () => {
		for (const followUpAs of ['correspond', 'comment'] as const) {
			const desk = open({ followUpAs });
			const first = makeDraft();
			const { id } = await desk.upsertCase(first);
			for (const status of ['resolved', 'rejected']) {
				await test().rt.call('PUT', `/ticket/${id}`, { Status: status });
				await desk.upsertCase(makeFollowUp(first, `not ${status} at all`));
				const ticket = await test().rt.call('GET', `/ticket/${id}`);
				expect(ticket).toMatchObject({ Status: 'open' });
			}
		}
	});

	/** Makes the next run believe, as one does that starts at the same instant, that there is no case yet: its first look. */
	const blind = {
		when: (method: string, path: string) => method === 'GET' && path.includes('/tickets?'),
		fault: { status: 200, body: { items: [] } },
		times: 1,
	};

	it('leaves no second open ticket when a run ends between losing the race and the merge', async () => {
		const first = makeDraft({ text: 'first of the torn race' });
		const second = makeFollowUp(first, 'second of the torn race');
		await test().desk.upsertCase(first);
		test().proxy.behave(blind, { when: isMerge, fault: 'drop-request' });
		await expect(test().desk.upsertCase(second)).rejects.toThrow();
		test().proxy.behave();
		expect(await test().readCases(first.caseKey)).toHaveLength(2);
		// Any later post of the conversation heals it, and the torn one knows that it is in.
		await test().desk.upsertCase(makeFollowUp(first, 'third'));
		const [healed, ...others] = await test().readCases(first.caseKey);
		expect(others).toEqual([]);
		for (const draft of [first, second]) {
			expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
			expect(healed.entries.filter((it) => it.includes(draft.text))).toHaveLength(1);
		}
	});

	it('still ends in one ticket where the administrator forgot to make the key field unique', async () => {
		const find = [{ field: 'Name', value: 'X Case Key' }];
		const { items } = (await test().asRoot.call('POST', '/customfields', find)) as {
			items: Array<{ id: string }>;
		};
		const field = `/customfield/${items[0].id}`;
		await test().asRoot.call('PUT', field, { UniqueValues: 0 });
		const first = makeDraft({ text: 'first of the loose race' });
		const second = makeFollowUp(first, 'second of the loose race');
		await test().desk.upsertCase(first);
		test().proxy.behave(blind);
		expect(await test().desk.upsertCase(second)).toMatchObject({ outcome: 'added' });
		await test().asRoot.call('PUT', field, { UniqueValues: 1 });
		const [held, ...others] = await test().readCases(first.caseKey);
		expect(others).toEqual([]);
		expect(held.entries.filter((it) => it.includes('of the loose race'))).toHaveLength(2);
	});

	it('follows the staff who merged two conversations into one ticket', async () => {
		const [first, other] = [makeDraft(), makeDraft()];
		const { id } = await test().desk.upsertCase(first);
		const kept = await test().desk.upsertCase(other);
		await test().rt.call('PUT', `/ticket/${id}`, { MergeInto: kept.id });
		const reference = await test().desk.upsertCase(makeFollowUp(first, 'goes where staff put it'));
		expect(reference).toMatchObject({ id: kept.id, outcome: 'added' });
		expect(await test().desk.upsertCase(first)).toMatchObject({ outcome: 'existing' });
		expect(await test().desk.upsertCase(other)).toMatchObject({ id: kept.id, outcome: 'existing' });
	});

	it('finds the ticket again after staff have moved it to another queue', async () => {
		const draft = makeDraft();
		const { id } = await test().desk.upsertCase(draft);
		await test().asRoot.call('PUT', `/ticket/${id}`, { Queue: 'Second Line' });
		expect(await test().desk.upsertCase(draft)).toMatchObject({ id, outcome: 'existing' });
	});

	it('names the missing field and how to make it, and creates nothing, on a queue without it', async () => {
		const draft = makeDraft();
		const error: unknown = await open({ queue: 'Bare' })
			.upsertCase(draft)
			.catch((it: unknown) => it);
		expect(error).toBeInstanceOf(HttpFailure);
		expect(error).toMatchObject({ kind: 'misconfigured' });
		expect((error as HttpFailure).message).toContain(
			'queue "Bare" have no custom field "X Case Key"',
		);
		expect((error as HttpFailure).hint).toContain('Custom Fields');
		expect(await test().readCases(draft.caseKey)).toEqual([]);
	});

	it('names a queue that does not exist', async () => {
		const error: unknown = await open({ queue: "No'such" })
			.upsertCase(makeDraft())
			.catch((it: unknown) => it);
		expect(error).toMatchObject({ kind: 'forbidden', status: 403 });
		expect((error as HttpFailure).message).toContain(`opening queue "No'such"`);
		expect((error as HttpFailure).hint).toContain("'Queue'");
	});

	it('keeps one contact per X user id, and their new name unless staff have edited it', async () => {
		const author = { id: '4400000000000000001', handle: 'old_handle', name: 'Old Name ‮evil' };
		const first = makeDraft({ author });
		const { id } = await test().desk.upsertCase(first);
		const ticket = await test().rt.call('GET', `/ticket/${id}`);
		expect(ticket).toMatchObject({ Requestor: [{ id: `x-${author.id}` }] });
		const read = async () => await test().rt.call('GET', `/user/x-${author.id}`);
		expect(await read()).toMatchObject({ RealName: 'Old Name evil' });
		const renamed = { ...author, handle: 'new_handle', name: 'New Name' };
		await test().desk.upsertCase(makeDraft({ author: renamed }));
		expect(await read()).toMatchObject({ RealName: 'New Name' });
		expect(JSON.stringify(await read())).toContain('new_handle');
		await test().asRoot.call('PUT', `/user/x-${author.id}`, { RealName: 'Mrs. Name, VIP' });
		await test().desk.upsertCase(makeDraft({ author: { ...author, name: 'Third Name' } }));
		expect(await read()).toMatchObject({ RealName: 'Mrs. Name, VIP' });
	});

	it('makes the contact once when two posts of a new author come at once', async () => {
		const author = { id: String(4500000000000000000n + BigInt(Date.now())) };
		const drafts = [makeDraft({ author }), makeDraft({ author })];
		const references = await Promise.all(
			drafts.map(async (it) => await test().desk.upsertCase(it)),
		);
		expect(references.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
	});

	it('gives the urgent the higher priority, and the ticket a title that says who wants what', async () => {
		const draft = {
			...makeDraft({ author: { id: '5', name: 'Ann' } }),
			urgency: 'critical' as const,
		};
		const { id } = await test().desk.upsertCase(draft);
		expect(await test().rt.call('GET', `/ticket/${id}`)).toMatchObject({
			Priority: '100',
			Subject: expect.stringMatching(/^Post on X from Ann: /),
		});
	});

	it('asks little: one call for a post that is in, three for a follow-up, five with a new contact', async () => {
		const first = makeDraft();
		await test().desk.upsertCase(first);
		test().proxy.takeLog();
		await test().desk.upsertCase(first);
		expect(test().proxy.takeLog()).toHaveLength(1);
		const followUp = makeFollowUp(first, 'counted');
		await test().desk.upsertCase(followUp);
		expect(test().proxy.takeLog()).toHaveLength(3);
		await test().desk.upsertCase(followUp);
		expect(test().proxy.takeLog()).toHaveLength(1);
		await test().desk.upsertCase(makeDraft({ author: { id: nextId(), handle: 'new_here' } }));
		expect(test().proxy.takeLog()).toHaveLength(5);
	});

	it('lists the queues the user may see, for the editor', async () => {
		const send = createFetchSend(test().proxy.url, { authorization: `token ${test().token}` });
		const names = (await createTrackerApi(send).findQueues()).map(({ name }) => name);
		expect(names.sort()).toEqual(['Bare', 'Second Line', 'Social']);
	});

	it('works through the node, on the n8n engine, as an admin sets it up', async () => {
		const run = async (input: INodeExecutionData[], token = test().token) =>
			await runNode(new CaseForwarder(), {
				parameters: {
					desk: 'requestTracker',
					queue: { __rl: true, mode: 'name', value: 'Social' },
				},
				credentials: { requestTrackerApi: { baseUrl: `${test().proxy.url}/`, token } },
				credentialTypes: [new RequestTrackerApi()],
				input,
			});
		const [first, second] = [String(Date.now()), String(Date.now() + 1)];
		const events = [makeEvent({ id: first }), makeEvent({ id: second, conversationId: first })];
		const input = events.map((event) => ({ json: { event: event as never } }));
		const { outputs, error } = await run(input);
		expect(error).toBeUndefined();
		const [{ json: made }, { json: added }] = outputs[0];
		expect([made.case, added.case]).toMatchObject([{ outcome: 'created' }, { outcome: 'added' }]);
		expect(made.case).toMatchObject({
			url: expect.stringMatching(/^http:\/\/[^/]+\/Ticket\/Display\.html\?id=\d+$/),
		});
		const { error: refused } = await run(input.slice(0, 1), '1-2-wrong');
		expect(refused?.message).toMatch(/^Request Tracker: looking up tickets was answered with 401/);
		expect(refused?.description).toContain('Auth Tokens');
	});
}
