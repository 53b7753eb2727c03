import { startSandbox, type Sandbox } from '../support/sandbox';

/**
 * The fake Odoo, judged by the calls of Odoo's own documentation (External JSON-2 API, External RPC API), as plain HTTP: nothing of
 * `src` takes part.
 */
let sandbox: Sandbox;
let url: string;
beforeAll(async () => {
	sandbox = await startSandbox();
	url = `${sandbox.url}/desks/odoo`;
});
afterAll(async () => await sandbox.stop());

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
	const answer = await fetch(url + path, {
		method: 'POST',
		headers: { 'content-type': 'application/json; charset=utf-8', connection: 'close', ...headers },
		body: JSON.stringify(body),
	});
	const text = await answer.text();
	const isJson = answer.headers.get('content-type')?.includes('json');
	return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as never };
};

describe('JSON-2 as documented', () => {
	const headers = { authorization: 'bearer sandbox-desk-key', 'x-odoo-database': 'sandbox' };
	const call = async (path: string, body: unknown = {}) =>
		await post(`/json/2/${path}`, body, headers);

	it('creates, finds, reads, changes and deletes a contact', async () => {
		const made = await call('res.partner/create', {
			vals_list: [{ name: 'Deco Addict', is_company: true }],
		});
		expect(made).toMatchObject({ status: 200, body: [expect.any(Number)] });
		const [id] = made.body as number[];
		const domain = [
			['name', 'ilike', '%deco%'],
			['is_company', '=', true],
		];
		const context = { lang: 'en_US' };
		const found = await call('res.partner/search_read', { context, domain, fields: ['name'] });
		expect(found.body).toEqual([{ id, name: 'Deco Addict' }]);
		expect((await call('res.partner/search', { domain })).body).toEqual([id]);
		expect((await call('res.partner/search_count', { domain })).body).toBe(1);
		expect((await call('res.partner/write', { ids: [id], vals: { name: 'New' } })).body).toBe(true);
		expect((await call('res.partner/read', { ids: [id], fields: ['name'] })).body).toEqual([
			{ id, name: 'New' },
		]);
		expect((await call('res.partner/unlink', { ids: [id] })).body).toBe(true);
		const gone = await call('res.partner/read', { ids: [id], fields: ['name'] });
		expect(gone).toMatchObject({
			status: 404,
			body: { name: 'odoo.exceptions.MissingError', message: expect.any(String) },
		});
	});

	it('tells of its fields', async () => {
		const body = { allfields: ['priority', 'partner_id'], attributes: ['string', 'selection'] };
		expect((await call('crm.lead/fields_get', body)).body).toMatchObject({
			priority: {
				string: 'Priority',
				selection: [
					['0', 'Low'],
					['1', 'Medium'],
					['2', 'High'],
					['3', 'Very High'],
				],
			},
			partner_id: { type: 'many2one', relation: 'res.partner' },
		});
	});

	it.each([
		[
			'a strange key',
			'res.users/context_get',
			{},
			{ authorization: 'bearer no' },
			401,
			'Invalid apikey',
		],
		['no key', 'res.users/context_get', {}, {}, 401, 'User not authenticated'],
		[
			'an unknown model',
			'no.model/search',
			{ domain: [] },
			headers,
			404,
			"the model 'no.model' does not exist",
		],
		['an unknown method', 'res.partner/_create', {}, headers, 404, 'does not exist'],
		[
			'ids where none belong',
			'res.partner/search_read',
			{ ids: [1] },
			headers,
			422,
			'cannot call res.partner.search_read with ids',
		],
		[
			'a missing parameter',
			'res.partner/write',
			{ ids: [1] },
			headers,
			422,
			"missing a required argument: 'vals'",
		],
		[
			'a strange parameter',
			'res.partner/search_read',
			{ filter: 1 },
			headers,
			422,
			"unexpected keyword argument 'filter'",
		],
		[
			'an unknown field',
			'res.partner/search_read',
			{ fields: ['nope'], domain: [['nope', '=', 1]] },
			headers,
			500,
			"Invalid field 'nope'",
		],
		[
			'a required field left out',
			'res.partner/create',
			{ vals_list: [{ website: 'x' }] },
			headers,
			422,
			'(name)',
		],
	])('answers %s with status and exception', async (_what, path, body, own, status, said) => {
		const answer = await post(`/json/2/${path}`, body, own as Record<string, string>);
		expect(answer.status).toBe(status);
		expect(answer.body).toMatchObject({
			name: expect.stringMatching(/^[\w.]+$/),
			message: expect.stringContaining(said),
			arguments: expect.any(Array),
			context: expect.any(Object),
			debug: expect.any(String),
		});
	});

	it('answers a page for another database, and for anything below /json that is not there', async () => {
		const strange = await post(
			'/json/2/res.users/context_get',
			{},
			{ ...headers, 'x-odoo-database': 'no' },
		);
		expect(strange).toMatchObject({ status: 404, body: expect.stringContaining('<h1>Not Found') });
	});

	it('keeps what is archived out of a search unless it is asked for', async () => {
		const { body } = await call('res.partner/create', {
			vals_list: [{ name: 'Old', active: false }],
		});
		const query = { domain: [['id', 'in', body]], fields: ['name'] };
		expect((await call('res.partner/search_read', query)).body).toEqual([]);
		const context = { active_test: false };
		expect((await call('res.partner/search_read', { ...query, context })).body).toHaveLength(1);
	});
});

