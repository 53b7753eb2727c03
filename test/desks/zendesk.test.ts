import { CaseDeskZendeskApi } from '../../credentials/CaseDeskZendeskApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import type { FetchMedia } from '../../src/desks/desk';
import { createZendesk } from '../../src/desks/zendesk/desk';
import { createZendeskLists } from '../../src/desks/zendesk/lists';
import type { ZendeskSettings } from '../../src/desks/zendesk/work';
import { toCaseDraft } from '../../src/domain/case';
import { toOurAnswer } from '../../src/domain/our-answer';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';
import { testDesk } from './contract';
import { makeDraft, makeFollowUp, nextId, readFailure } from './desk-under-test';
import type { SandboxDesk } from './sandbox-desk';
import { startListener } from './zendesk-listener';
import { openZendesk, toSettings, zendeskCapabilities } from './zendesk-desk';

testDesk(openZendesk, zendeskCapabilities, (get) => {
	const test = () => get() as SandboxDesk;
	const open = (over: Partial<ZendeskSettings>, fetchMedia?: FetchMedia) =>
		createZendesk(test().send, toSettings(test().url, over), fetchMedia);
	const readCase = async (id: string) => (await test().look()).cases.find((it) => it.id === id)!;
	const readOurs = async (caseKey: string) =>
		(await test().look()).cases.filter((it) => it.caseKey === caseKey);
	const set = async (name: string, value: unknown) => await test().act({ do: 'set', name, value });
	const later = async (seconds: number) =>
		await test().sandbox.control('POST', 'clock', { advanceMs: seconds * 1000 });
	const isLookUp = (method: string, path: string) =>
		method === 'GET' && path.includes('/tickets.json');
	/** Makes the next look-up believe, as one does that runs at the same instant, that there is no ticket yet. */
	const blind = {
		when: isLookUp,
		fault: { status: 200, body: { tickets: [], users: [] } },
		times: 1,
	};

	it('adds to the ticket of a run at the same instant, whose first post was another one', async () => {
		const first = makeDraft({ text: 'one of the race' });
		const { id } = await test().desk.upsertCase(first);
		test().proxy.behave(blind);
		const other = makeFollowUp(first, 'another of the race');
		expect(await test().desk.upsertCase(other)).toMatchObject({ id, outcome: 'added' });
		test().proxy.behave(blind);
		expect(await test().desk.upsertCase(first)).toMatchObject({ id, outcome: 'existing' });
		expect(await readOurs(first.caseKey)).toHaveLength(1);
	});

	it('comes to an end, and says so, where a list has no end', async () => {
		const first = makeDraft();
		await test().desk.upsertCase(first);
		const comments = [{ id: 1, plain_body: 'the same again' }];
		const body = { comments, meta: { has_more: true, after_cursor: 'again' } };
		const isReading = (_method: string, path: string) => path.includes('/comments.json');
		test().proxy.behave({ when: isReading, fault: { status: 200, body } });
		const failure = await readFailure(test().desk, makeFollowUp(first, 'is there an end'));
		expect(failure).toMatchObject({ kind: 'malformed' });
		expect(failure.message).toMatch(/^Zendesk: reading ticket/);
	});

	it('uses the oldest of two open tickets of a conversation, and says that there are two', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		const double = (await set('double', id)) as { id: string };
		const reference = await test().desk.upsertCase(makeFollowUp(first, 'which one'));
		expect(reference).toMatchObject({ id, outcome: 'added' });
		expect(reference.notes).toEqual([expect.stringContaining(double.id)]);
	});

	it('opens one follow-up of a ticket closed for good, and goes on there', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		await test().act({ do: 'closeForGood', caseId: id });
		const others = ['back again', 'and again'].map((text) => makeFollowUp(first, text));
		const references = await Promise.all(
			others.map(async (draft) => await test().desk.upsertCase(draft)),
		);
		expect(new Set(references.map((it) => it.id)).size).toBe(1);
		const [{ id: newId }] = references;
		expect(newId).not.toBe(id);
		const notes = references.flatMap((it) => it.notes ?? []);
		expect(notes).toEqual([expect.stringContaining(`Ticket ${id} is closed for good`)]);
		expect(await readCase(newId)).toMatchObject({ followUpOf: Number(id), caseKey: first.caseKey });
		for (const draft of others) {
			const again = await test().desk.upsertCase(draft);
			expect(again).toMatchObject({ id: newId, outcome: 'existing' });
		}
		expect(await test().desk.upsertCase(first)).toMatchObject({ id, outcome: 'existing' });
	});

	it('opens a follow-up when the ticket is closed for good between look-up and comment', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		const details = { status: [{ description: 'Status: closed prevents ticket update' }] };
		const body = { error: 'RecordInvalid', description: 'Record validation errors', details };
		test().proxy.behave({ when: test().isComment, fault: { status: 422, body }, times: 1 });
		const reference = await test().desk.upsertCase(makeFollowUp(first, 'just missed it'));
		expect(reference).toMatchObject({ outcome: 'created' });
		expect(reference.id).not.toBe(id);
	});

	it('makes a new ticket of the very same post when its ticket was deleted', async () => {
		const draft = makeDraft();
		const { id } = await test().desk.upsertCase(draft);
		await test().act({ do: 'deleteCase', caseId: id });
		const reference = await test().desk.upsertCase(draft);
		expect(reference).toMatchObject({ outcome: 'created' });
		expect(reference.id).not.toBe(id);
	});

	it('still knows the ticket when Zendesk has long forgotten the idempotency key', async () => {
		const draft = makeDraft();
		const { id } = await test().desk.upsertCase(draft);
		await later(3 * 3600);
		expect(await test().desk.upsertCase(draft)).toMatchObject({ id, outcome: 'existing' });
		const followUp = makeFollowUp(draft, 'hours later');
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
	});

	it('does it again when Zendesk was busy, and gives up with a word when it stays so', async () => {
		const first = makeDraft({ text: 'busy once' });
		await set('conflicts', 1);
		const { id } = await test().desk.upsertCase(first);
		await set('conflicts', 1);
		const followUp = makeFollowUp(first, 'busy twice');
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
		expect((await readCase(id)).entries).toHaveLength(2);
		await set('conflicts', 9);
		const failure = await readFailure(test().desk, makeFollowUp(first, 'too busy'));
		await set('conflicts', 0);
		expect(failure).toMatchObject({ kind: 'temporarily-unavailable', status: 409 });
		expect(failure.hint).toContain('nothing is added twice');
	});

	it('lets the customer say what they said, and mails nobody', async () => {
		const first = makeDraft({ author: { id: nextId(), handle: 'ann', name: 'Ann' } });
		const { id } = await test().desk.upsertCase(first);
		const author = { id: first.contact.xUserId, handle: 'ann', name: 'Ann' };
		await test().desk.upsertCase(makeDraft({ author, conversationId: first.postKey }));
		const held = await readCase(id);
		expect(held).toMatchObject({ mails: [] });
		const { contacts } = await test().look();
		const ann = contacts.find((it) => it.xUserId === author.id)?.id;
		const theirs = { isPublic: true, isOutgoing: false, authorId: ann };
		expect(held.entries).toMatchObject([theirs, theirs]);
	});

	it('notes what somebody says who joins in, by name, in no more calls than any other follow-up', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		const author = { id: nextId(), handle: 'bob', name: 'Bob' };
		test().proxy.takeLog();
		const joining = { author, conversationId: first.postKey, text: 'me too' };
		await test().desk.upsertCase(makeDraft(joining));
		expect(test().proxy.takeLog().length).toBeLessThanOrEqual(3);
		const [, { isPublic, text }] = (await readCase(id)).entries;
		expect(isPublic).toBe(false);
		expect(text).toMatch(/me too[^]*From: Bob \(@bob/);
	});

	it('writes internal notes once Zendesk knows an address it would mail to', async () => {
		const event = makeEvent({ id: nextId(), author: { id: nextId(), name: 'Ann' } });
		const first = toCaseDraft(event);
		const { id } = await test().desk.upsertCase(first);
		await set('email', { xUserId: event.author.id, email: 'ann@example.test' });
		await test().desk.upsertCase(makeDraft({ author: event.author, conversationId: event.id }));
		const reply = { outcome: 'sent', postId: nextId(), texts: ['So sorry!'] };
		await test().desk.upsertCase(toCaseDraft(toOurAnswer(event, reply)!));
		const next = await test().desk.upsertCase(makeDraft({ author: event.author }));
		const [held, opened] = [await readCase(id), await readCase(next.id)];
		expect(held.entries.map(({ isPublic }) => isPublic)).toEqual([true, false, false]);
		expect(opened.entries.map(({ isPublic }) => isPublic)).toEqual([false]);
		expect([held.mails, opened.mails]).toEqual([[], []]);
	});

	it('writes nothing but internal notes when told so', async () => {
		const desk = open({ commentsAs: 'internal' });
		expect(desk.capabilities).toMatchObject({ ourAnswers: 'text' });
		const first = makeDraft();
		const { id } = await desk.upsertCase(first);
		await desk.upsertCase(makeFollowUp(first, 'quietly'));
		expect((await readCase(id)).entries.map((it) => it.isPublic)).toEqual([false, false]);
	});

	it('keeps the post of somebody who is suspended at the desk, and says so', async () => {
		const author = { id: nextId(), name: 'Spam Sam' };
		await test().desk.upsertCase(makeDraft({ author }));
		await set('suspend', author.id);
		const reference = await test().desk.upsertCase(makeDraft({ author, text: 'still a customer' }));
		expect(reference.outcome).toBe('created');
		expect(reference.notes).toEqual([expect.stringContaining('suspended')]);
		const { entries } = await readCase(reference.id);
		expect(entries).toMatchObject([{ text: expect.stringContaining('still a customer') }]);
	});

	it('gives a new ticket its group, owner, tags, status and priority, and leaves them alone later', async () => {
		const newCase = {
			...{ status: 'pending', owner: '9002', tags: ['x', 'late parcel'] },
			priorities: { normal: 'high' },
		};
		const desk = open({ group: '8001', newCase });
		const draft = { ...makeDraft(), urgency: 'normal' as const };
		const { id } = await desk.upsertCase(draft);
		const expected = {
			...{ queue: 'Social', owner: '9002', status: 'pending', priority: 'high' },
			tags: ['x', 'late_parcel'],
		};
		expect(await readCase(id)).toMatchObject(expected);
		const followUp = { ...makeFollowUp(draft, 'hello?'), urgency: 'critical' as const };
		await desk.upsertCase(followUp);
		expect(await readCase(id)).toMatchObject({ ...expected, status: 'open' });
	});

	it('gives the urgent the higher priority where none was chosen', async () => {
		const draft = { ...makeDraft(), urgency: 'critical' as const };
		const { id } = await test().desk.upsertCase(draft);
		expect(await readCase(id)).toMatchObject({ priority: 'urgent' });
	});

	it('names the field when owner and group do not belong together', async () => {
		const desk = open({ group: '8002', newCase: { owner: '9002', tags: [], priorities: {} } });
		const failure = await readFailure(desk, makeDraft());
		expect(failure).toMatchObject({ kind: 'refused', status: 422 });
		expect(failure.message).toContain('assignee (Assignee: is not a member of the group)');
		expect(failure.hint).toBeTruthy();
	});

	it('leaves placeholders as customers wrote them, in text and title', async () => {
		const text = 'a {{ticket.requester.name}} {% if x %} {{{b}}} **no** _style_ #1';
		const { id } = await test().desk.upsertCase(makeDraft({ text }));
		const held = await readCase(id);
		expect(held.entries[0].text).toContain(text);
		expect(held.title).toContain('ticket.requester.name');
	});

	it('cuts a post Zendesk would not take, keeps the facts below it, and knows it again', async () => {
		const first = makeDraft({ text: `${'<&"'.repeat(8000)} end` });
		const { id } = await test().desk.upsertCase(first);
		const followUp = makeFollowUp(first, '💥&'.repeat(12_000));
		await test().desk.upsertCase(followUp);
		for (const draft of [first, followUp]) {
			const again = await test().desk.upsertCase(draft);
			expect(again).toMatchObject({ id, outcome: 'existing' });
		}
		const { entries } = await readCase(id);
		expect(entries[0].text).toContain('[Cut here');
		expect(entries[1].text).toContain(`Post: ${followUp.permalink}`);
		expect(entries[1].text).not.toContain('\ufffd');
	});

	it('finds a post among more comments than one page shows', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		const early = makeFollowUp(first, 'early words');
		await test().desk.upsertCase(early);
		for (let n = 0; n < 205; n++) {
			await test().act({ do: 'comment', caseId: id, text: `note ${n}`, isPublic: false });
		}
		expect(await test().desk.upsertCase(early)).toMatchObject({ id, outcome: 'existing' });
	});

	it('says how long to wait when the limit for one ticket is reached', async () => {
		const first = makeDraft();
		await test().desk.upsertCase(first);
		for (let n = 0; n < 30; n++) await test().desk.upsertCase(makeFollowUp(first, `no. ${n}`));
		const last = makeFollowUp(first, 'one too many');
		const failure = await readFailure(test().desk, last);
		expect(failure).toMatchObject({ kind: 'rate-limited', status: 429 });
		expect(failure.retryAfterMs).toBeGreaterThan(500_000);
		await later(601);
		expect(await test().desk.upsertCase(last)).toMatchObject({ outcome: 'added' });
	});

	it('puts a real name in place of a number, and then leaves it to the people there', async () => {
		const id = nextId();
		await test().desk.upsertCase(makeDraft({ author: { id } }));
		const name = async () => (await test().look()).contacts.find((it) => it.xUserId === id)?.name;
		expect(await name()).toBe(`X user ${id}`);
		await test().desk.upsertCase(makeDraft({ author: { id, name: 'Ann', handle: 'ann' } }));
		expect(await name()).toBe('Ann');
		await test().desk.upsertCase(makeDraft({ author: { id, name: 'Ann Two', handle: 'ann' } }));
		expect(await name()).toBe('Ann');
	});

	it('uploads pictures with their bytes unharmed, and does without those it cannot have', async () => {
		const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
		const base64 = Buffer.from(bytes).toString('base64');
		const fetchMedia: FetchMedia = async (url) =>
			url.endsWith('.jpg')
				? { fileName: url.split('/').at(-1)!, mimeType: 'image/jpeg', base64 }
				: undefined;
		const media = ['one.jpg', 'gone.mp4', 'two.jpg'].map((name) => ({
			...{ key: name, type: 'photo' as const, url: `https://pics.test/${name}` },
		}));
		const desk = open({}, fetchMedia);
		const first = makeDraft({ media });
		const { id } = await desk.upsertCase(first);
		expect((await readCase(id)).entries[0].files).toEqual(['one.jpg', 'two.jpg']);
		const { uploads } = (await test().look()) as unknown as { uploads: unknown[] };
		expect(uploads.at(-1)).toEqual({ fileName: 'two.jpg', type: 'image/jpeg', base64 });
		const followUp = makeDraft({ media: [media[0]], conversationId: first.postKey, text: 'pic' });
		const when = (_method: string, path: string) => path.includes('/uploads');
		test().proxy.behave({ when, fault: { status: 413, body: { error: 'too large' } } });
		expect(await desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
		const { entries } = await readCase(id);
		expect(entries[1]).toMatchObject({ files: [], text: expect.stringContaining('one.jpg') });
	});

	it('lists groups and agents over several pages, statuses and priorities', async () => {
		await set('crowd', 150);
		const lists = createZendeskLists(test().send);
		const [groups, owners] = [await lists.queues!(), await lists.owners!()];
		expect(groups).toHaveLength(152);
		expect(groups[0]).toEqual({ name: 'Social', value: '8001' });
		expect(owners).toHaveLength(153);
		expect(owners).toContainEqual({ name: 'Dana Agent', value: '9002' });
		expect(await lists.statuses!()).toEqual([
			{ name: 'New', value: 'new' },
			{ name: 'Open', value: 'open' },
			{ name: 'Pending', value: 'pending' },
			{ name: 'Hold', value: 'hold' },
			{ name: 'With Logistics', value: '6101' },
		]);
		expect(await lists.priorities!()).toContainEqual({ name: 'Urgent', value: 'urgent' });
	});

	it('names the missing user fields, makes them once, and goes on', async () => {
		await test().act({ do: 'forgetFields' });
		const draft = makeDraft();
		const failure = await readFailure(test().desk, draft);
		expect(failure).toMatchObject({ kind: 'misconfigured' });
		expect(failure.message).toContain('"x_handle"');
		expect(failure.hint).toContain("'Prepare Desk'");
		expect(await readOurs(draft.caseKey)).toEqual([]);
		const states = async () => (await test().desk.prepare!()).map(({ state }) => state);
		await set('isAdmin', false);
		const steps = await test().desk.prepare!();
		expect(steps.map(({ state }) => state)).toEqual(['by hand', 'by hand', 'by hand']);
		expect(steps[0].how).toContain('Admin Center');
		await set('isAdmin', true);
		expect(await states()).toEqual(['created', 'created', 'created']);
		expect(await states()).toEqual(['there already', 'there already', 'there already']);
		expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
	});

	it('works through the node, on the n8n engine, as an admin sets it up', async () => {
		const run = async (parameters: object, input: object[], apiToken = 'sandbox-desk-key') =>
			await runNode(new CaseForwarder(), {
				parameters: { desk: 'zendesk', ...parameters },
				credentials: {
					caseDeskZendeskApi: {
						...{ baseUrl: `${test().url}/`, email: 'care@example.test', apiToken },
					},
				},
				credentialTypes: [new CaseDeskZendeskApi()],
				input: input.map((json) => ({ json: json as never })),
			});
		const [first, second] = [nextId(), nextId()];
		const bytes = Buffer.from(Uint8Array.from({ length: 256 }, (_, at) => at));
		const pictures = await startListener(() => ({ status: 200, type: 'image/png', body: bytes }));
		const events = [
			makeEvent({
				id: first,
				media: [{ key: '3_1', type: 'photo', url: `${pictures.url}/pic.png` }],
			}),
			makeEvent({ id: second, conversationId: first }),
		].map((event) => ({ event }));
		const queue = { __rl: true, mode: 'id', value: '8001' };
		const options = {
			attachMedia: true,
			tags: 'x, care',
			owner: { __rl: true, mode: 'id', value: '9002' },
		};
		const { outputs, error } = await run({ queue, options }, events);
		await pictures.close();
		expect(error).toBeUndefined();
		const [{ json: made }, { json: added }] = outputs[0];
		expect([made.case, added.case]).toMatchObject([{ outcome: 'created' }, { outcome: 'added' }]);
		const { id, url } = made.case as { id: string; url: string };
		expect(url).toBe(`${test().url}/agent/tickets/${id}`);
		expect(await readCase(id)).toMatchObject({
			queue: 'Social',
			owner: '9002',
			tags: ['x', 'care'],
		});
		const { uploads } = (await test().look()) as unknown as { uploads: unknown[] };
		const base64 = bytes.toString('base64');
		expect(uploads.at(-1)).toEqual({ fileName: 'pic.png', type: 'image/png', base64 });
		const prepared = await run({ operation: 'prepare' }, [{}]);
		expect(prepared.outputs[0].map(({ json }) => json.state)).toEqual(
			Array(3).fill('there already'),
		);
		const refused = await run({ queue }, events.slice(0, 1), 'wrong');
		expect(refused.error?.message).toMatch(/^Zendesk: looking up tickets was answered with 401/);
		expect(refused.error?.description).toContain('API Token');
		const named = { __rl: true, mode: 'id', value: 'Social' };
		const misread = await run({ queue: named }, events.slice(0, 1));
		expect(misread.error?.message).toContain('\'Group\' is "Social"');
	});
});
