import { createHash } from 'node:crypto';

import { ImapFlow } from 'imapflow';
// @ts-expect-error mailparser brings no types
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';

import { toCaseDraft } from '../../src/domain/case';
import { composeDigestEmail } from '../../src/domain/email/digest';
import type { EmailMessage, EmailSettings } from '../../src/domain/email/message';
import { composeCaseEmail } from '../../src/domain/email/message';
import { toRfc5322 } from '../../src/domain/email/mime';
import { makeEvent } from '../support/events';
import type { RunningMailServer } from '../support/mail-server';
import { canRunMailServer, startMailServer } from '../support/mail-server';

jest.setTimeout(60_000);

const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Every test has a mailbox of its own. */
let mailbox: string;
let serial = 0;
const toSettings = (): EmailSettings => ({
	from: { name: 'Größe العربية', address: 'care@acme.example' },
	to: [{ address: `${mailbox}@acme.example` }],
	replyTo: { address: 'team@acme.example' },
	profile: 'mailbox',
});
const compose = (over: Parameters<typeof makeEvent>[0] = {}): EmailMessage =>
	composeCaseEmail(toCaseDraft(makeEvent(over)), toSettings(), sha256Hex);

interface Received {
	subject: string;
	messageId: string;
	inReplyTo?: string;
	references?: string | string[];
	date: Date;
	text: string;
	html: string;
	from: { value: unknown };
	replyTo: { value: unknown };
	headerLines: Array<{ key: string; line: string }>;
}

/** Sends a command that the client has no method for. */
type Exec = (
	command: string,
	attributes: object[],
	options: { untagged: object },
) => Promise<{ next(): void }>;

const isThere = canRunMailServer();
if (!isThere) {
	it.skip('no mail server here: run scripts/mail-server.mts as root first', () => {});
}

