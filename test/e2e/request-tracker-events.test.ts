import type { CaseCursor, CaseEventPage } from '../../src/desks/case-events';
import { createRequestTracker } from '../../src/desks/request-tracker/desk';
import { createTrackerEvents } from '../../src/desks/request-tracker/events';
import type { CaseEvent } from '../../src/domain/case-event';
import type { HttpSend } from '../../src/http';
import { bindings } from '../../src/n8n/desks/bindings';
import { makeDraft, makeFollowUp } from '../desks/desk-under-test';
import { trackerCalls } from '../desks/tracker-calls';
import { createFetchSend } from '../support/fetch-send';
import { canRunTracker, type RunningTracker, startTracker } from '../support/request-tracker';

jest.setTimeout(60_000);

const isThere = canRunTracker();
if (!isThere) {
	it.skip('Request Tracker is not installed here: run scripts/request-tracker.mts as root first', () => {});
}

(isThere ? describe : describe.skip)('what happened to tickets of a real Request Tracker', () => {
	let tracker: RunningTracker;
	let send: HttpSend;
	let calls = 0;
	let asRoot: ReturnType<typeof trackerCalls>;
	let asBot: ReturnType<typeof trackerCalls>;
	beforeAll(async () => {
		tracker = await startTracker();
		const plain = createFetchSend(tracker.url, { authorization: `token ${tracker.token}` });
		send = async (request) => {
			calls += 1;
			return await plain(request);
		};
		asRoot = trackerCalls(tracker.url, tracker.rootToken);
		asBot = trackerCalls(tracker.url, tracker.token);
	});
	afterAll(async () => await tracker?.stop());

	const openReader = () => createTrackerEvents(send, { baseUrl: `${tracker.url}/` });
	const open = (followUpAs: 'correspond' | 'comment' = 'correspond') =>
		createRequestTracker(send, {
			...{ baseUrl: tracker.url, queue: 'Social', followUpAs, keepContacts: false },
		});
	const begin = async (): Promise<CaseCursor> =>
		(await openReader().fetchCaseEvents(undefined, Date.now())).cursor;
	const look = async (cursor: CaseCursor, nowMs = Date.now()): Promise<CaseEventPage> =>
		await openReader().fetchCaseEvents(JSON.parse(JSON.stringify(cursor)) as CaseCursor, nowMs);
	const tell = ({ kind, isOurs, comment }: CaseEvent) =>
		[kind, isOurs ? 'ours' : 'theirs', comment?.isPublic, comment?.text].filter(
			(it) => it !== undefined,
		);
	const put = async (id: string, changes: object) =>
		await asRoot.call('PUT', `/ticket/${id}`, changes);
	const write = async (id: string, kind: string, Content: string, ContentType = 'text/plain') =>
		await asRoot.call('POST', `/ticket/${id}/${kind}`, { Content, ContentType });

	it('begins with what happens from now on', async () => {
		const { id } = await open().upsertCase(makeDraft());
		await put(id, { Status: 'resolved' });
		const page = await openReader().fetchCaseEvents(undefined, Date.now());
		expect(page).toMatchObject({ events: [], isMore: false });
		expect((await look(page.cursor)).events).toEqual([]);
	});

	it('tells what agents did, in order, with their words, and nothing of ours', async () => {
		const draft = makeDraft({ text: 'my parcel' });
		const cursor = await begin();
		const { id } = await open().upsertCase(draft);
		await put(id, { Owner: 'root' });
		await write(id, 'correspond', 'We are looking into it.\nSorry & thanks <3');
		await write(id, 'comment', 'He is a regular.');
		await open().upsertCase(makeFollowUp(draft, 'still nothing'));
		await open('comment').upsertCase(makeFollowUp(draft, 'still nothing at all'));
		await put(id, { Status: 'resolved' });
		await put(id, { Status: 'open' });
		await put(id, { Owner: 'Nobody' });
		const { events, isMore } = await look(cursor);
		expect(events.map(tell)).toEqual([
			['assigned', 'theirs'],
			['commented', 'theirs', true, 'We are looking into it.\nSorry & thanks <3'],
			['commented', 'theirs', false, 'He is a regular.'],
			['resolved', 'theirs'],
			['reopened', 'theirs'],
			['assigned', 'theirs'],
		]);
		expect(isMore).toBe(false);
		expect(events[0]).toEqual({
			id: expect.stringMatching(/^requestTracker-\d+$/),
			kind: 'assigned',
			desk: 'requestTracker',
			caseId: id,
			caseUrl: `${tracker.url}/Ticket/Display.html?id=${id}`,
			caseTitle: draft.title,
			caseKey: draft.caseKey,
			accountId: draft.account.id,
			conversationId: draft.postKey,
			at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
			by: { id: 'root', name: 'root' },
			isOurs: false,
			status: 'open',
			owner: { id: 'root', name: 'Enoch Root' },
		});
		expect(events[5].owner).toBeUndefined();
	});

	it('says of what the token’s own user did, or RT did for its message, that it was us', async () => {
		const draft = makeDraft();
		const { id } = await open().upsertCase(draft);
		const cursor = await begin();
		await asBot.call('PUT', `/ticket/${id}`, { Status: 'resolved' });
		await open().upsertCase(makeFollowUp(draft, 'not solved'));
		await asBot.call('PUT', `/ticket/${id}`, { Status: 'rejected' });
		await write(id, 'correspond', 'I open it again by writing');
		const { events } = await look(cursor);
		expect(events.map(tell)).toEqual([
			['resolved', 'ours'],
			['reopened', 'ours'],
			['resolved', 'ours'],
			['commented', 'theirs', true, 'I open it again by writing'],
			['reopened', 'theirs'],
		]);
	});

	it('leaves out an entry of ours by its last line, whatever its subject, and none that only quotes one', async () => {
		const draft = makeDraft();
		const { id } = await open().upsertCase(draft);
		const cursor = await begin();
		await write(id, 'comment', `copied\n\nReference: ${draft.reference}`);
		await write(id, 'comment', `Reference: ${draft.reference}\nis what he means`);
		const { events } = await look(cursor);
		expect(events.map(({ comment }) => comment?.text)).toEqual([
			`Reference: ${draft.reference}\nis what he means`,
		]);
	});

	it('reads what an agent wrote in RT’s editor as plain text, without files that are attached', async () => {
		const { id } = await open().upsertCase(makeDraft());
		const cursor = await begin();
		const html =
			'<p>Dear Ann,<br />\n5 &lt; 6 &amp; caf&#233;</p>\n<ul><li>one</li><li>two</li></ul><p>&nbsp;</p>';
		await asRoot.call('POST', `/ticket/${id}/correspond`, {
			Content: html,
			ContentType: 'text/html',
			Attachments: [
				{ FileName: 'notes.txt', FileType: 'text/plain', FileContent: 'c2VjcmV0' },
				{ FileName: 'a.png', FileType: 'image/png', FileContent: 'iVBORw0KGgo=' },
			],
		});
		const { events } = await look(cursor);
		expect(events.map(({ comment }) => comment?.text)).toEqual([
			'Dear Ann,\n5 < 6 & café\none\ntwo',
		]);
	});

	it('tells nothing of tickets that are none of ours', async () => {
		const cursor = await begin();
		const made = await asRoot.call('POST', '/ticket', { Queue: 'Social', Subject: 'by mail' });
		const { id } = made as { id: string };
		await write(id, 'correspond', 'not for X');
		await put(id, { Status: 'resolved' });
		await put(id, { CustomFields: { 'X Case Key': 'x-1-2 OR 1' } });
		await put(id, { Status: 'open' });
		expect((await look(cursor)).events).toEqual([]);
	});

	it('tells what happened in a ticket that was merged since, as of the one it is part of now', async () => {
		const [first, other] = [makeDraft(), makeDraft()];
		const { id } = await open().upsertCase(first);
		const winner = await open().upsertCase(other);
		const cursor = await begin();
		await write(id, 'comment', 'belongs to the other one');
		await put(id, { MergeInto: winner.id });
		const { events } = await look(cursor);
		expect(events).toMatchObject([
			{ kind: 'commented', caseId: winner.id, caseKey: other.caseKey },
		]);
	});

	it('loses none of many in one second, page by page, and tells none twice in a row', async () => {
		const { id } = await open().upsertCase(makeDraft());
		let cursor = await begin();
		const start = cursor;
		const bulk = Array.from({ length: 130 }, (_, index) => (index % 2 ? 'open' : 'resolved'));
		for (const Status of bulk) await put(id, { Status });
		const ids: string[] = [];
		for (let isMore = true; isMore; ) {
			const page = await look(cursor);
			ids.push(...page.events.map((it) => it.id));
			({ cursor, isMore } = page);
		}
		expect(ids).toHaveLength(130);
		expect(new Set(ids).size).toBe(130);
		expect((await look(cursor)).events).toEqual([]);
		// From the same cursor, the same again.
		const again = await look(start);
		expect(again.events.map((it) => it.id)).toEqual(ids.slice(0, 100));
		expect(JSON.stringify(cursor).length).toBeLessThan(20_000);
	});

	it('hands out what becomes visible late, with a lower number than what was handed out', async () => {
		const { id } = await open().upsertCase(makeDraft());
		const cursor = await begin();
		await write(id, 'comment', 'slow one');
		await write(id, 'comment', 'quick one');
		const late = await look(cursor);
		const [slow, quick] = late.events;
		// As if the first look had come before the slow one was there.
		const seen = (late.cursor.seen as number[]).filter((it) => !slow.id.endsWith(`-${it}`));
		const next = await look({ ...late.cursor, seen });
		expect(next.events).toEqual([slow]);
		expect((await look(next.cursor)).events).toEqual([]);
		expect(quick.comment?.text).toBe('quick one');
	});

	it('asks once when nothing happened, also long after the last thing did', async () => {
		const { id } = await open().upsertCase(makeDraft());
		await put(id, { Status: 'resolved' });
		const cursor = await begin();
		await put(id, { Status: 'open' });
		const hourLater = Date.now() + 3_600_000;
		const settled = await look(cursor, hourLater);
		expect(settled.cursor).toMatchObject({ seen: [] });
		calls = 0;
		expect(await look(settled.cursor, hourLater)).toEqual({
			...{ events: [], isMore: false, cursor: settled.cursor },
		});
		expect(calls).toBe(1);
	});

	it('begins now rather than with all there ever was when the cursor is none of its own', async () => {
		expect((await look({ after: 'long ago' })).events).toEqual([]);
	});

	it('shows the newest few for a look in the editor', async () => {
		const { id } = await open().upsertCase(makeDraft());
		await write(id, 'comment', 'newest');
		const sample = await openReader().fetchSample(Date.now());
		expect(sample.length).toBeLessThanOrEqual(5);
		expect(sample.at(-1)).toMatchObject({ caseId: id, comment: { text: 'newest' } });
	});

	it('is what the trigger opens, and fails by name when the token is wrong', async () => {
		const stranger = createFetchSend(tracker.url, { authorization: 'token 1-2-nobody' });
		const reader = bindings.requestTracker.toReader!(stranger, { baseUrl: tracker.url });
		await expect(reader.fetchSample(Date.now())).rejects.toMatchObject({
			kind: 'credential-invalid',
			message: expect.stringMatching(/^Request Tracker: /),
		});
	});
});
