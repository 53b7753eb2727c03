import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { CaseDeskOdooApi } from '../../credentials/CaseDeskOdooApi.credentials';
import { createOdoo, type OdooSettings } from '../../src/desks/odoo/desk';
import type { OdooInterface } from '../../src/desks/odoo/transport';
import type { HttpSend } from '../../src/http';
import { openSandboxDesk, type SandboxDesk } from './sandbox-desk';

export const odooSettings = (over: Partial<OdooSettings> = {}): OdooSettings => ({
	baseUrl: 'https://acme.odoo.test/',
	interface: 'json2',
	recordKind: 'crm.lead',
	newCase: { tags: [], priorities: {} },
	...over,
});

export const odooCredential = (
	baseUrl: string,
	by: OdooInterface,
	apiKey = 'sandbox-desk-key',
) => ({
	...{ baseUrl, interface: by, database: 'sandbox', login: 'n8n@example.test', apiKey },
});

/** Signs as the credential does in n8n, by its own function. */
export const signed =
	(send: HttpSend, credentials: ICredentialDataDecryptedObject): HttpSend =>
	async (request) => {
		const authenticate = new CaseDeskOdooApi().authenticate;
		const { headers, body } = await authenticate(credentials, {
			url: request.url,
			headers: request.headers ?? {},
			body: request.body as IHttpRequestOptions['body'],
		});
		return await send({ ...request, headers: headers as Record<string, string>, body });
	};

export interface OdooUnderTest extends SandboxDesk {
	send: HttpSend;
	set(name: string, value: unknown): Promise<unknown>;
}

/** Odoo of the sandbox under the contract, by one of its interfaces. */
export async function openOdoo(over: Partial<OdooSettings> = {}): Promise<OdooUnderTest> {
	const settings = odooSettings(over);
	const by = settings.interface;
	let key = '';
	const test = await openSandboxDesk('odoo', {
		create: (send, url) => createOdoo(signed(send, odooCredential(url, by, key)), settings),
		// The key of the desk that is made next: for JSON-RPC it goes into the body.
		toHeaders: (next) => {
			key = next;
			return {};
		},
		isCreate: (_method, path) => new RegExp(`${settings.recordKind}[./]load`).test(path),
		isComment: (_method, path) => /mail\.message[./]load/.test(path),
		...faults[by],
	});
	return {
		...test,
		send: signed(test.send, odooCredential(test.url, by)),
		set: async (name, value) => await test.act({ do: 'set', name, value }),
	};
}

const refused = {
	ids: false,
	messages: [
		{
			type: 'error',
			record: 0,
			field: 'stage_id',
			message: "No matching record found for database id '99' in field 'Stage'",
		},
	],
	nextrow: 0,
};
const error = {
	code: 200,
	message: 'Odoo Server Error',
	data: {
		name: 'odoo.exceptions.UserError',
		message: 'Missing required value',
		debug: 'Traceback',
	},
};
const rpc = { jsonrpc: '2.0', id: 1 };

const faults = {
	json2: {
		fault200: { body: { ...refused }, said: /Odoo.*No matching record found/ },
		refusal: { status: 200, body: refused, said: /stage_id/ },
	},
	jsonRpc: {
		fault200: { body: { ...rpc, error }, said: /Odoo.*Missing required value/ },
		refusal: { status: 200, body: { ...rpc, result: refused }, said: /stage_id/ },
	},
};
