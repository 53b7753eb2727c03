import type { CaseDraft } from '../../src/domain/case';
import type { DeskUnderTest } from './desk-under-test';
import { makeDraft, makeFollowUp, readFailure, readOneCase, times } from './desk-under-test';

/**
 * The part of the contract about knowing a post from all that looks like it: whatever order posts come in and whatever they
 * quote, none is taken for one that is there.
 *
 * @param keepsComments whether the desk knows a follow-up that comes again
 */
export function testRecognition(test: () => DeskUnderTest, keepsComments: boolean): void {
	/** In the case once, and known when it comes again by a desk that can know it. */
	const addAndRepeat = async (draft: CaseDraft) => {
		expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'added' });
		expect(times(await readOneCase(test(), draft), draft.text)).toBe(1);
		if (!keepsComments) return;
		expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
		expect(times(await readOneCase(test(), draft), draft.text)).toBe(1);
	};

	it('keeps the opening post when its create failed and a follow-up has made the case since', async () => {
		const first = makeDraft({ text: 'opening words' });
		test().proxy.behave({ when: test().isCreate, fault: { status: 500, body: {} }, times: 1 });
		expect(await readFailure(test().desk, first)).toMatchObject({
			kind: 'temporarily-unavailable',
		});
		const followUp = makeFollowUp(first, 'and nobody answers');
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ outcome: 'created' });
		await addAndRepeat(first);
		expect(times(await readOneCase(test(), first), 'and nobody answers')).toBe(1);
	});

	it('keeps a post that comes after the answer to it', async () => {
		const first = makeDraft();
		await test().desk.upsertCase(first);
		const parent = makeFollowUp(first, 'the answered words');
		const inReplyTo = { postId: parent.postKey };
		const answer = { text: 'the answer', conversationId: first.postKey, inReplyTo };
		await test().desk.upsertCase(makeDraft(answer));
		await addAndRepeat(parent);
	});

	it('keeps the first version of a post that comes after its edit', async () => {
		const first = makeDraft();
		await test().desk.upsertCase(first);
		const original = makeFollowUp(first, 'the words before');
		const edit = { text: 'and after', conversationId: first.postKey, editOf: original.postKey };
		await test().desk.upsertCase(makeDraft(edit));
		await addAndRepeat(original);
	});

	it('keeps a post whose id, link and reference a customer has pasted into another one', async () => {
		const first = makeDraft();
		await test().desk.upsertCase(first);
		const named = makeFollowUp(first, 'words somebody named');
		const marks = [named.postKey, named.permalink, `Reference: ${named.reference}`];
		await test().desk.upsertCase(makeFollowUp(first, `see\n${marks.join('\n')}`));
		await addAndRepeat(named);
	});

	it('keeps a post whose id is the beginning of the id of another one', async () => {
		const first = makeDraft();
		await test().desk.upsertCase(first);
		const conversationId = first.postKey;
		const shorter = makeFollowUp(first, 'the shorter id');
		const id = `${shorter.postKey}9`;
		await test().desk.upsertCase(makeDraft({ id, conversationId, text: 'the longer one' }));
		await addAndRepeat(shorter);
	});
}
