import type { CaseEvent } from '../../src/domain/case-event';
import type { CaseCursor } from '../../src/desks/case-events';
import { createOdooEvents } from '../../src/desks/odoo/events';
import type { OdooInterface } from '../../src/desks/odoo/transport';
import { makeDraft, makeFollowUp } from './desk-under-test';
import { type OdooUnderTest, openOdoo } from './odoo-under-test';

const minute = 60_000;

describe.each([
	['json2', 'crm.lead', 'Won'],
	['jsonRpc', 'helpdesk.ticket', 'Solved'],
] as Array<[OdooInterface, string, string]>)('case events by %s, %s', (by, recordKind, done) => {
	let test: OdooUnderTest;
	beforeAll(async () => {
		test = await openOdoo({ interface: by, recordKind });
	});
	afterAll(async () => await test.close());

	const reader = () =>
		createOdooEvents(test.send, { baseUrl: 'https://acme.odoo.test', interface: by });
	const start = async () => (await reader().fetchCaseEvents(undefined, Date.now())).cursor;
	/** All pages. */
	const read = async (from: CaseCursor, nowMs = Date.now()) => {
		const events: CaseEvent[] = [];
		let cursor = from;
		for (let page = 0; page < 20; page++) {
			const next = await reader().fetchCaseEvents(cursor, nowMs);
			events.push(...next.events);
			cursor = next.cursor;
			if (!next.isMore) return { events, cursor };
		}
		throw new Error('no end of pages');
	};

	it('tells of what agents do to a case, oldest first, all within one second', async () => {
		const draft = makeDraft();
		const { id } = await test.desk.upsertCase(draft);
		const cursor = await start();
		await test.act({ do: 'assign', caseId: id, owner: '4' });
		await test.act({ do: 'comment', caseId: id, text: 'We <care>\n& act', isPublic: true });
		await test.act({ do: 'comment', caseId: id, text: 'for us', isPublic: false });
		await test.act({ do: 'closeCase', caseId: id });
		await test.act({ do: 'reopenCase', caseId: id });
		await test.act({ do: 'assign', caseId: id, owner: '' });
		const { events } = await read(cursor);
		expect(events.map(({ kind }) => kind)).toEqual([
			...['assigned', 'commented', 'commented', 'resolved', 'reopened', 'assigned'],
		]);
		const [assigned, open, inside, , , nobody] = events;
		expect(assigned).toMatchObject({
			...{ desk: 'odoo', caseId: id, caseKey: draft.caseKey, isOurs: false },
			conversationId: draft.postKey,
			caseUrl: expect.stringContaining(`id=${id}&model=${recordKind}`),
			caseTitle: draft.title,
			owner: { id: '4', name: 'Bo Agent' },
			by: { name: 'Ada Agent' },
		});
		expect(nobody.owner).toBeUndefined();
		expect(open.comment).toMatchObject({
			isPublic: true,
			text: expect.stringContaining('We <care>'),
		});
		expect(inside.comment).toEqual({ isPublic: false, text: 'for us' });
		expect(new Set(events.map((it) => it.id)).size).toBe(6);
		for (const event of events) expect(event.id).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
	});

	it('names the stage the case has now', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		const cursor = await start();
		await test.act({ do: 'closeCase', caseId: id });
		expect((await read(cursor)).events).toMatchObject([{ kind: 'resolved', status: done }]);
	});

	it('says nothing of our own entries, and nothing of records without our key', async () => {
		const cursor = await start();
		const first = makeDraft();
		await test.desk.upsertCase(first);
		await test.desk.upsertCase(makeFollowUp(first, 'a customer wrote'));
		await test.set('strangersLead', 'Not ours');
		expect((await read(cursor)).events).toEqual([]);
	});

	it('answers the same ids from the same place, and goes on after what has settled', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		const cursor = await start();
		await test.act({ do: 'comment', caseId: id, text: 'once', isPublic: false });
		const first = await read(cursor);
		expect((await read(cursor)).events.map((it) => it.id)).toEqual(first.events.map((it) => it.id));
		// What is young is read again: a message with a lower id may show later.
		expect((await read(first.cursor)).events).toHaveLength(1);
		const later = Date.now() + 10 * minute;
		const settled = await read(first.cursor, later);
		expect((await read(settled.cursor, later)).events).toEqual([]);
	});

	it('loses nothing over more than one page', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		const cursor = await start();
		const texts = Array.from({ length: 230 }, (_, n) => `note ${n}`);
		for (const text of texts) await test.act({ do: 'comment', caseId: id, text, isPublic: false });
		const young = await read(cursor);
		expect(young.events.map(({ comment }) => comment?.text)).toEqual(texts);
		expect((await read(young.cursor)).events).toHaveLength(230);
		const later = Date.now() + 10 * minute;
		const old = await read(cursor, later);
		expect(old.events).toHaveLength(230);
		expect((await read(old.cursor, later)).events).toEqual([]);
	});

	if (recordKind === 'crm.lead') {
		it('takes a lead that is lost for resolved, and one that is found again for reopened', async () => {
			const { id } = await test.desk.upsertCase(makeDraft());
			const cursor = await start();
			await test.act({ do: 'closeForGood', caseId: id });
			await test.act({ do: 'reopenCase', caseId: id });
			const { events } = await read(cursor);
			expect(events.map(({ kind }) => kind)).toEqual(['resolved', 'reopened']);
		});
	}

	it('shows the newest few for a look in the editor', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		await test.act({ do: 'comment', caseId: id, text: 'the newest', isPublic: true });
		const sample = await reader().fetchSample(Date.now());
		expect(sample.length).toBeLessThanOrEqual(5);
		expect(sample.at(-1)?.comment?.text).toBe('the newest');
	});

	it('says which right is missing to see what changed, and what to run before', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		const cursor = await start();
		await test.act({ do: 'assign', caseId: id, owner: '3' });
		await test.set('isAdmin', false);
		const failure: unknown = await read(cursor).catch((it: unknown) => it);
		expect(failure).toMatchObject({ kind: 'forbidden', hint: expect.stringContaining('Settings') });
		await test.set('isAdmin', true);
		await test.act({ do: 'forgetFields' });
		const unprepared: unknown = await read(cursor).catch((it: unknown) => it);
		expect(unprepared).toMatchObject({
			kind: 'misconfigured',
			hint: expect.stringContaining('Prepare Desk'),
		});
	});
});
