import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived. Addresses are bare; `recipients` are those of the envelope. */
export interface Mail {
	id: string;
	to: string[];
	cc: string[];
	recipients: string[];
	from: string;
	subject: string;
	messageId: string | null;
	inReplyTo: string | null;
	references: string[];
	date: string | null;
	text: string;
	html: string | null;
	attachments: Array<{ filename: string | null; contentType: string; bytes: number }>;
	receivedAt: string;
}

/** What a service that sends mail knows of one. */
export type SentMail = Omit<Mail, 'id' | 'receivedAt' | 'cc' | 'recipients' | 'attachments'>;

const KEPT_MAILS = 1000;
const MAX_MAIL_BYTES = 10 * 1024 * 1024;

export interface Mailbox {
	list(): Mail[];
	/** Takes a mail that a service of the sandbox has sent. */
	deliver(mail: SentMail): void;
	/** The same, for raw mail. */
	deliverRaw(raw: string, recipients: string[]): Promise<void>;
	clear(): void;
	listen(port: number): Promise<number>;
	close(): Promise<void>;
}

/** A mail server on the loopback that takes everything, from anybody, and delivers nothing. */
export function createMailbox(nowIso: () => string, changed: () => void): Mailbox {
	let mails: Mail[] = [];
	let serial = 0;
	const server = new SMTPServer({
		authOptional: true,
		allowInsecureAuth: true,
		disabledCommands: ['STARTTLS'],
		disableReverseLookup: true,
		size: MAX_MAIL_BYTES,
		logger: false,
		onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),
		onData(stream, session, done) {
			simpleParser(stream).then(
				(parsed) => {
					if (stream.sizeExceeded) return done(new Error('552 Message is larger than 10 MB'));
					const recipients = session.envelope.rcptTo.map((item) => item.address);
					keep(toMail(parsed, recipients, (session.envelope.mailFrom || { address: '' }).address));
					return done();
				},
				(error: Error) => done(error),
			);
		},
	});
	function keep(mail: Omit<Mail, 'id' | 'receivedAt'>): void {
		mails.push({ ...mail, id: String(++serial), receivedAt: nowIso() });
		mails = mails.slice(-KEPT_MAILS);
		changed();
	}
	// A client that hangs up mid-sentence is no reason to stop.
	server.on('error', () => undefined);
	return {
		list: () => mails,
		deliver: (mail) => keep({ ...mail, cc: [], recipients: mail.to, attachments: [] }),
		deliverRaw: async (raw, recipients) =>
			keep(toMail(await simpleParser(Readable.from([Buffer.from(raw)])), recipients, '')),
		clear() {
			mails = [];
		},
		listen: (port) =>
			new Promise((resolve, reject) => {
				server.server.once('error', reject);
				server.listen(port, '127.0.0.1', () => {
					server.server.off('error', reject);
					resolve((server.server.address() as AddressInfo).port);
				});
			}),
		close: () => new Promise((resolve) => server.close(resolve)),
	};
}

function toMail(
	parsed: ParsedMail,
	recipients: string[],
	sender: string,
): Omit<Mail, 'id' | 'receivedAt'> {
	const to = addresses(parsed.to);
	return {
		to: to.length > 0 ? to : recipients,
		cc: addresses(parsed.cc),
		recipients,
		from: addresses(parsed.from)[0] ?? sender,
		subject: parsed.subject ?? '',
		messageId: parsed.messageId ?? null,
		inReplyTo: parsed.inReplyTo ?? null,
		references: [parsed.references ?? []].flat(),
		date: parsed.date?.toISOString() ?? null,
		text: parsed.text ?? '',
		html: parsed.html || null,
		attachments: parsed.attachments.map((item) => ({
			filename: item.filename ?? null,
			contentType: item.contentType,
			bytes: item.size,
		})),
	};
}

interface ParsedAddress {
	value: Array<{ address?: string; group?: Array<{ address?: string }> }>;
}

const addresses = (field: ParsedAddress | ParsedAddress[] | undefined): string[] =>
	[field ?? []]
		.flat()
		.flatMap((item) => item.value)
		.flatMap((entry) => entry.group ?? [entry])
		.flatMap((entry) => entry.address ?? []);
