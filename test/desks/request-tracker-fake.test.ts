import { createRequestTracker } from '../../src/desks/request-tracker/desk';
import { createFetchSend } from '../support/fetch-send';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { makeDraft, makeFollowUp, nextId } from './desk-under-test';

/** The stand-in that workflow tests use knows what the desk asks; the real one is the judge of the desk itself. */
describe('the desk on the stand-in for Request Tracker', () => {
	let fake: RequestTrackerFake;
	beforeAll(async () => {
		fake = await startRequestTrackerFake();
	});
	afterAll(async () => await fake.stop());

	const open = () =>
		createRequestTracker(createFetchSend(fake.url, { authorization: `token ${fake.token}` }), {
			...{ baseUrl: fake.url, queue: 'Social', keepContacts: true },
			followUpAs: 'correspond',
		});

	it('makes one case, adds follow-ups once, and knows them again', async () => {
		const author = { id: nextId(), name: 'Ann', handle: 'ann' };
		const first = makeDraft({ author });
		const { id } = await open().upsertCase(first);
		const followUp = makeFollowUp(first, 'still nothing');
		const outcomes: string[] = [];
		for (const draft of [first, followUp, followUp, first]) {
			const reference = await open().upsertCase(draft);
			expect(reference.id).toBe(id);
			outcomes.push(reference.outcome);
		}
		expect(outcomes).toEqual(['existing', 'added', 'existing', 'existing']);
		expect(fake.tickets()).toHaveLength(1);
	});

	it('follows a name X has changed', async () => {
		const author = { id: nextId(), name: 'Ann', handle: 'ann' };
		await open().upsertCase(makeDraft({ author }));
		await open().upsertCase(makeDraft({ author: { ...author, name: 'Anna' } }));
		expect(fake.people.get(`x-${author.id}`)).toMatchObject({ RealName: 'Anna' });
	});

	it('ends in one ticket when four posts come at once', async () => {
		const first = makeDraft();
		const others = [1, 2, 3].map((n) => makeFollowUp(first, `burst ${n}`));
		const drafts = [first, ...others];
		await Promise.all(drafts.map(async (draft) => await open().upsertCase(draft)));
		const held = fake.tickets().filter(({ fields }) => fields['X Case Key'][0] === first.caseKey);
		expect(held).toHaveLength(1);
		expect(held[0].messages).toHaveLength(4);
	});
});
