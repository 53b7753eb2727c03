/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { startSandbox, type Sandbox } from '../support/sandbox';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('DELETE', 'mailbox');
});

/** Speaks SMTP line by line and returns the last answer. */
async function sendMail(
	message: string[],
	recipients = ['officials@acme.example'],
): Promise<string> {
	const socket = connect(x.smtpPort, '127.0.0.1');
	const lines = createInterface(socket)[Symbol.asyncIterator]();
	const answer = async (): Promise<string> => {
		let line = '';
		do line = (await lines.next()).value as string;
		while (/^\d{3}-/.test(line));
		return line;
	};
	const say = async (text: string): Promise<string> => {
		socket.write(`${text}\r\n`);
		return await answer();
	};
	await answer();
	await say('EHLO test');
	await say('MAIL FROM:<care@acme.example>');
	for (const recipient of recipients) await say(`RCPT TO:<${recipient}>`);
	await say('DATA');
	const last = await say([...message, '.'].join('\r\n'));
	socket.end('QUIT\r\n');
	await once(socket, 'close');
	return last;
}

it('keeps a mail with its threading ids, both bodies and all recipients, without a log-in', async () => {
	const accepted = await sendMail(
		[
			'From: Acme Care <care@acme.example>',
			'To: "Official, First" <officials@acme.example>',
			'Cc: second@acme.example',
			'Subject: =?utf-8?Q?Case_17:_gr=C3=BC=C3=9Fe?=',
			'Message-ID: <case-17-1@acme.example>',
			'In-Reply-To: <case-17-0@acme.example>',
			'References: <case-17@acme.example> <case-17-0@acme.example>',
			'Date: Sat, 21 Nov 2026 09:00:00 +0000',
			'MIME-Version: 1.0',
			'Content-Type: multipart/alternative; boundary=b',
			'',
			'--b',
			'Content-Type: text/plain; charset=utf-8',
			'',
			'parcel is late',
			'--b',
			'Content-Type: text/html; charset=utf-8',
			'',
			'<p>parcel is late</p>',
			'--b--',
		],
		['officials@acme.example', 'second@acme.example', 'hidden@acme.example'],
	);
	expect(accepted).toMatch(/^250/);
	const [mail, ...others] = await x.control<object[]>('GET', 'mailbox');
	expect(others).toEqual([]);
	expect(mail).toMatchObject({
		from: 'care@acme.example',
		to: ['officials@acme.example'],
		cc: ['second@acme.example'],
		recipients: ['officials@acme.example', 'second@acme.example', 'hidden@acme.example'],
		subject: 'Case 17: grüße',
		messageId: '<case-17-1@acme.example>',
		inReplyTo: '<case-17-0@acme.example>',
		references: ['<case-17@acme.example>', '<case-17-0@acme.example>'],
		date: '2026-11-21T09:00:00.000Z',
		text: expect.stringContaining('parcel is late'),
		html: '<p>parcel is late</p>',
	});
});

it('takes a mail without any header and says what it lacks with null', async () => {
	await sendMail(['', 'just text']);
	expect(await x.control('GET', 'mailbox')).toMatchObject([
		{
			to: ['officials@acme.example'],
			from: 'care@acme.example',
			subject: '',
			inReplyTo: null,
			references: [],
			html: null,
		},
	]);
});

it('forgets everything on request', async () => {
	await sendMail(['Subject: one', '', 'text']);
	expect(await x.control('GET', 'mailbox')).toHaveLength(1);
	await x.control('DELETE', 'mailbox');
	expect(await x.control('GET', 'mailbox')).toEqual([]);
});
