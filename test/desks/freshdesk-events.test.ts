import type { CaseCursor } from '../../src/desks/case-events';
import { createFreshdesk } from '../../src/desks/freshdesk/desk';
import { createFreshdeskEvents } from '../../src/desks/freshdesk/events';
import type { CaseDraft } from '../../src/domain/case';
import type { CaseEvent } from '../../src/domain/case-event';
import { HttpFailure } from '../../src/http';
import { makeDraft, makeFollowUp, nextId } from './desk-under-test';
import { openSandboxDesk, type SandboxDesk } from './sandbox-desk';

describe('What happens to cases at Freshdesk', () => {
	let test: SandboxDesk;
	const settings = {
		...{ baseUrl: 'https://example.freshdesk.test/', arePostsPublic: false, ticketFields: {} },
		newCase: { tags: [], priorities: {} },
	};
	beforeAll(async () => {
		test = await openSandboxDesk('freshdesk', {
			create: (send) => createFreshdesk(send, settings),
			toHeaders: (key) => ({ authorization: `Basic ${btoa(`${key}:X`)}` }),
			isCreate: () => false,
			isComment: () => false,
			fault200: { body: {}, said: /x/ },
		});
	});
	beforeEach(async () => {
		await test.act({ do: 'set', name: 'tellsReopening', value: true });
	});
	afterEach(() => test.proxy.behave());
	afterAll(async () => await test.close());

	const reader = () => createFreshdeskEvents(test.send, 'https://example.freshdesk.test/');
	const now = async () =>
		Date.parse((await test.sandbox.control<{ now: string }>('GET', 'clock')).now);
	const advance = async (advanceMs: number) =>
		await test.sandbox.control('POST', 'clock', { advanceMs });
	const begin = async () => (await reader().fetchCaseEvents(undefined, await now())).cursor;
	/** As the trigger does it: on and on while there is more, each event once. */
	const readAll = async (cursor: CaseCursor) => {
		const events = new Map<string, CaseEvent>();
		for (;;) {
			// What n8n keeps is plain JSON.
			const stored = JSON.parse(JSON.stringify(cursor)) as CaseCursor;
			const page = await reader().fetchCaseEvents(stored, await now());
			for (const event of page.events) events.set(event.id, event);
			cursor = page.cursor;
			if (!page.isMore) return { events: [...events.values()], cursor };
		}
	};
	const open = async (over: Parameters<typeof makeDraft>[0] = {}) => {
		const draft = makeDraft({ author: { id: nextId() }, ...over });
		const { id } = await test.desk.upsertCase(draft);
		await advance(5000);
		return { draft, id };
	};
	const act = async (it: Record<string, unknown>) => {
		await test.act(it);
		await advance(5000);
	};
	const of = (events: CaseEvent[], caseId: string) => events.filter((it) => it.caseId === caseId);
	const kinds = (events: CaseEvent[]) => events.map(({ kind }) => kind);
	const keyOf = ({ caseKey, account, postKey }: CaseDraft) => ({
		...{ caseKey, accountId: account.id, conversationId: postKey },
	});

	it('begins now: what happened before is not told', async () => {
		const { id } = await open();
		await act({ do: 'closeCase', caseId: id });
		const cursor = await begin();
		await act({ do: 'comment', caseId: id, text: 'after', isPublic: false });
		const { events } = await readAll(cursor);
		expect(kinds(of(events, id))).toEqual(['commented']);
	});

	it('tells in order that a case was assigned, answered, resolved and reopened, and of which conversation', async () => {
		const { draft, id } = await open();
		let { cursor } = await readAll(await begin());
		const seen: CaseEvent[] = [];
		const happen = async (it: Record<string, unknown>) => {
			await act({ ...it, caseId: id });
			const round = await readAll(cursor);
			cursor = round.cursor;
			seen.push(
				...of(round.events, id).filter((event) => !seen.some((old) => old.id === event.id)),
			);
		};
		await happen({ do: 'assign', owner: '102' });
		await happen({ do: 'comment', text: 'for us alone', isPublic: false });
		await happen({ do: 'comment', text: 'Dear customer', isPublic: true });
		await happen({ do: 'closeCase' });
		await happen({ do: 'closeForGood' });
		await happen({ do: 'reopenCase' });
		await happen({ do: 'assign', owner: '' });
		expect(seen).toMatchObject([
			{ kind: 'assigned', owner: { id: '102' }, status: 'Open' },
			{ kind: 'commented', comment: { text: 'for us alone', isPublic: false }, by: { id: '102' } },
			{ kind: 'commented', comment: { text: 'Dear customer', isPublic: true } },
			{ kind: 'resolved', status: 'Resolved' },
			{ kind: 'reopened', status: 'Open', isOurs: false },
			{ kind: 'assigned' },
		]);
		expect(seen.at(-1)?.owner).toBeUndefined();
		for (const event of seen) {
			expect(event).toMatchObject({ ...keyOf(draft), desk: 'freshdesk', isOurs: false });
			expect(event.caseUrl).toBe(`https://example.freshdesk.test/a/tickets/${id}`);
			expect(event.id).toMatch(/^freshdesk-[A-Za-z0-9._-]{1,90}$/);
			expect(event.at).toMatch(/^\d{4}-.*Z$/);
		}
	});

	it('tells of a reopening also where Freshdesk does not say when it was, and that it was ours', async () => {
		await test.act({ do: 'set', name: 'tellsReopening', value: false });
		const { draft, id } = await open();
		let { cursor } = await readAll(await begin());
		await act({ do: 'closeCase', caseId: id });
		({ cursor } = await readAll(cursor));
		await advance(600_000);
		await test.desk.upsertCase(makeFollowUp(draft, 'not solved'));
		await advance(5000);
		const { events } = await readAll(cursor);
		expect(of(events, id)).toMatchObject([{ kind: 'reopened', isOurs: true }]);
	});

	it('leaves out what the package wrote itself, posts and answers', async () => {
		const { draft, id } = await open();
		const cursor = await begin();
		await test.desk.upsertCase(makeFollowUp(draft, 'and another thing'));
		await advance(5000);
		await test.desk.upsertCase({ ...makeFollowUp(draft, 'We answer'), isOurs: true });
		await advance(5000);
		expect(of((await readAll(cursor)).events, id)).toEqual([]);
	});

	it('marks what the key of the connection did by other means', async () => {
		const { id } = await open();
		const cursor = await begin();
		const body = { body: '<div>by some other flow</div>', private: true };
		await test.send({ method: 'POST', url: `/api/v2/tickets/${id}/notes`, body });
		expect(of((await readAll(cursor)).events, id)).toMatchObject([
			{ kind: 'commented', isOurs: true, comment: { text: 'by some other flow' } },
		]);
	});

	it('says nothing of tickets that are not from X', async () => {
		const cursor = await begin();
		const body = { unique_external_id: 'someone', subject: 'By e-mail' };
		const made = await test.send({ method: 'POST', url: '/api/v2/tickets', body });
		const { id } = made.body as { id: number };
		await act({ do: 'closeCase', caseId: String(id) });
		expect(of((await readAll(cursor)).events, String(id))).toEqual([]);
	});

	it('gives the same events with the same ids when it begins again at the same place', async () => {
		const { id } = await open();
		const { cursor } = await readAll(await begin());
		await act({ do: 'assign', caseId: id, owner: '103' });
		await act({ do: 'comment', caseId: id, text: 'on it', isPublic: false });
		await act({ do: 'closeCase', caseId: id });
		const [once, again] = [await readAll(cursor), await readAll(cursor)];
		expect(kinds(of(once.events, id)).sort()).toEqual(['assigned', 'commented', 'resolved']);
		expect(again.events).toEqual(once.events);
	});

	it('loses nothing of many changes in one second, more than one look takes', async () => {
		const cases: string[] = [];
		for (let n = 0; n < 110; n++) {
			cases.push((await test.desk.upsertCase(makeDraft({ author: { id: nextId() } }))).id);
		}
		await advance(120_000);
		const { cursor } = await readAll(await begin());
		// Stands still from here on, until it is told to go on.
		await test.sandbox.control('POST', 'clock', { now: new Date(await now()).toISOString() });
		for (const caseId of cases) await test.act({ do: 'closeCase', caseId });
		await test.sandbox.control('POST', 'clock', { advanceMs: 5000 });
		const first = await reader().fetchCaseEvents(cursor, await now());
		expect(first.isMore).toBe(true);
		const { events } = await readAll(cursor);
		const told = events.filter(({ kind }) => kind === 'resolved').map(({ caseId }) => caseId);
		expect(told.sort()).toEqual([...cases].sort());
	});

	it('loses nothing of what happens in the very second in which it has just looked', async () => {
		const { id } = await open();
		await advance(120_000);
		let { cursor } = await readAll(await begin());
		await test.sandbox.control('POST', 'clock', { now: new Date(await now()).toISOString() });
		await test.act({ do: 'comment', caseId: id, text: 'just before', isPublic: true });
		const first = await readAll(cursor);
		cursor = first.cursor;
		await test.act({ do: 'comment', caseId: id, text: 'just after', isPublic: true });
		await test.act({ do: 'assign', caseId: id, owner: '102' });
		await test.sandbox.control('POST', 'clock', { advanceMs: 120_000 });
		const second = await readAll(cursor);
		cursor = second.cursor;
		await test.sandbox.control('POST', 'clock', { advanceMs: 600_000 });
		await test.act({ do: 'closeCase', caseId: id });
		const told = [...first.events, ...second.events, ...(await readAll(cursor)).events];
		const ids = new Map(of(told, id).map((event) => [event.id, event]));
		expect(kinds([...ids.values()]).sort()).toEqual([
			...['assigned', 'commented', 'commented', 'resolved'],
		]);
	});

	it('loses no comment on a case that changes again while a long round is under way', async () => {
		const cases: string[] = [];
		for (let n = 0; n < 50; n++) cases.push((await open()).id);
		const late = (await open()).id;
		await advance(120_000);
		const { cursor } = await readAll(await begin());
		await act({ do: 'comment', caseId: late, text: 'said early', isPublic: true });
		for (const caseId of cases) await test.act({ do: 'assign', caseId, owner: '102' });
		await advance(5000);
		// Moves behind all the others, and its comment stays where it was in time.
		await act({ do: 'assign', caseId: late, owner: '103' });
		const first = await reader().fetchCaseEvents(cursor, await now());
		expect(first.isMore).toBe(true);
		await advance(600_000);
		await act({ do: 'closeCase', caseId: late });
		const rest = await readAll(first.cursor);
		const told = of([...first.events, ...rest.events], late);
		expect(kinds(told).sort()).toEqual(['assigned', 'commented', 'resolved']);
	});

	it('remembers a bounded number of cases', async () => {
		const { cursor } = await readAll(await begin());
		const known = Object.fromEntries(
			Array.from({ length: 5000 }, (_, n) => [`9${n}`, [2, 0, '2020-01-01T00:00:00Z']]),
		);
		const next = await reader().fetchCaseEvents({ ...cursor, known }, await now());
		expect(JSON.stringify(next.cursor).length).toBeLessThan(20_000);
	});

	it('shows the newest few for a look in the editor', async () => {
		const { id } = await open();
		await act({ do: 'comment', caseId: id, text: 'look at me', isPublic: true });
		const sample = await reader().fetchSample(await now());
		expect(sample.length).toBeLessThanOrEqual(5);
		expect(sample.at(-1)).toMatchObject({ caseId: id, comment: { text: 'look at me' } });
	});

	it('passes on that Freshdesk wants to be left alone for a while', async () => {
		const cursor = await begin();
		const fault = { status: 429, headers: { 'retry-after': '30' }, body: {} };
		test.proxy.behave({ when: () => true, fault });
		const error: unknown = await reader()
			.fetchCaseEvents(cursor, await now())
			.catch((it: unknown) => it);
		expect(error).toBeInstanceOf(HttpFailure);
		expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000 });
	});
});
