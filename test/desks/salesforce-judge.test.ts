// jsforce brings an undici of its own that wants a newer Node than this package supports; the one n8n uses does the same here.
jest.mock('../../node_modules/jsforce/node_modules/undici', () =>
	jest.requireActual<object>('undici'),
);
import { Connection } from 'jsforce';

import { makeDraft, makeFollowUp } from './desk-under-test';
import { openSalesforce } from './salesforce-desk';
import type { SandboxDesk } from './sandbox-desk';

/** An independent client, made for the real Salesforce, has to get along with the sandbox's, and sees what we stored. */
describe('the sandbox Salesforce, judged by jsforce', () => {
	let test: SandboxDesk;
	let client: Connection;
	beforeAll(async () => {
		test = await openSalesforce();
		client = new Connection({
			...{ instanceUrl: test.url, accessToken: 'sandbox-desk-key', version: '62.0' },
			maxRequest: 2,
		});
	});
	afterAll(async () => await test?.close());

	it('logs in by client credentials, and knows who it is', async () => {
		const fresh = new Connection({
			...{ instanceUrl: test.url, version: '62.0' },
			oauth2: {
				...{ clientId: 'sandbox-desk', clientSecret: 'sandbox-desk-key' },
				...{ loginUrl: test.url, tokenServiceUrl: `${test.url}/services/oauth2/token` },
			},
		});
		const user = await fresh.authorize({ grant_type: 'client_credentials' });
		expect(user.id).toMatch(/^005\w{15}$/);
		expect(fresh.accessToken).toMatch(/^00D.*!/);
		expect((await fresh.query('SELECT Id FROM Case')).done).toBe(true);
	});

	it('is refused with the error codes it knows', async () => {
		const stranger = new Connection({ instanceUrl: test.url, accessToken: 'no' });
		const codeOf = async (call: Promise<unknown>) =>
			await call.then(
				() => 'none',
				(error: unknown) => (error as { errorCode?: string }).errorCode,
			);
		const run = async (connection: Connection, soql: string) => await connection.query(soql);
		expect(await codeOf(run(stranger, 'SELECT Id FROM Case'))).toBe('INVALID_SESSION_ID');
		expect(await codeOf(run(client, 'SELECT Nope__c FROM Case'))).toBe('INVALID_FIELD');
		expect(await codeOf(run(client, 'SELECT Id FROM Nope'))).toBe('INVALID_TYPE');
		expect(await codeOf(run(client, 'SELECT Id FROM'))).toBe('MALFORMED_QUERY');
		expect(await codeOf(client.sobject('Contact').create({ FirstName: 'A' }))).toBe(
			'REQUIRED_FIELD_MISSING',
		);
		expect(await codeOf(client.sobject('Case').retrieve('500000000000000AAA'))).toBe('NOT_FOUND');
	});

	it('reads what the desk has stored, by describe, by queries and over pages', async () => {
		const draft = makeDraft({ text: 'seen from outside' });
		const { id } = await test.desk.upsertCase(draft);
		for (const text of ['one', 'two', 'three']) {
			await test.desk.upsertCase(makeFollowUp(draft, text));
		}
		const { fields } = await client.sobject('Case').describe();
		const key = fields.find(({ name }) => name === 'X_Case_Key__c');
		expect(key).toMatchObject({ unique: true, externalId: true, caseSensitive: true });
		const found = await client
			.sobject('Case')
			.find({ X_Case_Key__c: draft.caseKey }, ['Id', 'Subject', 'Contact.LastName', 'Owner.Name']);
		expect(found).toMatchObject([{ Id: id, Subject: draft.title }]);
		const byKey = await client.sobject('Case').retrieve(id);
		expect(byKey.Description).toBe(draft.body);
		await test.act({ do: 'set', name: 'pageSize', value: 2 });
		const comments: unknown[] = [];
		const soql = `SELECT Id, CommentBody FROM CaseComment WHERE ParentId = '${id}'`;
		await new Promise<void>((done, fail) => {
			const query = client.query(soql);
			query.on('record', (record: unknown) => comments.push(record));
			query.on('end', () => done());
			query.on('error', fail);
			void query.run({ autoFetch: true, maxFetch: 100 });
		});
		await test.act({ do: 'set', name: 'pageSize', value: 2000 });
		expect(comments).toHaveLength(3);
	});

	it('upserts by external id, creates and changes collections, as it does at Salesforce', async () => {
		const contacts = client.sobject('Contact');
		const person = { X_User_Id__c: '77', LastName: 'Seven' };
		expect(await contacts.upsert({ ...person }, 'X_User_Id__c')).toMatchObject({ success: true });
		const again = await contacts.upsert({ ...person, LastName: 'Eight' }, 'X_User_Id__c');
		expect(again).toMatchObject({ success: true });
		const held = await contacts.find({ X_User_Id__c: '77' }, ['Id', 'LastName']);
		expect(held).toMatchObject([{ LastName: 'Eight' }]);
		const twice = await contacts.create([{ ...person }, { LastName: 'Fresh' }], {
			allOrNone: true,
		});
		expect(twice).toMatchObject([
			{ success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] },
			{ success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
		]);
		expect(await contacts.find({ LastName: 'Fresh' }, ['Id'])).toEqual([]);
		const id = String(held[0].Id);
		await contacts.update({ Id: id, X_Handle__c: 'seven' });
		await contacts.destroy(id);
		expect(await contacts.find({ X_User_Id__c: '77' }, ['Id'])).toEqual([]);
	});

	it('gets composite answers with references, and all of it undone when one part fails', async () => {
		const post = async (last: object) =>
			(await client.requestPost('/services/data/v62.0/composite', {
				allOrNone: true,
				compositeRequest: [
					{
						...{ method: 'POST', url: '/services/data/v62.0/sobjects/Case' },
						...{ referenceId: 'made', body: { Subject: 'By composite' } },
					},
					{
						...{ method: 'POST', url: '/services/data/v62.0/sobjects/CaseComment' },
						...{ referenceId: 'comment', body: { ParentId: '@{made.id}', ...last } },
					},
				],
			})) as { compositeResponse: Array<{ httpStatusCode: number; body: unknown }> };
		const done = await post({ CommentBody: 'fine' });
		expect(done.compositeResponse.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201]);
		const undone = await post({ CommentBody: 'x'.repeat(4001) });
		expect(undone.compositeResponse).toMatchObject([
			{ httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
			{ httpStatusCode: 400, body: [{ errorCode: 'STRING_TOO_LONG', fields: ['CommentBody'] }] },
		]);
		const cases = await client.sobject('Case').find({ Subject: 'By composite' }, ['Id']);
		expect(cases).toHaveLength(1);
	});

	it('makes a custom field by the Tooling API that nobody sees before it is granted', async () => {
		const made = await client.tooling.sobject('CustomField').create({
			FullName: 'Case.X_Extra__c',
			Metadata: { type: 'Text', label: 'X Extra', length: 20 },
		} as never);
		expect(made).toMatchObject({ success: true });
		const { fields } = await client.sobject('Case').describe();
		expect(fields.map(({ name }) => name)).not.toContain('X_Extra__c');
	});
});
