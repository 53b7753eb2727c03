import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CaseDeskMailApi } from '../../credentials/CaseDeskMailApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { toTestRequest, withExpressions } from '../support/credential-expressions';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';
import { useSandbox } from '../support/use-sandbox';

const sandbox = useSandbox();
beforeEach(async () => void (await sandbox.control('DELETE', 'mailbox')));

const toItem = (id: string, over: object = {}): INodeExecutionData => ({
	json: { event: { ...makeEvent({ id }), ...over } as never, note: id },
});
const base: INodeParameters = {
	desk: 'email',
	fromEmail: 'X Care <care@acme.example>',
	toEmail: 'desk@acme.example',
};
const run = async (
	input: INodeExecutionData[],
	parameters: INodeParameters = {},
	more: Partial<Parameters<typeof runNode>[1]> = {},
) =>
	await runNode(new CaseForwarder(), {
		parameters: { ...base, ...parameters },
		input,
		credentialTypes: [withExpressions(new CaseDeskMailApi())],
		...more,
	});

interface Mail {
	recipients: string[];
	subject: string;
	text: string;
}
const mails = async () => await sandbox.control<Mail[]>('GET', 'mailbox');

describe('e-mail to officials by role', () => {
	const rows = [
		{ Name: 'Ann', 'E-Mail': 'ann@acme.example', Role: 'Legal, Press' },
		{ Name: 'Bo', 'e mail': 'bo@acme.example', ROLES: 'legal' },
		{ Name: 'Cy', email: 'cy@acme.example', role: 'Sales' },
	];
	const byRole = (over: INodeParameters = {}): INodeParameters => ({
		sendTo: 'roles',
		register: JSON.stringify(rows),
		roles: 'Legal',
		fallbackEmail: 'lead@acme.example',
		...over,
	});
	const readTo = async (parameters: INodeParameters) => {
		const { outputs, error } = await run([toItem('100')], parameters);
		const found = outputs[0]?.[0]?.json.case as { email: { to: string[] }; notes?: string[] };
		return { error, to: found?.email.to, notes: found?.notes };
	};

	it('goes to everybody who has the role, however the columns are called', async () => {
		expect(await readTo(byRole())).toMatchObject({ to: ['ann@acme.example', 'bo@acme.example'] });
	});

	it('takes the register from an expression, and the role from the item', async () => {
		const { outputs } = await run(
			[toItem('100', {}), { json: { ...toItem('101').json, role: 'Sales' } }],
			byRole({
				register: `={{ ${JSON.stringify(rows)} }}`,
				roles: '={{ $json.role ?? "Press" }}',
			}),
		);
		expect(
			outputs[0].map(({ json }) => (json.case as never as { email: { to: string[] } }).email.to),
		).toEqual([['ann@acme.example'], ['cy@acme.example']]);
	});

	it.each([
		['the role is nobody’s', { roles: 'Board' }],
		['the register is empty', { register: '[]' }],
		['the official has no address', { register: '[{"Name":"Ann","Role":"Legal"}]' }],
	])('goes to the fallback address, and says so, when %s', async (_, over) => {
		const { to, notes } = await readTo(byRole(over));
		expect(to).toEqual(['lead@acme.example']);
		expect(notes).toEqual([expect.stringContaining('Nobody in the register has')]);
	});

	it.each([
		[{ roles: '={{ " , " }}' }, "'Roles' is empty"],
		[{ fallbackEmail: '={{ "" }}' }, "'Fallback Address' should be one e-mail address"],
		[
			{ register: '[{"Name":"Ann","E-Mail":"ann@x.test, eve@x.test"}]' },
			'\'Register, row 1, column "E-Mail"\' should be one e-mail address',
		],
		[{ register: '={{ "nobody" }}' }, "'Register' should be a list of rows"],
	])('is refused, naming what is wrong, with %j', async (over, message) => {
		const { error, to } = await readTo(byRole(over as INodeParameters));
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
		expect(to).toBeUndefined();
	});
});

describe('a digest', () => {
	const digest = { options: { digest: true } };

	it('makes one message and one item of all that go to the same people, paired with each of them', async () => {
		const toEmail =
			'={{ $json.event.id.startsWith("2") ? "two@acme.example" : "one@acme.example" }}';
		const input = ['100', '200', '101', '201'].map((id) => toItem(id));
		const { outputs, error } = await run(input, { ...digest, toEmail });
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }, { item: 3 }],
		]);
		expect(outputs[0].map(({ json }) => json)).toMatchObject([
			{
				case: { desk: 'email', email: { to: ['one@acme.example'] } },
				digest: { count: 2, posts: [{ id: '100' }, { id: '101' }] },
			},
			{
				case: { email: { to: ['two@acme.example'] } },
				digest: { posts: [{ id: '200' }, { id: '201' }] },
			},
		]);
	});

	it('holds the same message when the same posts come again in another order', async () => {
		const read = async (ids: string[]) =>
			(
				await run(
					ids.map((id) => toItem(id)),
					digest,
				)
			).outputs[0][0].json.case;
		expect(await read(['101', '100'])).toEqual(await read(['100', '101']));
	});

	it('is not spoilt by an item that cannot be read, which fails by itself in its place', async () => {
		const input = [toItem('100'), toItem('101', { text: 7 }), toItem('102')];
		const { outputs } = await run(input, digest, { continueOnFail: true });
		expect(outputs[0]).toMatchObject([
			{ json: { digest: { count: 2 } }, pairedItem: [{ item: 0 }, { item: 2 }] },
			{
				json: { error: expect.stringContaining("'event.text'"), note: '101' },
				pairedItem: { item: 1 },
			},
		]);
		const { error } = await run(input, digest);
		expect(error?.message).toContain("1 of 3 items are in no digest: [item 1] 'event.text'");
	});

	it('fails with all its items when it cannot be sent', async () => {
		const { outputs } = await run(
			[toItem('100'), toItem('101')],
			{ ...digest, toEmail: 'not an address' },
			{ onError: 'continueErrorOutput' },
		);
		expect(outputs.map((items) => items.length)).toEqual([0, 2]);
	});
});