describe('load, as its own documentation has it', () => {
	const headers = { authorization: 'bearer sandbox-desk-key' };
	const load = async (fields: string[], data: string[][], context = {}) =>
		(await post('/json/2/res.partner/load', { fields, data, context }, headers)).body as {
			ids: number[] | false;
			messages: Array<{ type: string; message: string; field?: string }>;
		};
	const read = async (ids: unknown) =>
		(await post('/json/2/res.partner/read', { ids, fields: ['name', 'website'] }, headers)).body;

	it('makes a record by external id once, and changes it when it comes again', async () => {
		const first = await load(['id', 'name'], [['__mine__.a', 'One']]);
		expect(first).toMatchObject({ ids: [expect.any(Number)], messages: [] });
		const second = await load(['id', 'name'], [['__mine__.a', 'Two']]);
		expect(second.ids).toEqual(first.ids);
		expect(await read(first.ids)).toMatchObject([{ name: 'Two' }]);
	});

	it('leaves a record alone in update mode when its external id is not to be updated', async () => {
		const context = { mode: 'update', noupdate: true };
		const first = await load(['id', 'name'], [['__mine__.b', 'One']], context);
		const second = await load(['id', 'name'], [['__mine__.b', 'Two']], context);
		expect(second.ids).toEqual(first.ids);
		expect(await read(first.ids)).toMatchObject([{ name: 'One' }]);
	});

	it('gives defaults of the context to a new record and to no other', async () => {
		const context = { default_name: 'Given' };
		const first = await load(['id', 'website'], [['__mine__.c', 'https://a.test']], context);
		await load(['id', 'website'], [['__mine__.c', 'https://b.test']], {
			default_name: 'Not given',
		});
		expect(await read(first.ids)).toMatchObject([{ name: 'Given', website: 'https://b.test' }]);
	});

	it('makes nothing of any row when one is wrong, at status 200, and names the field', async () => {
		const query = {
			fields: ['name', 'user_id/.id'],
			data: [
				['Good', '3'],
				['Bad', '999'],
			],
		};
		const { status, body } = await post('/json/2/crm.lead/load', query, headers);
		expect({ status, body }).toMatchObject({
			status: 200,
			body: { ids: false, messages: [{ type: 'error', record: 1, field: 'user_id' }] },
		});
		const domain = [['name', '=', 'Good']];
		expect((await post('/json/2/crm.lead/search', { domain }, headers)).body).toEqual([]);
	});

	it('heals an external id whose record is gone', async () => {
		const [id] = (await load(['id', 'name'], [['__mine__.d', 'One']])).ids as number[];
		await post('/json/2/res.partner/unlink', { ids: [id] }, headers);
		const again = await load(['id', 'name'], [['__mine__.d', 'One again']]);
		expect(again.ids).not.toEqual([id]);
		expect(await read(again.ids)).toMatchObject([{ name: 'One again' }]);
	});
});

describe('JSON-RPC as documented', () => {
	const rpc = async (service: string, method: string, args: unknown[]) =>
		await post('/jsonrpc', {
			jsonrpc: '2.0',
			method: 'call',
			params: { service, method, args },
			id: 7,
		});
	const signed = ['sandbox', 2, 'sandbox-desk-key'];

	it('logs in, searches by position and by name, and creates', async () => {
		const logIn = ['sandbox', 'n8n@example.test', 'sandbox-desk-key', {}];
		expect(await rpc('common', 'authenticate', logIn)).toEqual({
			status: 200,
			body: { jsonrpc: '2.0', id: 7, result: 2 },
		});
		const execute = async (...args: unknown[]) =>
			((await rpc('object', 'execute_kw', [...signed, ...args])).body as { result: unknown })
				.result;
		const id = await execute('res.partner', 'create', [{ name: 'New Partner', is_company: true }]);
		expect(id).toEqual(expect.any(Number));
		const domain = [['is_company', '=', true]];
		expect(await execute('res.partner', 'search', [domain], { offset: 0, limit: 5 })).toEqual([id]);
		expect(
			await execute('res.partner', 'search_read', [domain], { fields: ['name'], limit: 5 }),
		).toEqual([{ id, name: 'New Partner' }]);
		expect(await execute('res.partner', 'read', [[id]], { fields: ['name'] })).toHaveLength(1);
		expect(await execute('res.partner', 'write', [[id], { name: 'Newer' }])).toBe(true);
		expect(await execute('res.partner', 'unlink', [[id]])).toBe(true);
	});

	it('answers false to a log-in it does not know, at status 200', async () => {
		const { status, body } = await rpc('common', 'authenticate', ['sandbox', 'x', 'y', {}]);
		expect({ status, body }).toMatchObject({ status: 200, body: { result: false } });
	});

	it.each([
		[
			'a strange key',
			['sandbox', 2, 'no', 'res.partner', 'search', [[]]],
			'odoo.exceptions.AccessDenied',
		],
		[
			'another database',
			['no', 2, 'sandbox-desk-key', 'res.partner', 'search', [[]]],
			'psycopg2.OperationalError',
		],
		[
			'an unknown field',
			[...signed, 'res.partner', 'search', [[['nope', '=', 1]]]],
			'builtins.ValueError',
		],
		[
			'a record that is gone',
			[...signed, 'res.partner', 'write', [[9999], { name: 'x' }]],
			'odoo.exceptions.MissingError',
		],
	])('tells of %s in an error at status 200', async (_what, args, name) => {
		const { status, body } = await rpc('object', 'execute_kw', args);
		expect({ status, body }).toMatchObject({
			status: 200,
			body: {
				error: {
					code: 200,
					message: 'Odoo Server Error',
					data: { name, message: expect.any(String), debug: expect.any(String) },
				},
			},
		});
	});
});
