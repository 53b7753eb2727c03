import type { HttpFailureKind, HttpSend } from '../../http';
import type { MailApi, MailApiCapabilities } from './mail-api';
import { toObject, toSendFailure, toThreadHeaders } from './mail-api';

export const resendCapabilities: MailApiCapabilities = {
	keyTtlMs: 24 * 3_600_000,
	// Amazon's mail servers, which it sends by, put one of their own.
	messageId: 'replaced',
	date: 'replaced',
	maxRecipients: 50,
};

export const createResend = (send: HttpSend): MailApi => ({
	name: 'Resend',
	capabilities: resendCapabilities,
	async send(message, key) {
		const response = await send({
			method: 'POST',
			url: '/emails',
			headers: { 'idempotency-key': key },
			body: {
				from: message.from,
				to: message.to,
				...(message.replyTo && { reply_to: message.replyTo }),
				subject: message.subject,
				text: message.text,
				html: message.html,
				headers: toThreadHeaders(message, resendCapabilities.messageId),
			},
		});
		const { id, name, message: said } = toObject(response.body);
		if (response.status < 300 && typeof id === 'string' && id) return { id };
		if (name === 'invalid_idempotent_request') return { isRepeat: true, notes: [otherWords] };
		// Their names are longer than their messages are telling.
		const told = typeof name === 'string' ? `${name}: ${String(said ?? '')}` : undefined;
		const { kind, hint } = meanings[String(name)] ?? {};
		throw toSendFailure('Resend', response, { said: told, kind, hint });
	},
});

const otherWords =
	'Resend has sent a message about this within the last 24 hours, in other words; it was not sent again.';

const meanings: Record<string, { kind: HttpFailureKind; hint?: string } | undefined> = {
	invalid_api_key: { kind: 'credential-invalid' },
	// The other call with the same key is still at work: a moment later it is known what became of it.
	concurrent_idempotent_requests: { kind: 'rate-limited' },
	daily_quota_exceeded: { kind: 'quota-exhausted' },
	monthly_quota_exceeded: { kind: 'quota-exhausted' },
	invalid_from_address: {
		kind: 'refused',
		hint: "Enter an address of a domain that is verified at Resend in 'From'.",
	},
};