(isThere ? describe : describe.skip)('a message in a real mailbox', () => {
	let server: RunningMailServer;

	beforeAll(async () => {
		server = await startMailServer();
	}, 300_000);
	afterAll(async () => await server?.stop());
	beforeEach(() => {
		mailbox = `box${++serial}`;
	});

	const open = async (user: string) => {
		const client = new ImapFlow({
			...{ host: '127.0.0.1', port: server.imapPort, secure: false, logger: false },
			auth: { user, pass: server.password },
		});
		await client.connect();
		await client.mailboxOpen('INBOX');
		return client;
	};

	/** A server answers an error to a look at the messages of a mailbox without any. */
	const fetchAll = async (client: ImapFlow) =>
		client.mailbox && client.mailbox.exists > 0
			? await client.fetchAll('1:*', { source: true })
			: [];

	/** As any program does that sends raw mail: recipients in the envelope, the rest as it is. */
	async function send(...messages: EmailMessage[]): Promise<void> {
		const transport = createTransport({ host: '127.0.0.1', port: server.smtpPort, secure: false });
		for (const message of messages) {
			const envelope = { from: 'care@acme.example', to: message.to };
			await transport.sendMail({ envelope, raw: toRfc5322(message) });
		}
		transport.close();
	}

	/** What lies in a mailbox once so many have come; what comes later is seen by whoever looks again. */
	async function receive(count: number, user = mailbox): Promise<Received[]> {
		for (const started = Date.now(); Date.now() - started < 20_000; ) {
			const client = await open(user);
			const found: Received[] = [];
			for (const { source } of await fetchAll(client)) {
				found.push((await simpleParser(source)) as Received);
			}
			await client.logout();
			if (found.length >= count) return found;
		}
		throw new Error(`Fewer than ${count} messages arrived within 20 seconds`);
	}

	it('is read back word for word: ids, date, subject, text and page', async () => {
		const text = 'Größe 😀👩‍👩‍👧 שלום مرحبا\n.\n.. From me\nFrom you =3D\n';
		const message = {
			...compose({ id: '101', conversationId: '100', text }),
			subject:
				'Re: Größe 😀 שלום, مرحبا بالعالم, a subject long enough to be folded more than once',
		};
		await send(message);
		const [mail] = await receive(1);
		expect(mail).toMatchObject({
			subject: message.subject,
			messageId: message.messageId,
			inReplyTo: message.inReplyTo,
			references: message.references[0],
			date: new Date('2026-11-20T10:00:00.000Z'),
			text: message.text,
			html: message.html,
			from: { value: [{ name: 'Größe العربية', address: 'care@acme.example' }] },
			replyTo: { value: [{ address: 'team@acme.example' }] },
		});
	});

	it('carries a post of 10 kB and one without text', async () => {
		const messages = [
			compose({ id: '1', text: 'ы😀 '.repeat(2500) }),
			compose({ id: '2', text: '' }),
		];
		await send(...messages);
		const texts = (await receive(2)).map(({ text }) => text).sort();
		expect(texts).toEqual(messages.map(({ text }) => text).sort());
	});

	it('is put into one thread with the others of its conversation by the server itself, whatever comes first', async () => {
		const posts = [
			compose({ id: '102', conversationId: '100' }),
			compose({ id: '200' }),
			compose({ id: '101', conversationId: '100' }),
			compose({ id: '100' }),
			compose({ id: '201', conversationId: '200' }),
		];
		await send(...posts);
		await receive(posts.length);
		const client = await open(mailbox);
		const inThreads: unknown[] = [];
		const words = ['REFERENCES', 'UTF-8', 'ALL'].map((value) => ({ type: 'ATOM', value }));
		const untagged = {
			THREAD: async ({ attributes }: { attributes: unknown[] }) =>
				void inThreads.push(...attributes),
		};
		const asks = client as unknown as { exec: Exec };
		(await asks.exec('THREAD', words, { untagged })).next();
		await client.logout();
		const sizes = inThreads.map((thread) => [thread].flat(9).length);
		expect(sizes.sort()).toEqual([2, 3]);
	});

	it('has the same Message-ID and date when it comes again, for whoever drops repeats by them', async () => {
		await send(compose({ id: '100' }), compose({ id: '100', receivedAt: '2027-01-01T00:00:00Z' }));
		const [one, two] = await receive(2);
		expect(two.messageId).toBe(one.messageId);
		expect(two.date).toEqual(one.date);
		expect(two.text).toBe(one.text);
	});

	it('gets no header and no recipient from what a customer wrote', async () => {
		const evil =
			'a\r\nBcc: eve@acme.example\r\nTo: eve@acme.example\r\n\r\n.\r\nRCPT TO:<eve@acme.example>';
		const message = compose({ id: '100', text: evil, author: { id: '9', name: evil } });
		await send({
			...message,
			subject: evil,
			headers: { ...message.headers, 'X-Care-Permalink': evil },
		});
		const [mail] = await receive(1);
		const count = (key: string) => mail.headerLines.filter((it) => it.key === key).length;
		expect(['to', 'bcc', 'cc', 'subject'].map(count)).toEqual([1, 0, 0, 1]);
		expect(mail.headerLines.find(({ key }) => key === 'to')?.line).toBe(
			`To: ${mailbox}@acme.example`,
		);
		expect(mail.text).toBe(message.text);
		const eve = await open('eve');
		expect(await fetchAll(eve)).toEqual([]);
		await eve.logout();
	});

	it('arrives as a digest, too', async () => {
		const drafts = ['100', '101'].map((id) =>
			toCaseDraft(makeEvent({ id, text: `post ${id} 😀` })),
		);
		const message = composeDigestEmail(drafts, toSettings(), sha256Hex);
		await send(message);
		const [mail] = await receive(1);
		expect(mail).toMatchObject({
			subject: 'X digest: 2 new for @acmecare, 2026-11-20 10:00 UTC',
			messageId: message.messageId,
			text: message.text,
			html: message.html,
		});
	});
});