describe('a mail service', () => {
	const domain = 'acme.example';
	const services = [
		['brevo', 'Brevo', 'brevo'],
		['mailgun', 'Mailgun', 'mailgun'],
		['postmark', 'Postmark', 'postmark'],
		['resend', 'Resend', 'resend'],
		['sendGrid', 'SendGrid', 'sendgrid'],
	] as const;
	const credential = (service: string, path: string, over: object = {}) => ({
		caseDeskMailApi: {
			service,
			apiKey: 'sandbox-desk-key',
			domain,
			region: 'us',
			baseUrl: `${sandbox.url}/mail-apis/${path}`,
			...over,
		},
	});

	it.each(services)(
		'sends with %s through the credential, and says so in the item',
		async (sendWith, name, path) => {
			const { outputs, error } = await run(
				[toItem('100')],
				{ sendWith },
				{ credentials: credential(sendWith, path) },
			);
			expect(error).toBeUndefined();
			const [{ json }] = outputs[0];
			expect(json).toMatchObject({
				note: '100',
				case: {
					outcome: 'created',
					sentWith: name,
					providerMessageId: expect.any(String),
					email: { subject: expect.stringContaining('X conversation') },
				},
			});
			expect((json.case as { id: string }).id).toMatch(/^<x\.[0-9a-f]{32}@acme\.example>$/);
			expect(await mails()).toMatchObject([{ recipients: ['desk@acme.example'] }]);
		},
	);

	it.each(services)(
		'has a credential test of %s that knows a good key from a bad one',
		async (service, _, path) => {
			for (const [apiKey, isGood] of [
				['sandbox-desk-key', true],
				['wrong', false],
			] as const) {
				const [data] = Object.values(credential(service, path, { apiKey }));
				const { url, headers } = toTestRequest(new CaseDeskMailApi(), data);
				const signed = await withExpressions(new CaseDeskMailApi()).authenticate;
				const options = await (
					signed as unknown as (
						data: object,
						options: object,
					) => Promise<{ headers: Record<string, string> }>
				)(data, { headers });
				expect((await fetch(url, { headers: options.headers })).ok).toBe(isGood);
			}
		},
	);

	it.each([
		['brevo', 'us', 'https://api.brevo.com/v3/account'],
		['mailgun', 'us', 'https://api.mailgun.net/v4/domains/acme.example'],
		['mailgun', 'eu', 'https://api.eu.mailgun.net/v4/domains/acme.example'],
		['postmark', 'us', 'https://api.postmarkapp.com/server'],
		['resend', 'us', 'https://api.resend.com/domains'],
		['sendGrid', 'us', 'https://api.sendgrid.com/v3/scopes'],
	])('is tested at its own address: %s, %s', (service, region, url) => {
		const data = { service, region, domain, apiKey: 'k', baseUrl: '' };
		expect(toTestRequest(new CaseDeskMailApi(), data).url).toBe(url);
	});

	it('sends one digest', async () => {
		const { outputs } = await run(
			[toItem('100'), toItem('101')],
			{ sendWith: 'resend', options: { digest: true } },
			{ credentials: credential('resend', 'resend') },
		);
		expect(outputs[0]).toMatchObject([
			{ json: { case: { sentWith: 'Resend' }, digest: { count: 2 } } },
		]);
		expect(await mails()).toMatchObject([{ subject: expect.stringContaining('X digest: 2 new') }]);
	});

	it('lets each item of a digest fail that could not be sent, as it came', async () => {
		const { outputs } = await run(
			[toItem('100'), toItem('101')],
			{ sendWith: 'resend', options: { digest: true } },
			{ credentials: credential('resend', 'resend', { apiKey: 'wrong' }), continueOnFail: true },
		);
		expect(outputs[0]).toMatchObject([
			{ json: { note: '100', error: expect.stringContaining('403') }, pairedItem: { item: 0 } },
			{ json: { note: '101', error: expect.stringContaining('403') }, pairedItem: { item: 1 } },
		]);
		expect(await mails()).toEqual([]);
	});

	it.each([
		[
			credentialFor('postmark'),
			{ sendWith: 'resend' },
			"'Send With' is Resend, but the credential is for Postmark",
		],
		[
			credentialFor('mailgun', { domain: 'a/b' }),
			{ sendWith: 'mailgun' },
			'\'Mailgun Domain\' is not a domain: "a/b"',
		],
		[credentialFor('resend'), { sendWith: 'pigeon' }, '\'Send With\' is "pigeon"'],
		[
			credentialFor('resend', { apiKey: 'wrong' }),
			{ sendWith: 'resend' },
			'Resend: sending the e-mail was answered with 403: invalid_api_key',
		],
		[
			credentialFor('postmark', { apiKey: 'wrong' }),
			{ sendWith: 'postmark' },
			'Postmark: sending the e-mail was answered with 401',
		],
		[{}, { sendWith: 'resend' }, 'caseDeskMailApi'],
	])('is refused, naming what is wrong: %#', async (toCredentials, parameters, message) => {
		const credentials = typeof toCredentials === 'function' ? toCredentials() : toCredentials;
		const { error } = await run([toItem('100')], parameters, { credentials });
		expect(error?.message).toContain(message);
		expect(await mails()).toEqual([]);
	});

	function credentialFor(service: string, over: object = {}) {
		return () => credential(service, service.toLowerCase(), over);
	}
});
