import type { HttpFailureKind, HttpSend } from '../../http';
import type { MailApi, MailApiCapabilities } from './mail-api';
import { toObject, toSendFailure, toThreadHeaders } from './mail-api';

export const postmarkCapabilities: MailApiCapabilities = {
	keyTtlMs: 0,
	messageId: 'kept',
	date: 'replaced',
	maxRecipients: 50,
};

export const createPostmark = (send: HttpSend): MailApi => ({
	name: 'Postmark',
	capabilities: postmarkCapabilities,
	async send(message) {
		const headers = {
			...toThreadHeaders(message, postmarkCapabilities.messageId),
			// Without it Postmark puts a Message-ID of its own.
			'X-PM-KeepID': 'true',
		};
		const response = await send({
			method: 'POST',
			url: '/email',
			headers: { accept: 'application/json' },
			body: {
				From: message.from,
				To: message.to.join(', '),
				...(message.replyTo && { ReplyTo: message.replyTo }),
				Subject: message.subject,
				TextBody: message.text,
				HtmlBody: message.html,
				Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
			},
		});
		const { ErrorCode, Message, MessageID } = toObject(response.body);
		const said = typeof Message === 'string' ? Message : undefined;
		const isSent = ErrorCode === 0 || ErrorCode === 406;
		if (response.status < 300 && isSent && typeof MessageID === 'string' && MessageID) {
			// Some of the addresses were left out: the only place where that stands.
			return { id: MessageID, notes: said && said !== 'OK' ? [`Postmark: ${said}`] : undefined };
		}
		const told = said && `${String(ErrorCode)}, ${said}`;
		throw toSendFailure('Postmark', response, { said: told, ...meanings[Number(ErrorCode)] });
	},
});

/** By Postmark's own error codes. */
const meanings: Record<number, { kind: HttpFailureKind; hint?: string } | undefined> = {
	10: {
		kind: 'credential-invalid',
		hint: 'Enter the API token of a Postmark server, not of the account.',
	},
	100: { kind: 'temporarily-unavailable' },
	400: { kind: 'refused', hint: "Enter a sender signature confirmed at Postmark in 'From'." },
	401: { kind: 'refused', hint: "Confirm the address in 'From' at Postmark." },
	405: { kind: 'quota-exhausted' },
	406: {
		kind: 'refused',
		hint: "Postmark sends no mail to addresses that bounced or complained: reactivate them there, or change 'To'.",
	},
	429: { kind: 'rate-limited' },
};
