import type { DeskCapabilities } from '../../src/desks/desk';
import type { HttpDeskSettings } from '../../src/desks/http/settings';
import { testDesk } from './contract';
import { makeDraft, makeFollowUp } from './desk-under-test';
import type { HttpDeskUnderTest } from './http-desk-under-test';
import { commentsOnly, full, openHttpDesk, plain } from './http-desk-under-test';

const capable: DeskCapabilities = {
	caseKey: 'idempotencyKey',
	commentKey: 'scanBody',
	concurrentCreates: 'one case',
	contactKey: 'none',
	closedCase: 'left closed',
	media: 'links',
	ourAnswers: 'text',
	caseEvents: 'none',
	publicComments: false,
};

describe('HTTP API, with a look at the comments and an idempotency header', () => {
	let test: HttpDeskUnderTest;
	const open = async () => (test = await openHttpDesk(full));
	const more = () => {
		it('does not take a create for done that answers 200 with an error', async () => {
			const draft = makeDraft();
			test.helpdesk.isLying = true;
			const error: unknown = await test.desk.upsertCase(draft).catch((it: unknown) => it);
			test.helpdesk.isLying = false;
			expect(error).toMatchObject({
				kind: 'refused',
				message:
					'HTTP API: creating the case was answered with 200, but: quota of the queue is used up',
			});
			expect(await test.readCases(draft.caseKey)).toEqual([]);
		});
	};
	testDesk(open, capable, more, false);
});

describe('HTTP API, with a look-up that shows no texts and every post as a comment', () => {
	testDesk(async () => await openHttpDesk(commentsOnly, true), capable, undefined, false);
});

describe('HTTP API, with neither', () => {
	const incapable: DeskCapabilities = {
		...capable,
		caseKey: 'consistentSearch',
		commentKey: 'none',
		concurrentCreates: 'two cases possible',
	};
	testDesk(async () => await openHttpDesk(plain), incapable, undefined, false);
});

describe('HTTP API, set up wrongly', () => {
	let test: HttpDeskUnderTest;
	const upsert = async (over: Partial<HttpDeskSettings>, draft = makeDraft()) =>
		await test
			.open({ ...full, ...over })
			.upsertCase(draft)
			.catch((it: unknown) => it);
	beforeAll(async () => {
		test = await openHttpDesk(full);
	});
	afterAll(async () => await test.close());

	it("never takes somebody else's case when the service ignores the filter and lists everything", async () => {
		await upsert({});
		const find = { ...full.find, path: '/tickets?unknown={caseKey}' };
		for (const keyPath of ['external_id', '']) {
			expect(await upsert({ find: { ...find, keyPath } })).toMatchObject({ outcome: 'created' });
		}
		const shorter = makeDraft();
		const longer = { ...makeDraft(), caseKey: `${shorter.caseKey}9` };
		await upsert({ find: { ...find, keyPath: '' } }, longer);
		const reference = await upsert({ find: { ...find, keyPath: '' } }, shorter);
		expect(reference).toMatchObject({ outcome: 'created' });
	});

	it('takes the case whose key it is before one in which a customer has only named that key', async () => {
		const draft = makeDraft();
		const find = { ...full.find, path: '/tickets?unknown={caseKey}', keyPath: '' };
		await upsert({}, makeDraft({ text: `look at ${draft.caseKey}` }));
		const { id } = (await upsert({}, draft)) as { id: string };
		const followUp = makeFollowUp(draft, 'not for strangers');
		expect(await upsert({ find }, followUp)).toMatchObject({ id, outcome: 'added' });
	});

	it('takes 404 for a wrong path, so that a typing error does not make a case per post', async () => {
		const find = { ...full.find, path: '/tikets?external_id={caseKey}' };
		expect(await upsert({ find })).toMatchObject({ kind: 'not-found', status: 404 });
		const over = { find: { ...find, isMissing404: true }, idempotencyHeader: undefined };
		expect(await upsert(over)).toMatchObject({ outcome: 'created' });
	});

	it('finds the id by a look-up when it is not where the create is said to answer it', async () => {
		expect(await upsert({ createdIdPath: 'data.uuid' })).toMatchObject({ outcome: 'created' });
	});

	it.each([
		[{ create: { ...full.create, body: '{"a": {caseKey}}' } }, /'Create' is not JSON/, /quotes/],
		[{ create: { ...full.create, body: '{"a": "{casekey}"}' } }, /\{casekey\}/, /caseKey, postKey/],
		[{ find: { ...full.find, listPath: 'tickets' } }, /nothing at 'tickets'/, /dots/],
		[{ createdIdPath: 'data.uuid', idPath: 'uuid' }, /no id at 'uuid'/, /dots/],
	])('names what is wrong: %j', async (over, message, hint) => {
		const error = (await upsert(over)) as { message: string; hint: string };
		expect(error.message).toMatch(message);
		expect(error.hint).toMatch(hint);
	});
});
