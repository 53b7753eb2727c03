import { createSalesforceEvents } from '../../src/desks/salesforce/events';
import type { CaseCursor } from '../../src/desks/case-events';
import { makeDraft, makeFollowUp } from './desk-under-test';
import { openSalesforce } from './salesforce-desk';
import type { SandboxDesk } from './sandbox-desk';

describe('what happens to cases in Salesforce', () => {
	let test: SandboxDesk;
	beforeAll(async () => {
		test = await openSalesforce();
	});
	afterAll(async () => await test?.close());
	afterEach(async () => {
		await test.act({ do: 'set', name: 'pageSize', value: 2000 });
	});

	const open = () => createSalesforceEvents(test.send, test.url);
	const begin = async () => (await open().fetchCaseEvents(undefined, Date.now())).cursor;
	const set = async (name: string, value: unknown) => await test.act({ do: 'set', name, value });
	/** All there is after the cursor about one case, however many looks it takes. */
	const readOn = async (cursor: CaseCursor, caseId: string) => {
		const events = [];
		for (let at = cursor, looks = 0; looks < 50; looks++) {
			const page = await open().fetchCaseEvents(at, Date.now());
			events.push(...page.events.filter((event) => event.caseId === caseId));
			if (!page.isMore) return { events, cursor: page.cursor, looks: looks + 1 };
			at = page.cursor;
		}
		throw new Error('It never came to an end.');
	};

	it('tells of what people did, oldest first, and of whose case it is', async () => {
		const cursor = await begin();
		const draft = makeDraft();
		const { id, url } = await test.desk.upsertCase(draft);
		await test.act({ do: 'assign', caseId: id, owner: 'Bob Agent' });
		await test.act({ do: 'comment', caseId: id, text: 'Please look into it', isPublic: false });
		await test.act({ do: 'comment', caseId: id, text: 'We are on it', isPublic: true });
		await test.act({ do: 'closeCase', caseId: id });
		await test.act({ do: 'reopenCase', caseId: id });
		const { events } = await readOn(cursor, id);
		const byKind = (kind: string) => events.filter((event) => event.kind === kind);
		expect(events).toHaveLength(5);
		expect(byKind('assigned')).toMatchObject([
			{ owner: { id: expect.stringMatching(/^005/), name: 'Bob Agent' } },
		]);
		expect(byKind('commented').map(({ comment }) => comment)).toEqual([
			{ text: 'Please look into it', isPublic: false },
			{ text: 'We are on it', isPublic: true },
		]);
		expect(byKind('resolved')).toMatchObject([{ status: 'Closed' }]);
		expect(byKind('reopened')).toMatchObject([{ status: 'Working' }]);
		expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort());
		for (const event of events) {
			expect(event).toMatchObject({
				...{ desk: 'salesforce', caseUrl: url, caseKey: draft.caseKey, isOurs: false },
				...{ accountId: draft.account.id, conversationId: draft.postKey },
				...{ caseTitle: draft.title, by: { name: 'Ada Agent' } },
			});
			expect(event.id).toMatch(/^salesforce-\w{18}$/);
		}
	});

	it('leaves out entries of ours, parts of long ones too, and cases that are not', async () => {
		const cursor = await begin();
		const draft = makeDraft();
		const { id } = await test.desk.upsertCase(draft);
		await test.desk.upsertCase(makeFollowUp(draft, 'customer again'));
		await test.desk.upsertCase(makeFollowUp(draft, `long ${'words '.repeat(2000)}`));
		const { body } = await test.send({
			...{ method: 'POST', url: '/services/data/v62.0/sobjects/Case' },
			body: { Subject: 'Somebody phoned' },
		});
		const other = (body as { id: string }).id;
		await test.act({ do: 'comment', caseId: other, text: 'on the phone', isPublic: false });
		await test.act({ do: 'closeCase', caseId: other });
		const { events } = await open().fetchCaseEvents(cursor, Date.now());
		expect(events.filter(({ caseId }) => [id, other].includes(caseId))).toEqual([]);
	});

	it('tells which changes the connection itself made', async () => {
		const cursor = await begin();
		const { id } = await test.desk.upsertCase(makeDraft());
		await set('ownClose', id);
		expect((await readOn(cursor, id)).events).toMatchObject([{ kind: 'resolved', isOurs: true }]);
	});

	it('reads posts of the feed, as plain text, and gets by without Chatter', async () => {
		const cursor = await begin();
		const { id } = await test.desk.upsertCase(makeDraft());
		const post = { caseId: id, text: '<p>Fine &amp; <b>done</b></p>', isPublic: true };
		await set('feedPost', post);
		const { events } = await readOn(cursor, id);
		expect(events).toMatchObject([{ comment: { text: 'Fine & done', isPublic: true } }]);
		await test.act({ do: 'closeCase', caseId: id });
		await set('hasChatter', false);
		const kinds = (await readOn(cursor, id)).events.map(({ kind }) => kind);
		await set('hasChatter', true);
		expect(kinds).toEqual(['resolved']);
	});

	it('reads posts of the feed where Salesforce keeps no visibility of them, as said among colleagues', async () => {
		await set('hasSites', false);
		const cursor = await begin();
		const { id } = await test.desk.upsertCase(makeDraft());
		await set('feedPost', { caseId: id, text: 'Who takes this one?', isPublic: true });
		const { events } = await readOn(cursor, id);
		const sample = await open().fetchSample(Date.now());
		await set('hasSites', true);
		const comment = { text: 'Who takes this one?', isPublic: false };
		expect(events).toMatchObject([{ comment }]);
		expect(sample.at(-1)).toMatchObject({ comment });
	});

	it('says nothing of what customers write in a portal: it must never be taken for our answer', async () => {
		const cursor = await begin();
		const { id } = await test.desk.upsertCase(makeDraft());
		await set('portalComment', { caseId: id, text: 'You are all liars' });
		await set('feedPost', { caseId: id, text: 'All of you', isPublic: true, by: 'customer' });
		await test.act({ do: 'comment', caseId: id, text: 'We are sorry', isPublic: true });
		const { events } = await readOn(cursor, id);
		expect(events.map(({ comment }) => comment?.text)).toEqual(['We are sorry']);
	});

	it('loses nothing of a burst within one second that takes many pages, and repeats with the same ids', async () => {
		const nowMs = Date.now();
		await test.sandbox.control('POST', 'clock', { now: new Date(nowMs).toISOString() });
		const { cursor } = await open().fetchCaseEvents(undefined, nowMs);
		const { id } = await test.desk.upsertCase(makeDraft());
		for (let n = 0; n < 25; n++) {
			await test.act({ do: 'comment', caseId: id, text: `note ${n}`, isPublic: false });
		}
		await set('pageSize', 2);
		const first = await readOn(cursor, id);
		expect(first.looks).toBeGreaterThan(1);
		const texts = first.events.map(({ comment }) => comment?.text);
		expect(texts).toEqual(Array.from({ length: 25 }, (_, n) => `note ${n}`));
		const again = await readOn(cursor, id);
		expect(again.events.map((event) => event.id)).toEqual(first.events.map((event) => event.id));
		const later = JSON.parse(JSON.stringify(first.cursor)) as CaseCursor;
		await test.act({ do: 'comment', caseId: id, text: 'same second, later', isPublic: true });
		const { events } = await readOn(later, id);
		expect(events.map(({ comment }) => comment?.text)).toContain('same second, later');
		await test.sandbox.control('POST', 'clock', { real: true });
	});

	it('begins with nothing that has happened before', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		await test.act({ do: 'closeCase', caseId: id });
		const { events, isMore } = await open().fetchCaseEvents(undefined, Date.now() + 5_000);
		expect({ events, isMore }).toEqual({ events: [], isMore: false });
	});

	it('reads on from a cursor nobody can have made, as if from now', async () => {
		const odd = { floor: "x' OR Id != null", history: { at: 7, id: "' OR '" }, comments: null };
		const page = await open().fetchCaseEvents(odd, Date.now() + 5_000);
		expect(page.events).toEqual([]);
	});

	it('shows the newest few in the editor', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		await test.act({ do: 'comment', caseId: id, text: 'the newest', isPublic: true });
		const events = await open().fetchSample(Date.now());
		expect(events.length).toBeLessThanOrEqual(10);
		expect(events.map(({ comment }) => comment?.text)).toContain('the newest');
	});
});
