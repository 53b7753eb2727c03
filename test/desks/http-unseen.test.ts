import type { HttpDeskSettings } from '../../src/desks/http/settings';
import type { CaseDraft } from '../../src/domain/case';
import { makeDraft, makeFollowUp } from './desk-under-test';
import type { HttpDeskUnderTest } from './http-desk-under-test';
import { commentsOnly, full, openHttpDesk } from './http-desk-under-test';

describe('HTTP API, where the service shows less than it holds', () => {
	let test: HttpDeskUnderTest;
	const open = (over: Partial<HttpDeskSettings>) =>
		test.open({ ...full, idempotencyHeader: undefined, ...over });
	const read = async ({ caseKey }: CaseDraft) =>
		(await test.readCases(caseKey)).map(({ entries }) => entries.join('\n'));
	const times = (text: string, words: string) => text.split(words).length - 1;
	beforeAll(async () => {
		test = await openHttpDesk(full, true);
	});
	afterEach(() => test.proxy.behave());
	afterAll(async () => await test.close());

	it('adds an opening post it cannot see in its case once more when it comes again, and no third time', async () => {
		const draft = makeDraft({ text: 'seen nowhere' });
		const outcomes = ['created', 'added', 'existing', 'existing'];
		for (const outcome of outcomes) {
			expect(await open({}).upsertCase(draft)).toMatchObject({ outcome });
		}
		expect(times((await read(draft))[0], 'seen nowhere')).toBe(2);
	});

	it('loses neither of two first posts at once when it cannot see whose case it got', async () => {
		const desk = open({ idempotencyHeader: 'Idempotency-Key' });
		const first = makeDraft({ text: 'one of a blind race' });
		const drafts = [first, makeFollowUp(first, 'two of a blind race')];
		await Promise.all(drafts.map(async (draft) => await desk.upsertCase(draft)));
		const [held, ...others] = await read(first);
		expect(others).toEqual([]);
		for (const { text } of drafts) expect(held).toContain(text);
	});

	it('keeps a follow-up whose create was answered with the case of a post the look-up does not show yet', async () => {
		const desk = open({ ...commentsOnly, idempotencyHeader: 'Idempotency-Key' });
		const first = makeDraft({ text: 'first before the index' });
		const late = { status: 200, body: { data: { tickets: [] } } };
		const isLookUp = (method: string, path: string) => method === 'GET' && path.includes('?');
		test.proxy.behave({ when: isLookUp, fault: late });
		for (const draft of [first, makeFollowUp(first, 'second before the index')]) {
			await desk.upsertCase(draft);
		}
		const [held, ...others] = await read(first);
		expect(others).toEqual([]);
		expect(times(held, 'before the index')).toBe(2);
	});

	it('keeps a post whose failed create is looked up and shows the case of another run', async () => {
		const first = makeDraft({ text: 'from this run' });
		const other = makeFollowUp(first, 'from the other run');
		const none = { status: 200, body: { data: { tickets: [] } } };
		await open({}).upsertCase(other);
		test.proxy.behave(
			{ when: (method) => method === 'GET', fault: none, times: 1 },
			{ when: test.isCreate, fault: 'drop-request', times: 1 },
		);
		expect(await open({}).upsertCase(first)).toMatchObject({ outcome: 'added' });
		expect((await read(first))[0]).toMatch(/from the other run[^]*from this run/);
	});

	it('finds a post in whichever case holds it, where two runs at once have made two', async () => {
		const desk = open({ ...commentsOnly, idempotencyHeader: undefined });
		const first = makeDraft({ text: 'in the first case' });
		const second = makeFollowUp(first, 'in the second case');
		const none = { status: 200, body: { data: { tickets: [] } } };
		for (const draft of [first, second]) {
			test.proxy.behave({ when: (method) => method === 'GET', fault: none, times: 1 });
			await desk.upsertCase(draft);
		}
		expect(await read(first)).toHaveLength(2);
		for (const draft of [first, second]) {
			expect(await desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
		}
	});

	it('promises nothing for comments that do not name their post', () => {
		for (const body of ['{"body": "{text} {permalink}"}', '{"body": "{text} ({reference})"}']) {
			const { capabilities } = open({ comment: { ...full.comment, body } });
			expect(capabilities.commentKey).toBe('none');
		}
		const body = '{"body": "{text}\\nReference: {reference}"}';
		const { capabilities } = open({ comment: { ...full.comment, body } });
		expect(capabilities.commentKey).toBe('scanBody');
	});
});
