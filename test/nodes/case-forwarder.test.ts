/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CaseDeskHttpApi } from '../../credentials/CaseDeskHttpApi.credentials';
import { RequestTrackerApi } from '../../credentials/RequestTrackerApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { toTransportFailure } from '../../src/n8n/transport-failure';
import type { FakeHelpdesk } from '../desks/fake-helpdesk';
import { startFakeHelpdesk } from '../desks/fake-helpdesk';
import type { FaultProxy } from '../desks/fault-proxy';
import { startFaultProxy } from '../desks/fault-proxy';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';

const toItem = (id: string, over: object = {}): INodeExecutionData => ({
	json: { event: { ...makeEvent({ id }), ...over } as never, approval: { by: 'someone' } },
});

const toHelpdesk: INodeParameters = {
	desk: 'httpApi',
	findPath: '/tickets?external_id={caseKey}',
	createPath: '/tickets',
	createBody: '{"external_id": "{caseKey}", "title": "{title}", "description": "{body}"}',
	commentPath: '/tickets/{case}/comments',
	commentBody: '{"body": "{body}"}',
	idPath: 'id',
	options: {
		listPath: 'data.tickets',
		createdIdPath: 'data.id',
		commentsPath: '/tickets/{case}/comments',
		commentsListPath: 'list',
		errorPath: 'error',
		maxWait: 1,
		timeout: 2,
	},
};

let helpdesk: FakeHelpdesk;
let proxy: FaultProxy;
beforeEach(async () => {
	helpdesk = await startFakeHelpdesk();
	proxy = await startFaultProxy(helpdesk.url);
});
afterEach(async () => {
	await proxy.close();
	await helpdesk.close();
});

const credential = (over: object = {}) => ({
	caseDeskHttpApi: {
		baseUrl: proxy.url,
		headerName: 'Authorization',
		headerSecret: helpdesk.key,
		...over,
	},
});
const run = async (
	input: INodeExecutionData[],
	more: Partial<Parameters<typeof runNode>[1]> = {},
) =>
	await runNode(new CaseForwarder(), {
		parameters: toHelpdesk,
		input,
		credentials: credential(),
		credentialTypes: [new CaseDeskHttpApi(), new RequestTrackerApi()],
		...more,
	});

