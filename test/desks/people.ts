import type { DeskCapabilities } from '../../src/desks/desk';
import { toCaseDraft } from '../../src/domain/case';
import { toOurAnswer } from '../../src/domain/our-answer';
import { makeEvent } from '../support/events';
import {
	type DeskPeople,
	type DeskUnderTest,
	makeDraft,
	makeFollowUp,
	nextId,
	readOneCase,
	times,
} from './desk-under-test';

/** The part of the contract about what people do at the desk meanwhile, and about whose words stand where. */
export function testPeople(
	get: () => DeskUnderTest & { people: DeskPeople },
	capabilities: DeskCapabilities,
): void {
	const desk = () => get().desk;
	const people = () => get().people;
	const makeAuthor = (over: object = {}) => {
		const id = nextId();
		return {
			id,
			handle: `h${id.slice(-10)}`,
			name: `Ann ${id.slice(-4)}`,
			followers: 120,
			...over,
		};
	};

	if (capabilities.contactKey !== 'none') {
		it('keeps one contact per X user, with handle, name, link and followers as they are now', async () => {
			const author = makeAuthor();
			await desk().upsertCase(makeDraft({ author }));
			expect(await people().readContact(author.id)).toEqual({
				name: author.name,
				handle: author.handle,
				followers: '120',
				profileUrl: `https://x.com/${author.handle}`,
			});
			const later = { ...author, handle: `n${author.handle}`.slice(0, 15), followers: 90_000 };
			await desk().upsertCase(makeDraft({ author: later }));
			expect(await people().readContact(author.id)).toMatchObject({
				handle: later.handle,
				followers: '90000',
				profileUrl: `https://x.com/${later.handle}`,
			});
		});

		it('leaves a name alone that a person has edited', async () => {
			const author = makeAuthor();
			await desk().upsertCase(makeDraft({ author }));
			await people().renameContact(author.id, 'Mrs. Ann, VIP');
			await desk().upsertCase(makeDraft({ author: { ...author, name: 'Third Name' } }));
			expect(await people().readContact(author.id)).toMatchObject({ name: 'Mrs. Ann, VIP' });
		});

		it('knows no more of a contact than X told, and takes away nothing for that', async () => {
			const author = makeAuthor();
			await desk().upsertCase(makeDraft({ author }));
			await desk().upsertCase(makeDraft({ author: { id: author.id } }));
			expect(await people().readContact(author.id)).toMatchObject({
				name: author.name,
				handle: author.handle,
				followers: '120',
			});
		});

		it('opens the next case of somebody whose contact was deleted, and adds to the one there is', async () => {
			const author = makeAuthor();
			const first = makeDraft({ author });
			const { id } = await desk().upsertCase(first);
			await people().deleteContact(author.id);
			const followUp = makeDraft({ author, conversationId: first.postKey, text: 'still here' });
			expect(await desk().upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
			expect(await desk().upsertCase(makeDraft({ author }))).toMatchObject({ outcome: 'created' });
		});
	}

	it(`takes a follow-up to a closed case: ${capabilities.closedCase}`, async () => {
		const first = makeDraft();
		const { id } = await desk().upsertCase(first);
		await people().closeCase(id);
		const followUp = makeFollowUp(first, 'not solved at all');
		const reference = await desk().upsertCase(followUp);
		const again = await desk().upsertCase(followUp);
		expect(again).toMatchObject({ id: reference.id, outcome: 'existing' });
		if (capabilities.closedCase === 'followed up in a new case') {
			expect(reference.id).not.toBe(id);
		} else {
			expect(reference).toMatchObject({ id, outcome: 'added' });
			expect(await people().isClosed(id)).toBe(capabilities.closedCase !== 'reopened');
		}
		const held = (await get().readCases(first.caseKey)).flatMap(({ entries }) => entries);
		expect(held.filter((entry) => entry.includes('not solved at all'))).toHaveLength(1);
	});

	it('leaves a closed case closed when a post comes again that it holds', async () => {
		const first = makeDraft();
		const { id } = await desk().upsertCase(first);
		await people().closeCase(id);
		expect(await desk().upsertCase(first)).toMatchObject({ id, outcome: 'existing' });
		expect(await people().isClosed(id)).toBe(true);
	});

	it('makes a new case when the one there was is deleted', async () => {
		const first = makeDraft();
		const { id } = await desk().upsertCase(first);
		await people().deleteCase(id);
		const reference = await desk().upsertCase(makeFollowUp(first, 'after the deletion'));
		expect(reference.outcome).toBe('created');
		expect(reference.id).not.toBe(id);
	});

	it('adds an answer of ours once, as ours, and makes no contact of us', async () => {
		const event = makeEvent({ id: nextId(), author: makeAuthor() });
		const { id } = await desk().upsertCase(toCaseDraft(event));
		const postId = nextId();
		const reply = { outcome: 'sent', postId, texts: ['So sorry! ^JD'] };
		const draft = toCaseDraft(toOurAnswer(event, reply)!);
		expect(await desk().upsertCase(draft)).toMatchObject({ id, outcome: 'added' });
		expect(await desk().upsertCase(draft)).toMatchObject({ id, outcome: 'existing' });
		const held = await readOneCase(get(), draft);
		expect(times(held, 'So sorry! ^JD')).toBe(1);
		expect(times(held, `https://x.com/i/status/${postId}`)).toBe(1);
		const outgoing = await people().readOutgoing(id);
		expect(outgoing.some((text) => text.includes('So sorry! ^JD'))).toBe(
			capabilities.ourAnswers === 'outgoing',
		);
		if (capabilities.contactKey !== 'none') {
			expect(await people().readContact(event.account.id)).toBeUndefined();
		}
	});

	it('opens a case with an answer of ours when the post it answers was never seen', async () => {
		const event = makeEvent({ id: nextId(), author: makeAuthor() });
		const reply = { outcome: 'sent', postId: nextId(), texts: ['We are on it. ^JD'] };
		const draft = toCaseDraft(toOurAnswer(event, reply)!);
		expect(await desk().upsertCase(draft)).toMatchObject({ outcome: 'created' });
		expect(times(await readOneCase(get(), draft), 'We are on it. ^JD')).toBe(1);
	});

	it('puts the parts of a private conversation into one case, once each', async () => {
		const author = makeAuthor();
		const conversationId = `${author.id}-1000000000000000001`;
		const parts = ['first part', 'second part'].map((text) =>
			makeDraft({ ...{ kind: 'message', author, conversationId, text }, mentionsUs: 'none' }),
		);
		for (const part of [...parts, ...parts]) await desk().upsertCase(part);
		const held = await readOneCase(get(), parts[0]);
		expect(parts.map(({ text }) => times(held, text))).toEqual([1, 1]);
	});

	it('opens a case for somebody X did not name', async () => {
		const draft = makeDraft({ author: { id: '0' }, text: 'who is it' });
		expect(await desk().upsertCase(draft)).toMatchObject({ outcome: 'created' });
		expect(times(await readOneCase(get(), draft), 'who is it')).toBe(1);
	});

	it('ends in one case with one entry when two runs bring the same first post at once', async () => {
		const draft = makeDraft({ text: 'the very same' });
		await Promise.all([desk().upsertCase(draft), desk().upsertCase(draft)]);
		const cases = await get().readCases(draft.caseKey);
		const held = cases.flatMap(({ entries }) => entries);
		if (capabilities.concurrentCreates === 'two cases possible') {
			expect(held.length).toBeGreaterThanOrEqual(1);
			return;
		}
		expect(cases).toHaveLength(1);
		expect(await desk().upsertCase(draft)).toMatchObject({ outcome: 'existing' });
	});

	const isUpsert = capabilities.caseKey === 'upsert';
	const [mostForNew, mostForFollowUp] = isUpsert ? [3, 2] : [5, 3];
	it(`takes ${mostForNew} calls for a new case with a new contact, ${mostForFollowUp} for a follow-up`, async () => {
		await desk().upsertCase(makeDraft());
		get().proxy.takeLog();
		const author = makeAuthor();
		const first = makeDraft({ author });
		await desk().upsertCase(first);
		expect(get().proxy.takeLog().length).toBeLessThanOrEqual(mostForNew);
		await desk().upsertCase(makeDraft({ author, conversationId: first.postKey, text: 'counted' }));
		expect(get().proxy.takeLog().length).toBeLessThanOrEqual(mostForFollowUp);
	});
}
