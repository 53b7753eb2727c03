import { CaseDeskSalesforceApi } from '../../credentials/CaseDeskSalesforceApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';
import { makeDraft, nextId } from './desk-under-test';
import { openSalesforce, readError } from './salesforce-desk';
import type { SandboxDesk } from './sandbox-desk';

let test: SandboxDesk;
const set = async (name: string, value?: unknown) => await test.act({ do: 'set', name, value });

beforeAll(async () => {
	test = await openSalesforce();
});
afterAll(async () => await test?.close());

describe('preparing Salesforce', () => {
	const prepare = async () => (await test.desk.prepare!()).map(({ what, state }) => [what, state]);
	const names = [
		'Case field "X Case Key" (X_Case_Key__c)',
		'Case field "X First Post" (X_First_Post__c)',
		'Contact field "X User Id" (X_User_Id__c)',
		'Contact field "X Handle" (X_Handle__c)',
		'Contact field "X Followers" (X_Followers__c)',
		'Contact field "X Profile" (X_Profile__c)',
		'Permission set "X Care" for the connection\'s user',
	];
	const all = (state: string) => names.map((name) => [name, state]);

	it('changes nothing where all is there', async () => {
		expect(await prepare()).toEqual(all('there already'));
	});

	it('makes the fields and lets the user see them, once, and cases go on', async () => {
		await test.act({ do: 'forgetFields' });
		const error = await readError(test.desk.upsertCase(makeDraft()));
		expect(error).toMatchObject({ kind: 'misconfigured' });
		expect(error.message).toContain("No such column 'X_Case_Key__c' on entity 'Case'");
		expect(error.hint).toContain("'Prepare Desk'");
		expect(await prepare()).toEqual(all('created'));
		expect(await prepare()).toEqual(all('there already'));
		const author = { id: nextId(), name: 'Ann', handle: 'ann_x', followers: 7 };
		const draft = makeDraft({ author });
		expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		expect(await test.desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
	});

	it('grants a field that is there and hidden from the user', async () => {
		await test.act({ do: 'forgetFields' });
		await set('mayGrant', false);
		const steps = await test.desk.prepare!();
		expect(steps.map(({ state }) => state)).toEqual([...Array(6).fill('created'), 'by hand']);
		expect(steps[6].how).toMatch(/Permission Sets › New.*Manage Assignments/);
		await set('mayGrant', true);
		expect((await prepare()).map(([, state]) => state)).toEqual([
			...Array(6).fill('there already'),
			'created',
		]);
		expect(await test.desk.upsertCase(makeDraft())).toMatchObject({ outcome: 'created' });
	});

	it('says what to click where the user may not change the organisation', async () => {
		await test.act({ do: 'forgetFields' });
		await set('mayCustomize', false);
		await set('mayGrant', false);
		const [key] = await test.desk.prepare!();
		expect(key).toMatchObject({ state: 'by hand' });
		expect(key.how).toMatch(/Object Manager › Case › .* › New: Text, length 255, tick Unique/);
		await set('mayCustomize', true);
		await set('mayGrant', true);
		await test.desk.prepare!();
	});

	it('tells of a key field in which two cases could hold the same', async () => {
		await set('looseField', 'Case.X_Case_Key__c');
		const [key] = await test.desk.prepare!();
		expect(key).toMatchObject({ state: 'by hand', how: expect.stringContaining('tick Unique') });
		await test.act({ do: 'forgetFields' });
		await test.desk.prepare!();
	});
});

describe('Salesforce through the node', () => {
	const run = async (over: Record<string, unknown> = {}, operation = 'forward') => {
		const data = { clientId: 'sandbox-desk', clientSecret: 'sandbox-desk-key', accessToken: '' };
		const credential = { ...data, baseUrl: `${test.url}/`, ...over };
		const event = makeEvent({ id: nextId() });
		return await runNode(new CaseForwarder(), {
			parameters: {
				...{ desk: 'salesforce', operation },
				queue: { __rl: true, mode: 'list', value: '' },
			},
			credentials: { caseDeskSalesforceApi: credential as never },
			credentialTypes: [new CaseDeskSalesforceApi()],
			input: [{ json: { event: event as never } }],
		});
	};

	it('logs in by the client credentials flow and forwards', async () => {
		test.proxy.takeLog();
		const { outputs, error } = await run();
		expect(error).toBeUndefined();
		expect(outputs[0][0].json.case).toMatchObject({
			outcome: 'created',
			url: expect.stringMatching(/\/lightning\/r\/Case\/500\w{15}\/view$/),
		});
		expect(test.proxy.takeLog().filter((it) => it.includes('oauth2/token'))).toHaveLength(1);
	});

	it('tests a credential by a harmless query the user needs the rights for', async () => {
		const { request } = new CaseDeskSalesforceApi().test;
		const query = request.qs as Record<string, string>;
		const answer = await test.send({ method: 'GET', url: String(request.url), query });
		expect(answer).toMatchObject({ status: 200, body: { done: true } });
	});

	it('gets itself a new token when the one it has is no longer good', async () => {
		await set('expireTokens');
		const { outputs, error } = await run({ accessToken: '00D!an-old-one' });
		expect(error).toBeUndefined();
		expect(outputs[0][0].json.case).toMatchObject({ outcome: 'created' });
	});

	it('prepares the desk, one item for each thing it needs', async () => {
		const { outputs, error } = await run({}, 'prepare');
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(7);
		expect(outputs[0][0].json).toMatchObject({ desk: 'Salesforce', state: 'there already' });
	});

	it.each([
		[{ clientId: 'somebody-else' }, 'invalid_client_id', /Consumer Key/],
		[{ clientSecret: 'wrong' }, 'invalid_client', /Consumer Secret/],
	])('names what is wrong with the credential: %j', async (over, code, hint) => {
		const { error } = await run(over);
		expect(error?.message).toContain(code);
		expect(error?.description).toMatch(hint);
	});

	it('says where to choose the user the app runs as', async () => {
		await set('hasUser', false);
		const { error } = await run();
		await set('hasUser', true);
		expect(error?.message).toContain('no client credentials user enabled');
		expect(error?.description).toContain('Run As');
	});
});