describe('Case Forwarder on the n8n engine', () => {
	it('adds the case to each item and changes nothing else, in the order they came', async () => {
		const input = [toItem('100'), toItem('101', { conversationId: '100' }), toItem('200')];
		const { outputs, error } = await run(input);
		expect(error).toBeUndefined();
		expect(outputs[0].map((item) => item.json.case)).toMatchObject([
			{ desk: 'httpApi', id: '1', outcome: 'created' },
			{ desk: 'httpApi', id: '1', outcome: 'added' },
			{ desk: 'httpApi', id: '2', outcome: 'created' },
		]);
		outputs[0].forEach(({ json, pairedItem }, item) => {
			expect(json).toEqual({ ...input[item].json, case: json.case });
			expect(pairedItem).toEqual({ item });
		});
	});

	it('doubles nothing when the whole batch comes again', async () => {
		const input = [toItem('100'), toItem('101', { conversationId: '100' })];
		await run(input);
		const { outputs } = await run(input);
		expect(outputs[0].map(({ json }) => json.case)).toMatchObject([
			{ outcome: 'existing' },
			{ outcome: 'existing' },
		]);
		expect(helpdesk.cases.map(({ comments }) => comments.length)).toEqual([1]);
	});

	it('forwards the others when one item is bad, and names it at the end', async () => {
		const input = [toItem('100'), toItem('200', { text: undefined }), toItem('300')];
		const { error, outputs } = await run(input);
		expect(error?.message).toBe(
			"1 of 3 items were not forwarded: [item 1] 'event.text' should be text, but it is missing",
		);
		expect(error?.description).toContain('The other 2 have reached the desk');
		expect(outputs).toEqual([]);
		expect(helpdesk.cases).toHaveLength(2);
	});

	it('hands a bad item on with its error when the flow goes on, the good ones as if nothing were', async () => {
		const input = [toItem('100'), { json: { other: 1 } }, toItem('300')];
		const { error, outputs } = await run(input, { continueOnFail: true });
		expect(error).toBeUndefined();
		const [first, bad, last] = outputs[0];
		expect([first.json.case, last.json.case]).toMatchObject([{ id: '1' }, { id: '2' }]);
		expect(bad).toMatchObject({
			pairedItem: { item: 1 },
			json: {
				other: 1,
				error: "'event' should be an event, but it is missing",
				details: expect.stringContaining('behind an X Care Trigger'),
			},
		});
	});

	it('sends a bad item out by the error output when the node has one', async () => {
		const input = [toItem('100'), toItem('200', { text: 7 })];
		const { outputs } = await run(input, { onError: 'continueErrorOutput' });
		expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 0 }],
			[{ item: 1 }],
		]);
		expect(outputs[1][0].json.error).toBe("'event.text' should be text, but it is 7");
	});

	it('names what happened and how to get unstuck when the desk fails', async () => {
		proxy.behave({
			when: () => true,
			fault: { status: 500, body: { message: 'ENOENT in the engine room' } },
		});
		const { error } = await run([toItem('100')]);
		expect(error).toMatchObject({
			message: 'HTTP API: the look-up was answered with 500: ENOENT in the engine room',
			description: expect.stringContaining('again'),
			httpCode: '500',
			failure: { cause: 'temporarily-unavailable' },
			context: { itemIndex: 0 },
		});
	});

	it('does not take 200 with an error for success', async () => {
		helpdesk.isLying = true;
		const { error } = await run([toItem('100')]);
		expect(error?.message).toContain('answered with 200, but: quota of the queue is used up');
	});

	it('waits as long as the desk asks, within its budget, and goes on', async () => {
		const headers = { 'retry-after': '1' };
		proxy.behave({ when: () => true, fault: { status: 429, headers, body: {} }, times: 1 });
		const { outputs, error } = await run([toItem('100')]);
		expect(error).toBeUndefined();
		expect(outputs[0][0].json.case).toMatchObject({ outcome: 'created' });
	});

	it('says how long to wait when that is more than the budget, and asks no more for the rest', async () => {
		const headers = { 'retry-after': '900' };
		proxy.behave({ when: () => true, fault: { status: 429, headers, body: {} } });
		const { error } = await run([toItem('100'), toItem('200')]);
		expect(error).toMatchObject({
			message: expect.stringMatching(/^2 of 2 items were not forwarded: \[item 0\] .* 429/),
			failure: { cause: 'rate-limited', retryAfterMs: 900_000 },
		});
		expect(proxy.takeLog()).toHaveLength(1);
	});

	it('gives up on a desk that turns it away and says to come back at once, time and again', async () => {
		const headers = { 'retry-after': '0' };
		proxy.behave({ when: () => true, fault: { status: 429, headers, body: {} }, times: 100 });
		const { error } = await run([toItem('100')]);
		expect(error).toMatchObject({ failure: { cause: 'rate-limited' } });
		expect(proxy.takeLog().length).toBeLessThan(5);
	});

	it('stops asking a desk that is out of reach three times in a row, bad items between them or not', async () => {
		proxy.behave({ when: () => true, fault: 'drop-request' });
		const input = ['100', '200', '300', '400', '500'].map((id) => toItem(id));
		input.splice(2, 0, toItem('250', { text: 7 }));
		const { outputs } = await run(input, { continueOnFail: true });
		expect(proxy.takeLog()).toHaveLength(3);
		const errors = outputs[0].map(({ json }) => String(json.error));
		expect(errors[2]).toContain("'event.text' should be text");
		for (const index of [0, 1, 3, 4, 5]) expect(errors[index]).toMatch(/got no answer/);
	});

	it('tries every item and blames no credential when what answers there does not speak HTTP', async () => {
		let connections = 0;
		const mailServer = createServer((socket) => {
			connections += 1;
			socket
				.on('error', () => {})
				.resume()
				.end('220 mail.example.com ESMTP ready\r\n');
		});
		await new Promise<void>((done) => mailServer.listen(0, '127.0.0.1', done));
		const baseUrl = `http://127.0.0.1:${(mailServer.address() as AddressInfo).port}`;
		const { outputs } = await run([toItem('100'), toItem('200')], {
			credentials: credential({ baseUrl }),
			continueOnFail: true,
		});
		await new Promise((done) => mailServer.close(done));
		expect(connections).toBe(2);
		expect(outputs[0].map(({ json }) => json)).toMatchObject([
			{
				error: `GET ${baseUrl}/tickets got no answer: what answers there does not speak HTTP`,
				details: expect.stringContaining('host and port'),
			},
			{ error: expect.stringContaining('got no answer') },
		]);
	});

	it('sends the key in the header the service wants, and asks once when it is not known', async () => {
		const named = credential({ headerSecret: 'Bearer wrong' });
		const { error } = await run([toItem('100'), toItem('200')], { credentials: named });
		expect(error).toMatchObject({ failure: { cause: 'credential-invalid' } });
		expect(error?.message).toContain('answered with 401');
		// n8n itself tries an unauthorised call twice, in case the credential can renew itself.
		expect(proxy.takeLog()).toHaveLength(2);
	});
});

