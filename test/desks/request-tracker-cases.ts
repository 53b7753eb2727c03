import { RequestTrackerApi } from '../../credentials/RequestTrackerApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import type { DeskFile } from '../../src/desks/desk';
import { createRequestTracker } from '../../src/desks/request-tracker/desk';
import type { HttpFailure, HttpSend } from '../../src/http';
import { makeEvent } from '../support/events';
import { createFetchSend } from '../support/fetch-send';
import { runNode } from '../support/node-context';
import type { DeskUnderTest } from './desk-under-test';
import { makeDraft, makeFollowUp, nextId, readFailure, times } from './desk-under-test';
import type { TrackerUnderTest } from './request-tracker-traps';

/** What a new ticket is given, files, and whose words stand how: on the real one. */
export function testTrackerCases(get: () => DeskUnderTest): void {
	const test = () => get() as TrackerUnderTest;
	const send: HttpSend = async (request) =>
		await createFetchSend(test().proxy.url, { authorization: `token ${test().token}` })(request);
	const settings = {
		baseUrl: 'http://rt.test/',
		queue: 'Social',
		followUpAs: 'correspond' as const,
		keepContacts: true,
	};
	const open = (newCase: object, through = send) =>
		createRequestTracker(through, {
			...settings,
			newCase: { tags: [], priorities: {}, ...newCase },
		});
	const read = async (id: string) => await test().rt.call('GET', `/ticket/${id}`);

	it('gives a new ticket the status, owner and priority that were chosen, and later posts none of it', async () => {
		const desk = open({ status: 'open', owner: 'root', priorities: { critical: '42' } });
		const draft = { ...makeDraft(), urgency: 'critical' as const };
		const { id } = await desk.upsertCase(draft);
		expect(await read(id)).toMatchObject({ Status: 'open', Owner: { id: 'root' }, Priority: '42' });
		await test().asRoot.call('PUT', `/ticket/${id}`, { Owner: 'x-care', Priority: 7 });
		await desk.upsertCase({ ...makeFollowUp(draft, 'later'), urgency: 'critical' });
		expect(await read(id)).toMatchObject({ Owner: { id: 'x-care' }, Priority: '7' });
	});

	it('takes an owner by the number RT has for them', async () => {
		const { id: number } = (await test().asRoot.call('GET', '/user/root')) as { id: number };
		const { id } = await open({ owner: String(number) }).upsertCase(makeDraft());
		expect(await read(id)).toMatchObject({ Owner: { id: 'root' } });
	});

	it.each([
		['an owner RT does not know', { owner: 'no-such-agent' }, '\'Owner\' is "no-such-agent"'],
		['a status RT does not know', { status: 'nonsense' }, "Status 'nonsense'"],
		['a status no new ticket can have', { status: 'stalled' }, "status 'stalled'"],
		['a priority that is no number', { priorities: { normal: 'High' } }, "'Priorities' › normal"],
	])('names the field and makes nothing with %s', async (_name, newCase, said) => {
		const draft = { ...makeDraft(), urgency: 'normal' as const };
		const error = await readFailure(open(newCase), draft);
		expect(error.message).toContain(said);
		expect(error.hint).toBeTruthy();
		expect(await test().readCases(draft.caseKey)).toEqual([]);
	});

	it('says which ticket is left to nobody when the chosen owner may not own it', async () => {
		const name = `agent${nextId()}`;
		await test().asRoot.call('POST', '/user', { Name: name, Privileged: 1 });
		const draft = makeDraft();
		const error = await readFailure(open({ owner: name }), draft);
		expect(error).toMatchObject({ kind: 'misconfigured' });
		const [{ id }] = await test().readCases(draft.caseKey);
		expect(error.message).toContain(`ticket ${id} was made and holds the post, but 'Owner'`);
		expect(error.hint).toContain('OwnTicket');
		expect(await test().desk.upsertCase(draft)).toMatchObject({ id, outcome: 'existing' });
	});

	it('names an owner who has no privileges before anything is made', async () => {
		const author = { id: nextId() };
		await test().desk.upsertCase(makeDraft({ author }));
		const error = await readFailure(open({ owner: `x-${author.id}` }), makeDraft());
		expect(error.message).toContain('a user without privileges');
	});

	it('opens no closed ticket with an answer of ours, and mails it to nobody', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		await test().people!.closeCase(id);
		const answer = { ...makeFollowUp(first, 'So sorry!'), isOurs: true };
		expect(await test().desk.upsertCase(answer)).toMatchObject({ id, outcome: 'added' });
		expect(await test().desk.upsertCase(answer)).toMatchObject({ id, outcome: 'existing' });
		expect(await test().people!.isClosed(id)).toBe(true);
		const history = `/ticket/${id}/history?fields=Type&per_page=100`;
		const { items } = (await test().asRoot.call('GET', history)) as {
			items: Array<{ Type: string }>;
		};
		const types = items.map(({ Type }) => Type);
		expect(types).toContain('Comment');
		expect(types).not.toContain('EmailRecord');
	});

	it('keeps a name staff have edited, also after handle and followers have changed since', async () => {
		const author = { id: nextId(), handle: 'one', name: 'Ann', followers: 1 };
		await test().desk.upsertCase(makeDraft({ author }));
		await test().people!.renameContact(author.id, 'Mrs. Ann, VIP');
		for (const followers of [2, 3]) {
			const later = { ...author, name: `Ann ${followers}`, followers };
			await test().desk.upsertCase(makeDraft({ author: later }));
		}
		expect(await test().people!.readContact(author.id)).toMatchObject({
			name: 'Mrs. Ann, VIP',
			followers: '3',
		});
	});

	it('makes no contact of somebody X did not name', async () => {
		const { id } = await test().desk.upsertCase(makeDraft({ author: { id: '0' } }));
		expect(await read(id)).toMatchObject({ Requestor: [] });
		expect(await test().people!.readContact('0')).toBeUndefined();
	});

	it('knows case and post of a Request Tracker that does not show links in a search', async () => {
		const withoutLinks: HttpSend = async (request) => {
			const response = await send(request);
			const { items } = (response.body ?? {}) as { items?: Array<Record<string, unknown>> };
			for (const item of items ?? []) delete item._hyperlinks;
			return response;
		};
		const desk = open({}, withoutLinks);
		const first = makeDraft();
		const { id } = await desk.upsertCase(first);
		const emptied = { CustomFields: { 'X Post Id': [] } };
		await test().asRoot.call('PUT', `/ticket/${id}`, emptied);
		expect(await desk.upsertCase(first)).toMatchObject({ id, outcome: 'existing' });
		const followUp = makeFollowUp(first, 'without links');
		expect(await desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
		expect(await desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'existing' });
	});

	it('knows a follow-up that is more than a page of history ago', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		const followUp = makeFollowUp(first, 'long ago');
		await test().desk.upsertCase(followUp);
		// Each change is an entry of the history.
		for (let n = 1; n <= 22; n++) {
			const times = { TimeEstimated: n, TimeLeft: n, TimeWorked: n };
			const changes = { ...times, Priority: n, Subject: `Round ${n}` };
			await test().asRoot.call('PUT', `/ticket/${id}`, changes);
		}
		const recent = await test().rt.call(
			'GET',
			`/ticket/${id}/history?fields=Data&per_page=100&orderby=id&order=DESC`,
		);
		expect(recent).toMatchObject({ count: 100 });
		expect(JSON.stringify(recent)).not.toContain(followUp.reference);
		await test().asRoot.call('PUT', `/ticket/${id}`, { CustomFields: { 'X Post Id': [] } });
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'existing' });
	});

	const png =
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
	const fetchMedia = async (url: string): Promise<DeskFile | undefined> =>
		url.includes('gone')
			? undefined
			: { fileName: url.split('/').at(-1)!, mimeType: 'image/png', base64: png };
	const media = ['one.png', 'gone.png'].map((name, index) => ({
		key: `3_${index}`,
		url: `https://pbs.twimg.test/media/${name}`,
	}));
	const readFiles = async (id: string) => {
		const path = `/ticket/${id}/attachments?fields=Filename&per_page=100`;
		const { items } = (await test().rt.call('GET', path)) as {
			items: Array<{ id: string; Filename: string }>;
		};
		const files = items.filter(({ Filename }) => Filename);
		const contents = files.map(async (file) => {
			const held = await test().rt.call('GET', `/attachment/${file.id}`);
			const { Content } = held as { Content: string };
			return [file.Filename, Content.replace(/\s/g, '')];
		});
		return await Promise.all(contents);
	};

	it('puts pictures into the ticket in the same request, byte for byte, and leaves out what cannot be had', async () => {
		const desk = createRequestTracker(send, settings, fetchMedia);
		await desk.upsertCase(makeDraft());
		test().proxy.takeLog();
		const first = makeDraft({ media, author: { id: nextId() } });
		const { id } = await desk.upsertCase(first);
		expect(test().proxy.takeLog().length).toBeLessThanOrEqual(5);
		expect(await readFiles(id)).toEqual([['one.png', png]]);
		await desk.upsertCase({ ...makeFollowUp(first, 'one more'), media });
		expect(test().proxy.takeLog().length).toBeLessThanOrEqual(3);
		expect(await readFiles(id)).toEqual([
			['one.png', png],
			['one.png', png],
		]);
		const [held] = await test().readCases(first.caseKey);
		expect(times(held, 'one more')).toBe(1);
	});

	it('makes the ticket without the picture when the service finds it too large', async () => {
		const desk = createRequestTracker(send, settings, fetchMedia);
		const fault = { status: 413, body: '<html>413 Request Entity Too Large</html>' };
		test().proxy.behave({ when: test().isCreate, fault, times: 1 });
		const draft = makeDraft({ media });
		const { id, outcome } = await desk.upsertCase(draft);
		expect(outcome).toBe('created');
		expect(await readFiles(id)).toEqual([]);
		expect(await test().readCases(draft.caseKey)).toHaveLength(1);
	});

	it('takes status and owner from the node, as they were chosen there', async () => {
		const { outputs, error } = await runNode(new CaseForwarder(), {
			parameters: {
				desk: 'requestTracker',
				queue: { __rl: true, mode: 'list', value: 'Social' },
				options: {
					status: { __rl: true, mode: 'list', value: 'open' },
					owner: { __rl: true, mode: 'id', value: 'root' },
				},
			},
			credentials: { requestTrackerApi: { baseUrl: test().proxy.url, token: test().token } },
			credentialTypes: [new RequestTrackerApi()],
			input: [{ json: { event: makeEvent({ id: nextId() }) as never } }],
		});
		expect(error).toBeUndefined();
		const { id } = outputs[0][0].json.case as { id: string };
		expect(await read(id)).toMatchObject({ Status: 'open', Owner: { id: 'root' } });
	});

	it('says nothing about the token or the words of a post when it fails', async () => {
		const draft = makeDraft({ text: 'secret words of a customer' });
		const error: HttpFailure = await readFailure(open({ status: 'nonsense' }), draft);
		const said = `${error.message} ${error.hint}`;
		expect(said).not.toContain('secret words');
		expect(said).not.toContain(test().token);
	});
}
