import { InvalidItem } from '../field';
import { toHeaderWords } from './encoded-word';
import type { EmailMessage } from './message';
import { toQuotedPrintable } from './quoted-printable';

/**
 * The message as RFC 5322 text, for whatever takes raw mail: ASCII only, CRLF, no line longer than 998 characters, body lines of at
 * most 76. Same message in, same text out. Line ends and control characters in a value become spaces.
 */
export function toRfc5322(message: EmailMessage): string {
	const boundary = toBoundary(message.messageId);
	const headers: Array<[name: string, value: string | undefined]> = [
		['From', toAddress(message.from)],
		['To', message.to.map(toAddress).join(', ')],
		['Reply-To', message.replyTo && toAddress(message.replyTo)],
		['Subject', toHeaderWords(message.subject.slice(0, longest)).join(' ')],
		['Date', message.date.replace(/[^\x20-\x7e]/g, '')],
		['Message-ID', toId(message.messageId)],
		['In-Reply-To', message.inReplyTo && toId(message.inReplyTo)],
		['References', toReferences(message.references).map(toId).join(' ')],
		...Object.entries(message.headers).map(toExtra),
		['MIME-Version', '1.0'],
		['Content-Type', `multipart/alternative; boundary="${boundary}"`],
	];
	return [
		...headers.flatMap(([name, value]) => (value ? [fold(`${name}: ${value}`)] : [])),
		'',
		...toPart(boundary, 'text/plain', message.text),
		...toPart(boundary, 'text/html', message.html),
		`--${boundary}--`,
		'',
	].join('\r\n');
}

/** What no value of ours comes near; a line of mail may have 998 characters, with its name. */
const longest = 900;

/** What has no room for anything but ASCII without spaces. */
const toId = (id: string) => id.replace(/[^\x21-\x7e]/g, '').slice(0, longest);

/** The first and the latest: what threads hang on when there are more than ten. */
export const toReferences = (ids: string[]): string[] =>
	ids.length > 10 ? [ids[0], ...ids.slice(-9)] : ids;

/** `=_` cannot stand in a quoted-printable body, so no text can end the part it is in. */
const toBoundary = (messageId: string) =>
	`=_${messageId.replace(/[^A-Za-z0-9.]/g, '').slice(0, 50)}`;

const toPart = (boundary: string, type: string, text: string) => [
	`--${boundary}`,
	`Content-Type: ${type}; charset=utf-8`,
	'Content-Transfer-Encoding: quoted-printable',
	'',
	toQuotedPrintable(text),
];

/** A name that is no plain ASCII goes into encoded words, which must not be quoted. */
function toAddress(value: string): string {
	const [, name, address] = /^"([^"]*)" <([^<>]*)>$/.exec(value) ?? [undefined, '', value];
	const bare = toId(address).replace(/[,;<>]/g, '');
	if (!name) return bare;
	const words = toHeaderWords(name);
	const isPlain = words.every((word) => !word.startsWith('=?'));
	return `${isPlain ? `"${words.join(' ').replace(/[\\"]/g, '')}"` : words.join(' ')} <${bare}>`;
}

const taken = [
	...['from', 'to', 'cc', 'bcc', 'sender', 'reply-to', 'subject', 'date', 'message-id'],
	...['in-reply-to', 'references', 'mime-version', 'content-type', 'content-transfer-encoding'],
];

function toExtra([name, value]: [string, string]): [string, string] {
	if (!/^[A-Za-z0-9-]{1,60}$/.test(name) || taken.includes(name.toLowerCase())) {
		throw new InvalidItem('headers', name, 'the name of a further header');
	}
	return [name, toHeaderWords(value.slice(0, longest)).join(' ')];
}

/** Breaks a header at its spaces, before column 77 where it can. */
function fold(header: string): string {
	let column = 0;
	return header
		.split(' ')
		.map((word, index) => {
			// Behind the name there is no break: a line with nothing but spaces is no header line.
			const breaks = index > 1 && column + 1 + word.length > 76;
			column = breaks ? 1 + word.length : column + 1 + word.length;
			return index === 0 ? word : `${breaks ? '\r\n ' : ' '}${word}`;
		})
		.join('');
}