describe('a call without an answer', () => {
	it.each([
		['unreachable', { code: 'HPE_INVALID_CONSTANT' }],
		['unreachable', { code: 'SOMETHING_NEW', cause: { message: 'deeper' } }],
		['unreachable', { cause: { message: 'no new token', response: { status: 503 } } }],
		['credential-invalid', { message: 'Unable to sign without access token' }],
	])('is %s when n8n says %j', (kind, error) => {
		expect(toTransportFailure(error, 'GET http://desk.test/a').kind).toBe(kind);
	});
});

describe('what can be wrong with the set-up', () => {
	it.each([
		['', /'Base URL' is not a web address: ""/],
		['helpdesk.example.com', /'Base URL' is not a web address: "helpdesk.example.com"/],
		['ftp://helpdesk.example.com', /'Base URL' is not a web address/],
		['http://127.0.0.1:9', /GET http:\/\/127.0.0.1:9\/tickets got no answer: nothing listens/],
		['http://no-such-host.invalid', /got no answer: the host name/],
	])('is named with a base URL of %j', async (baseUrl, message) => {
		const { error } = await run([toItem('100')], { credentials: credential({ baseUrl }) });
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
	});

	it('is named when there is no credential', async () => {
		const { error } = await run([toItem('100')], { credentials: {} });
		expect(error?.message).toMatch(/credentials.*caseDeskHttpApi/i);
	});

	it('is named when the desk does not answer in time', async () => {
		const slow = { status: 200, body: {}, delayMs: 3000 };
		proxy.behave({ when: () => true, fault: slow });
		const parameters = {
			...toHelpdesk,
			options: { ...(toHelpdesk.options as object), timeout: 0.2 },
		};
		const { error } = await run([toItem('100')], { parameters });
		expect(error?.message).toMatch(/GET .*\/tickets got no answer: it took too long/);
	});

	it('is named when the address leads elsewhere, and no key is sent there', async () => {
		const headers = { location: 'https://new.example.com/tickets' };
		proxy.behave({ when: () => true, fault: { status: 301, headers, body: {} } });
		const { error } = await run([toItem('100')]);
		expect(error?.message).toContain('301 to https://new.example.com/tickets');
		expect(error?.description).toContain("'Base URL'");
	});

	it.each([
		[{ findPath: '={{ "" }}' }, "'Look-Up Path' is empty"],
		[{ createBody: '{"a": {caseKey}}' }, "'Create' is not JSON"],
		[{ desk: 'pigeon' }, '\'Desk\' is "pigeon"'],
		[
			{ desk: 'email', fromEmail: 'a, b@x.test', toEmail: 'c@x.test' },
			"'From' should be one e-mail address",
		],
		[
			{ desk: 'email', fromEmail: 'a@x.test', toEmail: '={{ " " }}' },
			"'To' should be at least one e-mail address",
		],
	])('is named with %j', async (over, message) => {
		const { error } = await run([toItem('100')], { parameters: { ...toHelpdesk, ...over } });
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
	});
});

describe('the desk E-Mail', () => {
	it('hands over a complete message and needs no credential', async () => {
		const { outputs } = await run([toItem('100')], {
			credentials: {},
			parameters: {
				desk: 'email',
				fromEmail: 'X Care <care@x.test>',
				toEmail: 'a@x.test, b@x.test',
				options: { replyTo: 'team@x.test' },
			},
		});
		expect(outputs[0][0].json.case).toMatchObject({
			desk: 'email',
			outcome: 'created',
			email: {
				from: '"X Care" <care@x.test>',
				to: ['a@x.test', 'b@x.test'],
				replyTo: 'team@x.test',
				messageId: expect.stringMatching(/^<x\.[0-9a-f]{32}@x\.test>$/),
			},
		});
	});
});
