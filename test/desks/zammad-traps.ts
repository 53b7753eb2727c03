import type { SandboxDesk } from './sandbox-desk';
import {
	makeDraft,
	makeFollowUp,
	nextId,
	readFailure,
	readOneCase,
	times,
} from './desk-under-test';
import { openWith } from './zammad-under-test';

/** What Zammad does that one would not think of; its documentation and source tell of each. */
export function testZammadTraps(get: () => SandboxDesk): void {
	const test = () => get();
	const set = async (name: string, value: unknown) => await test().act({ do: 'set', name, value });
	const isSearch = (method: string, path: string) =>
		method === 'POST' && path.includes('/tickets/search');
	const isMerge = (_: string, path: string) => path.includes('/ticket_merge/');

	/** Makes the next run believe, as one does that starts at the same instant, that there is no ticket yet. */
	const blind = { when: isSearch, fault: { status: 200, body: [] }, times: 1 };

	it('leaves no second open ticket when a run ends between losing the race and the merge', async () => {
		const first = makeDraft({ text: 'first of the torn race' });
		const second = makeFollowUp(first, 'second of the torn race');
		const { id } = await test().desk.upsertCase(first);
		test().proxy.behave(blind, { when: isMerge, fault: 'drop-request' });
		await expect(test().desk.upsertCase(second)).rejects.toThrow();
		test().proxy.behave();
		expect(await test().readCases(first.caseKey)).toHaveLength(2);
		// Any later post of the conversation heals it, and the torn one knows that it is in.
		expect(await test().desk.upsertCase(makeFollowUp(first, 'third'))).toMatchObject({ id });
		const healed = await readOneCase(test(), first);
		for (const draft of [first, second]) {
			expect(await test().desk.upsertCase(draft)).toMatchObject({ id, outcome: 'existing' });
			expect(times(healed, draft.text)).toBe(1);
		}
	});

	it('holds a first post once that two runs brought at the same instant', async () => {
		const draft = makeDraft({ text: 'brought twice' });
		const { id } = await test().desk.upsertCase(draft);
		test().proxy.behave(blind);
		expect(await test().desk.upsertCase(draft)).toMatchObject({ id, outcome: 'added' });
		expect(times(await readOneCase(test(), draft), 'brought twice')).toBe(1);
	});

	it('takes a merge for done only when Zammad says so: it answers 200 also when it refuses', async () => {
		const first = makeDraft();
		await test().desk.upsertCase(first);
		const body = { result: 'failed', message: 'The source ticket could not be found.' };
		test().proxy.behave(blind, { when: isMerge, fault: { status: 200, body } });
		const failure = await readFailure(test().desk, makeFollowUp(first, 'not merged'));
		expect(failure).toMatchObject({ kind: 'refused' });
		expect(failure.message).toContain('source ticket could not be found');
		expect(failure.hint).toContain("'full' access");
	});

	it('brings a post along that came into a ticket while it was being merged', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		test().proxy.behave(blind, { when: isMerge, fault: 'drop-request', times: 1 });
		await readFailure(test().desk, makeFollowUp(first, 'opens a second one'));
		test().proxy.behave();
		const cases = await test().readCases(first.caseKey);
		const younger = cases.find((it) => it.id !== id)!;
		// This run has seen the younger one as it was before the merge.
		const row = { id: Number(younger.id), number: '1', state: 'open', x_case_key: first.caseKey };
		const seen = { when: isSearch, fault: { status: 200, body: [row] }, times: 1 };
		await set('merge', { from: younger.id, into: id });
		test().proxy.behave(seen);
		await test().desk.upsertCase(makeFollowUp(first, 'on its way'));
		expect(times(await readOneCase(test(), first), 'on its way')).toBe(1);
	});

	it('follows the staff who merged two conversations into one ticket', async () => {
		const [first, other] = [makeDraft(), makeDraft()];
		const { id } = await test().desk.upsertCase(first);
		const kept = await test().desk.upsertCase(other);
		await set('merge', { from: id, into: kept.id });
		const reference = await test().desk.upsertCase(makeFollowUp(first, 'goes where staff put it'));
		expect(reference).toMatchObject({ id: kept.id, outcome: 'added' });
		for (const draft of [first, other]) {
			const again = await test().desk.upsertCase(draft);
			expect(again).toMatchObject({ id: kept.id, outcome: 'existing' });
		}
	});

	it('goes on in a new ticket when the one staff merged the conversation into is deleted', async () => {
		const [first, other] = [makeDraft(), makeDraft()];
		const { id } = await test().desk.upsertCase(first);
		const kept = await test().desk.upsertCase(other);
		await set('merge', { from: id, into: kept.id });
		await test().act({ do: 'deleteCase', caseId: kept.id });
		const reference = await test().desk.upsertCase(makeFollowUp(first, 'once more'));
		expect(reference).toMatchObject({ outcome: 'created' });
		expect([id, kept.id]).not.toContain(reference.id);
	});

	it('opens a waiting ticket again when the customer writes, as Zammad does for mail, not for our answer', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		const status = async () => (await test().look()).cases.find((it) => it.id === id)?.status;
		const pending_time = '2030-01-01T00:00:00Z';
		await set('state', { caseId: id, state: 'pending close', pending_time });
		await test().desk.upsertCase({ ...makeFollowUp(first, 'ours'), isOurs: true });
		expect(await status()).toBe('pending close');
		await test().desk.upsertCase(makeFollowUp(first, 'not yet'));
		expect(await status()).toBe('open');
	});

	it('knows closed tickets by what their state means, whatever administrators call it', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		await test().act({ do: 'closeCase', caseId: id });
		await set('renameState', { from: 'closed', to: 'erledigt' });
		await set('renameState', { from: 'open', to: 'offen' });
		const fresh = openWith(test().send, test().url, {});
		expect(await fresh.upsertCase(makeFollowUp(first, 'still'))).toMatchObject({ id });
		const held = (await test().look()).cases.find((it) => it.id === id);
		expect(held).toMatchObject({ status: 'offen', isClosed: false });
		await set('renameState', { from: 'erledigt', to: 'closed' });
		await set('renameState', { from: 'offen', to: 'open' });
	});

	it('says who to send the settings back to when a look-up is answered with tickets nobody asked for', async () => {
		await test().desk.upsertCase(makeDraft());
		const body = [{ id: 1, number: '22001', state: 'open', x_case_key: 'x-1-2' }];
		test().proxy.behave({ when: isSearch, fault: { status: 200, body } });
		const failure = await readFailure(test().desk, makeDraft());
		expect(failure).toMatchObject({ kind: 'misconfigured' });
		expect(failure.hint).toContain('Prepare Desk');
	});

	it('gives the ticket group, state, owner, priority and tags, by id or by name, once', async () => {
		const choices = [
			['2', '2', '4', '3'],
			['Social', 'open', 'lea@desk.test', '3 high'],
		];
		for (const [group, status, owner, critical] of choices) {
			const newCase = { status, owner, tags: ['x', 'complaint'], priorities: { critical } };
			const desk = openWith(test().send, test().url, { group, newCase });
			const draft = { ...makeDraft(), urgency: 'critical' as const };
			const { id } = await desk.upsertCase(draft);
			const made = {
				...{ queue: 'Social', status: 'open', owner: 'lea@desk.test', priority: '3 high' },
				tags: ['x', 'complaint'],
			};
			const read = async () => (await test().look()).cases.find((it) => it.id === id);
			expect(await read()).toMatchObject(made);
			await test().act({ do: 'assign', caseId: id, owner: 'sam@desk.test' });
			await desk.upsertCase(makeFollowUp(draft, 'again'));
			expect(await read()).toMatchObject({ ...made, owner: 'sam@desk.test' });
		}
	});

	it('names what Zammad does not take: a group, a state, an owner that is no agent', async () => {
		const wrong = [
			[{ group: 'No Such' }, /'group': "No Such"/],
			[{ newCase: { status: 'pending close', tags: [], priorities: {} } }, /pending_time/],
			[{ newCase: { owner: '99', tags: [], priorities: {} } }, /'owner_id'/],
		] as const;
		for (const [over, said] of wrong) {
			const failure = await readFailure(
				openWith(test().send, test().url, over as object),
				makeDraft(),
			);
			expect(failure).toMatchObject({ kind: 'refused', status: 422 });
			expect(failure.message).toMatch(said);
		}
	});

	it('tells a name that staff have edited by the name X gave, as whoever touches a ticket counts as its editor', async () => {
		const author = { id: nextId(), handle: 'ann_x', name: 'Ann Lee' };
		const { id } = await test().desk.upsertCase(makeDraft({ author }));
		// Zammad now says that an agent was the last to change the contact.
		await test().act({ do: 'closeCase', caseId: id });
		await test().desk.upsertCase(makeDraft({ author: { ...author, name: 'Ann van Lee' } }));
		expect(await test().people?.readContact(author.id)).toMatchObject({ name: 'Ann van Lee' });
	});

	it('takes the oldest of two contacts that two runs made at the same instant', async () => {
		const author = { id: nextId(), handle: 'twice', name: 'Twice Made' };
		const draft = makeDraft({ author });
		await test().desk.upsertCase(draft);
		const isPeople = (_: string, path: string) => path.includes('/users/search');
		test().proxy.behave({ when: isPeople, fault: { status: 200, body: [] }, times: 1 });
		const { id } = await test().desk.upsertCase(makeDraft({ author }));
		const { cases, contacts } = await test().look();
		const found = contacts.filter(({ xUserId }) => xUserId === author.id);
		expect(found.length).toBeLessThanOrEqual(2);
		expect(cases.find((it) => it.id === id)).toMatchObject({ contactId: found[0].id });
	});

	it('splits names as people would, and keeps those that are one word', async () => {
		for (const name of ['Prince', 'Ann  van der  Lee', 'Lee, Ann', 'x'.repeat(80)]) {
			const author = { id: nextId(), handle: 'named', name };
			await test().desk.upsertCase(makeDraft({ author }));
			const shown = name.replace(/\s+/g, ' ');
			expect(await test().people?.readContact(author.id)).toMatchObject({ name: shown });
		}
	});

	it('writes notes, which no trigger of Zammad answers by mail; web articles when it is told to', async () => {
		for (const articleType of ['note', 'web'] as const) {
			const desk = openWith(test().send, test().url, { articleType });
			const { id } = await desk.upsertCase(makeDraft());
			const { body } = await test().send({
				method: 'GET',
				url: `/api/v1/ticket_articles/by_ticket/${id}`,
			});
			expect(body).toMatchObject([
				{ type: articleType, sender: 'Customer', internal: false, content_type: 'text/plain' },
			]);
		}
	});
}
