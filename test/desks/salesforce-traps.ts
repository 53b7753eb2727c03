import { salesforceCapabilities } from '../../src/desks/salesforce/desk';
import { createSalesforceLists } from '../../src/desks/salesforce/lists';
import { toCaseDraft } from '../../src/domain/case';
import { toOurAnswer } from '../../src/domain/our-answer';
import { makeEvent } from '../support/events';
import { makeDraft, makeFollowUp, nextId, readOneCase, times } from './desk-under-test';
import { makeSalesforce, readError } from './salesforce-desk';
import type { SandboxDesk } from './sandbox-desk';

/** What Salesforce does that others do not, as its documentation has it and the sandbox plays it. */
export function testSalesforceTraps(test: () => SandboxDesk): void {
	const open = (
		over: Parameters<typeof makeSalesforce>[2] = {},
		fetchMedia?: Parameters<typeof makeSalesforce>[3],
	) => makeSalesforce(test().send, test().url, over, fetchMedia);
	const set = async (name: string, value: unknown) => await test().act({ do: 'set', name, value });
	const readCase = async (id: string) => (await test().look()).cases.find((it) => it.id === id)!;
	const query = async (soql: string) => {
		const path = '/services/data/v62.0/query';
		const { body } = await test().send({ method: 'GET', url: path, query: { q: soql } });
		return (body as { records: Array<Record<string, unknown>> }).records;
	};

	it('takes words that look like references of a composite request for words', async () => {
		const text = '@{case.id} @{contacts.records[0].Id} @{nothing}';
		const draft = makeDraft({ text });
		await test().desk.upsertCase(draft);
		await test().desk.upsertCase(makeFollowUp(draft, `${text} again`));
		const held = await readOneCase(test(), draft);
		expect([times(held, text), times(held, `${text} again`)]).toEqual([2, 1]);
	});

	it('keeps a long follow-up whole in comments no longer than Salesforce takes', async () => {
		const draft = makeDraft();
		const { id } = await test().desk.upsertCase(draft);
		const text = `begin ${'ünï🙂 字 \n\n'.repeat(900)}end`;
		const followUp = makeFollowUp(draft, text);
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ outcome: 'added' });
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ outcome: 'existing' });
		const comments = await query(`SELECT CommentBody FROM CaseComment WHERE ParentId = '${id}'`);
		const bodies = comments.map(({ CommentBody }) => String(CommentBody));
		expect(bodies.length).toBeGreaterThan(3);
		for (const body of bodies) {
			expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4000);
			expect(body.endsWith(`Reference: ${followUp.reference}`)).toBe(true);
		}
		expect(times(await readOneCase(test(), draft), text)).toBe(1);
	});

	it('keeps an opening post whole that is longer than a description', async () => {
		const draft = makeDraft({ text: `begin ${'long, very long. '.repeat(3000)}end` });
		expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
		expect(times(await readOneCase(test(), draft), draft.text)).toBe(1);
	});

	it('makes the contact once when two posts of a new author come at once', async () => {
		const author = { id: nextId(), name: 'Two At Once' };
		const drafts = [makeDraft({ author }), makeDraft({ author })];
		const made = await Promise.all(drafts.map(async (it) => await test().desk.upsertCase(it)));
		expect(made.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
		const { contacts } = await test().look();
		expect(contacts.filter(({ xUserId }) => xUserId === author.id)).toHaveLength(1);
	});

	it('tries again when somebody else holds the record, and says so when they go on', async () => {
		await set('lockedWrites', 1);
		expect(await test().desk.upsertCase(makeDraft())).toMatchObject({ outcome: 'created' });
		await set('lockedWrites', 99);
		const error = await readError(test().desk.upsertCase(makeDraft()));
		await set('lockedWrites', 0);
		expect(error).toMatchObject({ kind: 'temporarily-unavailable' });
		expect(error.message).toMatch(/^Salesforce: creating the case .*UNABLE_TO_LOCK_ROW/);
	});

	it('knows that 403 may mean that the calls of the day are used up', async () => {
		await set('isUsedUp', true);
		const error = await readError(test().desk.upsertCase(makeDraft()));
		await set('isUsedUp', false);
		expect(error).toMatchObject({ kind: 'quota-exhausted', status: 403 });
		expect(error.hint).toContain('Company Information');
	});

	it('gives a new case what was chosen, whatever the assignment rules say, and never changes it', async () => {
		const lists = createSalesforceLists(test().send);
		const queues = await lists.queues!();
		const [queue, other] = queues.map(({ value }) => value);
		await set('assignmentRule', 'Second Line');
		const newCase = { status: 'Escalated', tags: [], priorities: { urgent: 'High' } };
		const desk = open({ queue: queues.find(({ name }) => name === 'Social')!.value, newCase });
		const draft = { ...makeDraft(), urgency: 'urgent' as const };
		const { id } = await desk.upsertCase(draft);
		const made = await readCase(id);
		expect(made).toMatchObject({ status: 'Escalated', priority: 'High', owner: 'Social' });
		await test().act({ do: 'assign', caseId: id, owner: 'Ada Agent' });
		await desk.upsertCase({ ...makeFollowUp(draft, 'and?'), urgency: 'urgent' });
		expect(await readCase(id)).toMatchObject({ owner: 'Ada Agent', title: made.title });
		const ruled = await readCase((await open().upsertCase(makeDraft())).id);
		expect(ruled).toMatchObject({ owner: 'Second Line', status: 'New', priority: 'Medium' });
		await set('assignmentRule', undefined);
		expect(queue).not.toBe(other);
	});

	it('reopens a closed case with the status chosen, and does not hand it to somebody else', async () => {
		const desk = open({ reopenAs: 'Working' });
		const draft = makeDraft();
		const { id } = await desk.upsertCase(draft);
		await test().act({ do: 'assign', caseId: id, owner: 'Bob Agent' });
		await test().act({ do: 'closeCase', caseId: id });
		await set('assignmentRule', 'Second Line');
		await desk.upsertCase(makeFollowUp(draft, 'again broken'));
		await set('assignmentRule', undefined);
		expect(await readCase(id)).toMatchObject({ status: 'Working', owner: 'Bob Agent' });
	});

	it('leaves a closed case closed when what comes is an answer of ours', async () => {
		const event = makeEvent({ id: nextId(), author: { id: nextId(), name: 'Closed Case' } });
		const { id } = await test().desk.upsertCase(toCaseDraft(event));
		await test().act({ do: 'closeCase', caseId: id });
		const reply = { outcome: 'sent', postId: nextId(), texts: ['Glad it works again. ^JD'] };
		const answer = toCaseDraft(toOurAnswer(event, reply)!);
		expect(await test().desk.upsertCase(answer)).toMatchObject({ id, outcome: 'added' });
		expect(await readCase(id)).toMatchObject({ isClosed: true, status: 'Closed' });
	});

	it('publishes comments only when told to', async () => {
		for (const publishComments of [false, true]) {
			const desk = open({ publishComments });
			const draft = makeDraft();
			const { id } = await desk.upsertCase(draft);
			await desk.upsertCase(makeFollowUp(draft, 'a follow-up'));
			const [, comment] = (await readCase(id)).entries;
			expect(comment).toMatchObject({ isPublic: publishComments });
		}
	});

	it('makes a contact although a duplicate rule warns of others of that name', async () => {
		await set('warnsOfAlikes', true);
		const names = [1, 2].map(() => makeDraft({ author: { id: nextId(), name: 'Common Name' } }));
		for (const draft of names) {
			expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		}
		await set('warnsOfAlikes', false);
	});

	it('names a contact that had only a handle once X tells its name', async () => {
		const author = { id: nextId(), handle: 'no_name_yet' };
		await test().desk.upsertCase(makeDraft({ author }));
		expect(await test().people!.readContact(author.id)).toMatchObject({ name: '@no_name_yet' });
		await test().desk.upsertCase(makeDraft({ author: { ...author, name: 'Now Known' } }));
		expect(await test().people!.readContact(author.id)).toMatchObject({ name: 'Now Known' });
	});

	it('gives new contacts an account, so that colleagues may see them, and says when there is none', async () => {
		const { body } = await test().send({
			...{ method: 'POST', url: '/services/data/v62.0/sobjects/Account' },
			body: { Name: 'People on X' },
		});
		const account = (body as { id: string }).id;
		const author = { id: nextId(), name: 'Has Account' };
		await open({ account }).upsertCase(makeDraft({ author }));
		const soql = `SELECT Account.Name FROM Contact WHERE X_User_Id__c = '${author.id}'`;
		expect(await query(soql)).toMatchObject([{ Account: { Name: 'People on X' } }]);
		const wrong = open({ account: account.replace('001', '003') });
		const error = await readError(wrong.upsertCase(makeDraft({ author: { id: nextId() } })));
		expect(error).toMatchObject({ kind: 'refused' });
		expect(error.message).toMatch(/AccountId/);
	});

	it('makes no contacts when told so', async () => {
		const author = { id: nextId(), name: 'Nobody Kept' };
		const desk = open({ keepContacts: false });
		expect(await desk.upsertCase(makeDraft({ author }))).toMatchObject({ outcome: 'created' });
		expect(await test().people!.readContact(author.id)).toBeUndefined();
	});

	it('puts pictures into the case, and keeps the case when one cannot be put there', async () => {
		const media = [1, 2].map((n) => ({ key: `3_${n}`, type: 'photo', url: `https://x/${n}.jpg` }));
		const desk = open({}, async (url) => ({
			...{ fileName: url.slice(10), mimeType: 'image/jpeg', base64: 'aGVsbG8=' },
		}));
		const draft = makeDraft({ media: media as never });
		const { id } = await desk.upsertCase(draft);
		await desk.upsertCase(draft);
		const followUp = { ...makeFollowUp(draft, 'one more'), media: draft.media.slice(0, 1) };
		await desk.upsertCase(followUp);
		expect((await readCase(id)).entries.map(({ files }) => files)).toEqual([
			['1.jpg', '2.jpg'],
			['1.jpg'],
		]);
		await set('noStorage', true);
		const full = await desk.upsertCase(makeDraft({ media: media as never }));
		await set('noStorage', false);
		expect(full).toMatchObject({ outcome: 'created' });
		expect(full.notes).toEqual(
			media.map(() => expect.stringMatching(/STORAGE_LIMIT_EXCEEDED.*link in the text stays/)),
		);
		expect(salesforceCapabilities.media).toBe('uploaded');
	});

	it('lists queues of cases, active people, statuses and priorities, over several pages', async () => {
		await set('extraUsers', 5);
		await set('pageSize', 2);
		const lists = createSalesforceLists(test().send);
		const toNames = (choices: Array<{ name: string }>) => choices.map(({ name }) => name);
		expect(toNames(await lists.queues!())).toEqual(['Second Line', 'Social']);
		expect(toNames(await lists.owners!())).toEqual([
			...['Ada Agent', 'Bob Agent', 'User 1', 'User 2', 'User 3', 'User 4', 'User 5'],
			'X Care Integration',
		]);
		expect(await lists.statuses!()).toContainEqual({ name: 'Working', value: 'Working' });
		expect(toNames(await lists.priorities!())).toEqual(['High', 'Medium', 'Low']);
		await set('pageSize', 2000);
	});
}
