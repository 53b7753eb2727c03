import type { CaseCursor } from '../../src/desks/case-events';
import { createHubSpotEvents } from '../../src/desks/hubspot/case-events';
import type { CaseEvent } from '../../src/domain/case-event';
import { makeDraft, makeFollowUp } from './desk-under-test';
import { openHubSpot } from './hubspot-desk';
import type { SandboxDesk } from './sandbox-desk';

jest.setTimeout(60_000);

describe('what happens to tickets in HubSpot', () => {
	let test: SandboxDesk;
	let nowMs = Date.parse('2026-11-20T10:00:00.000Z');
	beforeAll(async () => {
		test = await openHubSpot();
	});
	/** Each test has an hour of its own. */
	beforeEach(async () => await at(nowMs + 3_600_000));
	afterEach(async () => await act({ do: 'set', name: 'searchLagMs', value: 0 }));
	afterAll(async () => await test?.close());

	/** The sandbox's own time stands still there. */
	const at = async (ms: number) => {
		nowMs = ms;
		await test.sandbox.control('POST', 'clock', { now: new Date(ms).toISOString() });
	};
	const later = async (seconds: number) => await at(nowMs + seconds * 1000);
	const act = async (act: Record<string, unknown>) => await test.act(act);
	const open = () => createHubSpotEvents(test.send);
	const start = async () => (await open().fetchCaseEvents(undefined, nowMs)).cursor;
	const look = async (cursor: CaseCursor) => await open().fetchCaseEvents(toStored(cursor), nowMs);
	/** As n8n keeps it. */
	const toStored = (cursor: CaseCursor) => JSON.parse(JSON.stringify(cursor)) as CaseCursor;
	const drain = async (cursor: CaseCursor) => {
		const events: CaseEvent[] = [];
		let page = await look(cursor);
		let pages = 1;
		for (; page.isMore; pages++) {
			events.push(...page.events);
			page = await look(page.cursor);
		}
		return { events: [...events, ...page.events], cursor: page.cursor, pages };
	};
	const toIso = (ms: number) => new Date(ms).toISOString();
	const kinds = (events: CaseEvent[]) => events.map(({ kind }) => kind);

	it('tells of a ticket that is resolved, reopened, assigned and taken back, by whom, oldest first', async () => {
		const draft = makeDraft();
		const { id, url } = await test.desk.upsertCase(draft);
		await later(1);
		const cursor = await start();
		await later(60);
		const assignedMs = nowMs;
		await act({ do: 'assign', caseId: id, owner: '77001' });
		await later(1);
		await act({ do: 'closeCase', caseId: id });
		await later(1);
		await act({ do: 'reopenCase', caseId: id });
		await later(1);
		await act({ do: 'assign', caseId: id, owner: '' });
		const { events, isMore } = await look(cursor);
		expect(isMore).toBe(false);
		expect(kinds(events)).toEqual(['assigned', 'resolved', 'reopened', 'assigned']);
		expect(events[0]).toEqual({
			id: expect.stringMatching(/^[A-Za-z0-9._-]{1,100}$/),
			...{ kind: 'assigned', desk: 'hubSpot', caseId: id, caseUrl: url, caseTitle: draft.title },
			...{ caseKey: draft.caseKey, accountId: draft.account.id, conversationId: draft.postKey },
			...{ at: toIso(assignedMs), by: { id: '501' }, isOurs: false, status: 'New' },
			owner: { id: '77001', name: 'Robin Example' },
		});
		expect(events[3]).not.toHaveProperty('owner');
	});

	it('tells what people write on a ticket, as plain text and never as public, and nothing of what we wrote', async () => {
		const draft = makeDraft();
		const { id } = await test.desk.upsertCase(draft);
		const cursor = await start();
		await later(10);
		await test.desk.upsertCase(makeFollowUp(draft, 'from X'));
		const text = '<p>Called her &amp; sent a voucher.</p><p>^JD</p>';
		await act({ do: 'comment', caseId: id, text, isPublic: true });
		const pasted = `copied<br>Reference: ${draft.reference}`;
		await act({ do: 'comment', caseId: id, text: pasted, isPublic: false });
		const { events } = await look(cursor);
		expect(events).toHaveLength(1);
		expect(events[0]).toMatchObject({
			...{ kind: 'commented', caseId: id, caseKey: draft.caseKey, isOurs: false },
			...{ by: { id: '501' }, at: toIso(nowMs) },
			comment: { text: 'Called her & sent a voucher.\n^JD', isPublic: false },
		});
	});

	it('knows that it was this app that opened a ticket again', async () => {
		const draft = makeDraft();
		const { id } = await test.desk.upsertCase(draft);
		const cursor = await start();
		await later(10);
		await act({ do: 'closeCase', caseId: id });
		await later(10);
		await test.desk.upsertCase(makeFollowUp(draft, 'not solved'));
		const { events } = await look(cursor);
		expect(events.map(({ kind, isOurs }) => [kind, isOurs])).toEqual([
			['resolved', false],
			['reopened', true],
		]);
	});

	it('says nothing of what came before, of tickets of others, and of what a ticket was made with', async () => {
		const known = await test.desk.upsertCase(makeDraft());
		await act({ do: 'closeCase', caseId: known.id });
		await later(1);
		const cursor = await start();
		await later(1);
		const properties = { subject: 'Not ours', hs_pipeline: '0', hs_pipeline_stage: '1' };
		const url = '/crm/v3/objects/tickets';
		const { body } = await test.send({ method: 'POST', url, body: { properties } });
		const { id } = body as { id: string };
		await act({ do: 'closeCase', caseId: id });
		await act({ do: 'comment', caseId: id, text: 'internal', isPublic: false });
		const alone = { hs_timestamp: String(nowMs), hs_note_body: 'on nothing at all' };
		await test.send({
			...{ method: 'POST', url: '/crm/v3/objects/notes', body: { properties: alone } },
		});
		await test.desk.upsertCase(makeDraft());
		expect((await look(cursor)).events).toEqual([]);
	});

	it('tells once what the search shows late, and the same when it starts again from an old cursor', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		await later(1);
		const cursor = await start();
		await act({ do: 'set', name: 'searchLagMs', value: 30_000 });
		await later(5);
		await act({ do: 'closeCase', caseId: id });
		await act({ do: 'comment', caseId: id, text: 'seen late', isPublic: false });
		await later(10);
		const early = await look(cursor);
		expect(early.events).toEqual([]);
		await later(60);
		const late = await look(early.cursor);
		expect(kinds(late.events).sort()).toEqual(['commented', 'resolved']);
		await later(60);
		expect((await look(late.cursor)).events).toEqual([]);
		const again = await look(early.cursor);
		expect(again.events.map((it) => it.id)).toEqual(late.events.map((it) => it.id));
	});

	it('loses nothing of more than a page, all changed in the same instant, nor of what changes meanwhile', async () => {
		const ids = await makeTickets(620);
		await later(1);
		const cursor = await start();
		await later(1);
		await closeAll(ids);
		const first = await look(cursor);
		expect(first.isMore).toBe(true);
		// Changed again while the look is under way: in an order by time they would leave their places.
		await later(1);
		for (const id of ids.slice(0, 5)) await act({ do: 'reopenCase', caseId: id });
		const rest = await drain(first.cursor);
		const next = await look(rest.cursor);
		const events = [...first.events, ...rest.events, ...next.events];
		expect(new Set(events.map((it) => it.id)).size).toBe(events.length);
		const resolved = events.filter(({ kind }) => kind === 'resolved');
		expect(resolved.map(({ caseId }) => caseId).sort()).toEqual([...ids].sort());
		expect(events.filter(({ kind }) => kind === 'reopened')).toHaveLength(5);
		expect(JSON.stringify(next.cursor).length).toBeLessThan(100_000);
	});

	/** Straight into the service: it is the reading that is looked at. */
	async function makeTickets(count: number): Promise<string[]> {
		const ids: string[] = [];
		for (let from = 0; from < count; from += 100) {
			const inputs = Array.from({ length: Math.min(100, count - from) }, (_, at) => ({
				properties: { hs_pipeline_stage: '1', x_case_key: `x-1-${5000 + from + at}` },
			}));
			const url = '/crm/v3/objects/tickets/batch/create';
			const { body } = await test.send({ method: 'POST', url, body: { inputs } });
			ids.push(...(body as { results: Array<{ id: string }> }).results.map(({ id }) => id));
		}
		return ids;
	}

	async function closeAll(ids: string[]): Promise<void> {
		for (let from = 0; from < ids.length; from += 100) {
			const properties = { hs_pipeline_stage: '4' };
			const inputs = ids.slice(from, from + 100).map((id) => ({ id, properties }));
			await test.send({
				...{ method: 'POST', url: '/crm/v3/objects/tickets/batch/update', body: { inputs } },
			});
		}
	}

	it('tells both of two changes in the same instant', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		await later(1);
		const cursor = await start();
		await later(1);
		await act({ do: 'closeCase', caseId: id });
		await act({ do: 'reopenCase', caseId: id });
		const { events } = await look(cursor);
		expect(kinds(events).sort()).toEqual(['reopened', 'resolved']);
	});

	it('goes on when a ticket was deleted between the search and the reading', async () => {
		const [gone, kept] = [makeDraft(), makeDraft()];
		const made = [await test.desk.upsertCase(gone), await test.desk.upsertCase(kept)];
		const cursor = await start();
		await later(1);
		for (const { id } of made) await act({ do: 'closeCase', caseId: id });
		const send: typeof test.send = async (request) => {
			const answer = await test.send(request);
			if (request.url.endsWith('tickets/search'))
				await act({ do: 'deleteCase', caseId: made[0].id });
			return answer;
		};
		const { events } = await createHubSpotEvents(send).fetchCaseEvents(cursor, nowMs);
		expect(events.map(({ caseId }) => caseId)).toEqual([made[1].id]);
	});

	it('shows the newest few for a look in the editor', async () => {
		const { id } = await test.desk.upsertCase(makeDraft());
		await later(1);
		await act({ do: 'comment', caseId: id, text: 'hello', isPublic: false });
		await later(1);
		await act({ do: 'closeCase', caseId: id });
		expect(kinds(await open().fetchSample(nowMs)).slice(-2)).toEqual(['commented', 'resolved']);
	});

	it.each([{}, { startMs: 'x', told: null, scan: 'y' }, { sinceMs: null }])(
		'begins anew with a cursor it cannot read: %j',
		async (cursor) => {
			expect((await look(cursor as CaseCursor)).events).toEqual([]);
		},
	);

	it('names what is missing when the account was never prepared', async () => {
		await act({ do: 'forgetFields' });
		await expect(look(await start())).rejects.toMatchObject({
			kind: 'misconfigured',
			hint: expect.stringContaining('Prepare Desk'),
		});
	});
});
