import type { DeskCapabilities } from '../../src/desks/desk';
import { type CaseDraft, toCaseDraft } from '../../src/domain/case';
import { makeEvent } from '../support/events';
import type { DeskUnderTest } from './desk-under-test';
import {
	makeDraft,
	makeFollowUp,
	nextId,
	readFailure,
	readOneCase,
	times,
} from './desk-under-test';
import { testPeople } from './people';
import { testRecognition } from './recognition';

/**
 * What every desk has to do, whatever it is. What a desk says it cannot do is expected of it, not skipped.
 *
 * @param hasPeople false only for services without contacts and closed cases of which the desk would know
 */
export function testDesk(
	open: () => Promise<DeskUnderTest>,
	capabilities: DeskCapabilities,
	more?: (get: () => DeskUnderTest) => void,
	hasPeople = true,
): void {
	let test: DeskUnderTest;
	beforeAll(async () => {
		test = await open();
	});
	afterEach(() => test?.proxy.behave());
	afterAll(async () => await test?.close());

	const readOne = async (draft: CaseDraft) => await readOneCase(test, draft);
	const keepsComments = capabilities.commentKey !== 'none';

	it('says what it can promise', () => {
		expect(test.desk.capabilities).toEqual(capabilities);
	});

	it('makes one case of a first post, with the words as they were written', async () => {
		const draft = makeDraft({ text: 'First line\n  second line & <b>no markup</b>' });
		const reference = await test.desk.upsertCase(draft);
		expect(reference).toMatchObject({ outcome: 'created', url: expect.stringMatching(/^http/) });
		const held = await readOne(draft);
		expect(held.id).toBe(reference.id);
		expect(times(held, draft.text)).toBe(1);
		expect(times(held, draft.permalink)).toBe(1);
	});

	it('adds nothing when the same post comes again', async () => {
		const draft = makeDraft({ text: 'told once' });
		const first = await test.desk.upsertCase(draft);
		const second = await test.desk.upsertCase(draft);
		expect(second).toEqual({ ...first, outcome: 'existing' });
		expect(times(await readOne(draft), 'told once')).toBe(1);
	});

	it('puts a follow-up into the same case, once', async () => {
		const first = makeDraft();
		const { id } = await test.desk.upsertCase(first);
		const followUp = makeFollowUp(first, 'still nothing');
		expect(await test.desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
		const again = await test.desk.upsertCase(followUp);
		expect(again).toMatchObject({ id, outcome: keepsComments ? 'existing' : 'added' });
		expect(times(await readOne(first), 'still nothing')).toBe(keepsComments ? 1 : 2);
	});

	it('opens the case with a reply when the post it answers was never seen', async () => {
		const reply = makeDraft({ conversationId: nextId(), text: 'joining in' });
		expect(await test.desk.upsertCase(reply)).toMatchObject({ outcome: 'created' });
		if (keepsComments) {
			expect(await test.desk.upsertCase(reply)).toMatchObject({ outcome: 'existing' });
		}
		expect(times(await readOne(reply), 'joining in')).toBe(1);
	});

	it('keeps every follow-up when two runs add at the same instant, and knows both afterwards', async () => {
		const first = makeDraft();
		await test.desk.upsertCase(first);
		const both = ['one of two', 'two of two'].map((text) => makeFollowUp(first, text));
		await Promise.all(both.map(async (draft) => await test.desk.upsertCase(draft)));
		if (keepsComments) {
			for (const draft of both) {
				expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
			}
		}
		const held = await readOne(first);
		expect([times(held, 'one of two'), times(held, 'two of two')]).toEqual([1, 1]);
	});

	it('ends in one case when four posts of a new conversation come at once', async () => {
		const first = makeDraft({ text: 'post 0 of the burst' });
		const others = [1, 2, 3].map((n) => makeFollowUp(first, `post ${n} of the burst`));
		const drafts = [first, ...others];
		await Promise.all(drafts.map(async (draft) => await test.desk.upsertCase(draft)));
		const cases = await test.readCases(first.caseKey);
		const texts = cases.flatMap(({ entries }) => entries).join('\n');
		expect(texts.match(/post . of the burst/g)?.sort()).toEqual(drafts.map(({ text }) => text));
		if (capabilities.concurrentCreates === 'two cases possible') {
			expect(cases.length).toBeGreaterThanOrEqual(1);
		} else {
			expect(cases).toHaveLength(1);
		}
		if (!keepsComments) return;
		for (const draft of drafts) {
			expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
		}
	});

	testRecognition(() => test, keepsComments);

	it('finds what a create left behind whose answer never came', async () => {
		const draft = makeDraft({ text: 'answer lost' });
		test.proxy.behave({ when: test.isCreate, fault: 'drop-answer', times: 1 });
		expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
		expect(times(await readOne(draft), 'answer lost')).toBe(1);
	});

	it('makes no second case of a create that never arrived and was run again', async () => {
		const draft = makeDraft({ text: 'never arrived' });
		test.proxy.behave({ when: test.isCreate, fault: 'drop-request', times: 1 });
		expect(await readFailure(test.desk, draft)).toMatchObject({ kind: 'unreachable' });
		expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		expect(times(await readOne(draft), 'never arrived')).toBe(1);
	});

	it('finds what a comment left behind whose answer never came', async () => {
		const first = makeDraft();
		await test.desk.upsertCase(first);
		const followUp = makeFollowUp(first, 'comment answer lost');
		test.proxy.behave({ when: test.isComment, fault: 'drop-answer', times: 1 });
		if (keepsComments) {
			expect(await test.desk.upsertCase(followUp)).toMatchObject({ outcome: 'added' });
			expect(await test.desk.upsertCase(followUp)).toMatchObject({ outcome: 'existing' });
		} else {
			expect(await readFailure(test.desk, followUp)).toMatchObject({ kind: 'unreachable' });
		}
		expect(times(await readOne(first), 'comment answer lost')).toBe(1);
	});

	it('names the credential when the service does not know it', async () => {
		const error = await readFailure(test.stranger, makeDraft());
		expect(error).toMatchObject({ kind: 'credential-invalid', status: 401 });
		expect(error.message).toContain(test.desk.name);
	});

	it('says how long to wait when the service turns it away, and has done nothing', async () => {
		const draft = makeDraft();
		const headers = { 'retry-after': '7' };
		test.proxy.behave({ when: () => true, fault: { status: 429, headers, body: {} } });
		const error = await readFailure(test.desk, draft);
		expect(error).toMatchObject({ kind: 'rate-limited', status: 429, retryAfterMs: 7000 });
		expect(await test.readCases(draft.caseKey)).toEqual([]);
	});

	it.each([500, 503])(
		'passes on that the service answered %i, and what it said',
		async (status) => {
			const body = { message: 'disk full' };
			test.proxy.behave({ when: () => true, fault: { status, body } });
			const error = await readFailure(test.desk, makeDraft());
			expect(error).toMatchObject({ kind: 'temporarily-unavailable', status });
			expect(error.message).toMatch(new RegExp(`${test.desk.name}.*${status}.*disk full`));
		},
	);

	it('does not take 200 for success when the body says otherwise', async () => {
		test.proxy.behave({ when: () => true, fault: { status: 200, body: test.fault200.body } });
		expect((await readFailure(test.desk, makeDraft())).message).toMatch(test.fault200.said);
	});

	it('does not take a web page for an answer', async () => {
		const body = '<html><body>Please log in</body></html>';
		test.proxy.behave({ when: () => true, fault: { status: 200, body } });
		const error = await readFailure(test.desk, makeDraft());
		expect(error).toMatchObject({ kind: 'malformed' });
		expect(error.hint).toBeTruthy();
	});

	it.each([
		['emoji, families of them too', 'Ohne Paket 😡👩‍👩‍👧‍👦🏳️‍🌈 — schade!'],
		['text from right to left', 'أين طردي؟ الرقم 12345 שלום'],
		[
			'text that looks like markup or a template',
			'{{caseKey}} {body} ${x} <script>"&\'</script> \\n %s',
		],
		['10 kB', `start ${'long text. '.repeat(1000)} end`],
	])('keeps %s as it is', async (_name, text) => {
		const draft = makeDraft({ text });
		await test.desk.upsertCase(draft);
		expect(times(await readOne(draft), text)).toBe(1);
		const followUp = makeFollowUp(draft, `${text} again`);
		await test.desk.upsertCase(followUp);
		expect(times(await readOne(draft), `${text} again`)).toBe(1);
	});

	it('takes a post without text', async () => {
		const draft = makeDraft({ text: '' });
		expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		expect(times(await readOne(draft), draft.permalink)).toBe(1);
	});

	it('looks up keys with quotes and backslashes for what they are', async () => {
		const draft = { ...makeDraft(), caseKey: `k'"\\'${nextId()} OR 1=1 -- %&?#/` };
		await test.desk.upsertCase(draft);
		expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
		const other = { ...makeDraft(), caseKey: `${draft.caseKey}'` };
		expect(await test.desk.upsertCase(other)).toMatchObject({ outcome: 'created' });
	});

	it('keeps what was found out about the post in its entry: verdict, reasons, due times', async () => {
		const draft = toCaseDraft(makeEvent({ id: nextId() }), {
			due: { acknowledgeBy: '2026-11-20T10:15:00.000Z', answerBy: '2026-11-20T14:00:00.000Z' },
		});
		await test.desk.upsertCase(draft);
		expect(times(await readOne(draft), 'Answer by: 2026-11-20 14:00 UTC')).toBe(1);
	});

	it('does not invent a time to wait when the service names none', async () => {
		const body = { message: 'slow down' };
		test.proxy.behave({ when: () => true, fault: { status: 429, body } });
		const failure = await readFailure(test.desk, makeDraft());
		expect(failure).toMatchObject({ kind: 'rate-limited', status: 429 });
		expect(failure.retryAfterMs).toBeUndefined();
	});

	it('names the field the service does not take', async () => {
		const { refusal, isCreate } = test;
		if (!refusal) throw new Error('The desk under test has no refusal.');
		const { status, body, said } = refusal;
		test.proxy.behave({ when: isCreate, fault: { status, body } });
		const failure = await readFailure(test.desk, makeDraft());
		expect(failure).toMatchObject({ kind: 'refused' });
		expect(failure.message).toMatch(said);
	});

	if (hasPeople) {
		testPeople(() => {
			const { people } = test;
			if (!people) throw new Error('The desk under test has no people.');
			return { ...test, people };
		}, capabilities);
	}

	more?.(() => test);
}
