import type { DeskCapabilities } from '../../src/desks/desk';
import { createHttpDesk } from '../../src/desks/http/desk';
import type { HttpDeskSettings } from '../../src/desks/http/settings';
import type { DeskUnderTest } from './contract';
import { makeDraft, testDesk } from './contract';
import type { FakeHelpdesk } from './fake-helpdesk';
import { startFakeHelpdesk } from './fake-helpdesk';
import { startFaultProxy } from './fault-proxy';
import { createLoopbackSend } from './loopback-send';

const full: HttpDeskSettings = {
	find: {
		method: 'GET',
		path: '/tickets?external_id={caseKey}',
		listPath: 'data.tickets',
		keyPath: 'external_id',
		isMissing404: false,
	},
	create: {
		method: 'POST',
		path: '/tickets',
		body: '{"external_id": "{{ caseKey }}", "title": "{title}", "description": "{body}", "followers": "{contact.followers}"}',
	},
	comment: { method: 'POST', path: '/tickets/{case}/comments', body: '{"body": "{body}"}' },
	comments: { method: 'GET', path: '/tickets/{case}/comments', listPath: 'list' },
	idPath: 'id',
	createdIdPath: 'data.id',
	urlTemplate: 'http://helpdesk.test/t/{case}',
	errorPath: 'error',
	idempotencyHeader: 'Idempotency-Key',
};

const plain: HttpDeskSettings = {
	...full,
	find: { ...full.find, keyPath: '' },
	comments: undefined,
	idempotencyHeader: undefined,
};

let fake: FakeHelpdesk;

const opener = (settings: HttpDeskSettings) => async (): Promise<DeskUnderTest> => {
	fake = await startFakeHelpdesk();
	const proxy = await startFaultProxy(fake.url);
	const open = (key: string) =>
		createHttpDesk(createLoopbackSend(proxy.url, { authorization: key }), settings);
	const helpdesk = fake;
	return {
		desk: open(fake.key),
		stranger: open('Bearer nobody'),
		proxy,
		isCreate: (method, path) => method === 'POST' && path === '/tickets',
		isComment: (method, path) => method === 'POST' && path.endsWith('/comments'),
		fault200: { body: { error: { message: 'project is archived' } }, said: /project is archived/ },
		readCases: async (caseKey) =>
			helpdesk.cases
				.filter((it) => it.external_id === caseKey)
				.map(({ id, description, comments }) => ({
					id: String(id),
					entries: [description, ...comments.map(({ body }) => body)],
				})),
		close: async () => {
			await proxy.close();
			await helpdesk.close();
		},
	};
};

const capable: DeskCapabilities = {
	caseKey: 'idempotencyKey',
	commentKey: 'scanBody',
	concurrentCreates: 'one case',
};

describe('HTTP API, with a look at the comments and an idempotency header', () => {
	testDesk(opener(full), capable, (get) => {
		it('does not take a create for done that answers 200 with an error', async () => {
			const draft = makeDraft();
			fake.isLying = true;
			const error: unknown = await get()
				.desk.upsertCase(draft)
				.catch((it: unknown) => it);
			fake.isLying = false;
			expect(error).toMatchObject({
				kind: 'refused',
				message:
					'HTTP API: creating the case was answered with 200, but: quota of the queue is used up',
			});
			expect(await get().readCases(draft.caseKey)).toEqual([]);
		});
	});
});

describe('HTTP API, with neither', () => {
	testDesk(opener(plain), {
		caseKey: 'consistentSearch',
		commentKey: 'none',
		concurrentCreates: 'two cases possible',
	});
});

describe('HTTP API, set up wrongly', () => {
	let test: DeskUnderTest;
	const upsert = async (over: Partial<HttpDeskSettings>, draft = makeDraft()) =>
		await createHttpDesk(createLoopbackSend(fake.url, { authorization: fake.key }), {
			...full,
			...over,
		})
			.upsertCase(draft)
			.catch((it: unknown) => it);
	beforeAll(async () => {
		test = await opener(full)();
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

	it('takes 404 for a wrong path, so that a typing error does not make a case per post', async () => {
		const find = { ...full.find, path: '/tikets?external_id={caseKey}' };
		expect(await upsert({ find })).toMatchObject({ kind: 'not-found', status: 404 });
		const trusting = { ...find, isMissing404: true };
		expect(await upsert({ find: trusting })).toMatchObject({ outcome: 'created' });
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
