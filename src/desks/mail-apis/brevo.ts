import type { HttpFailureKind, HttpResponse, HttpSend } from '../../http';
import type { MailApi, MailApiCapabilities } from './mail-api';
import { splitAddress, toObject, toSendFailure, toThreadHeaders, withWait } from './mail-api';

export const brevoCapabilities: MailApiCapabilities = {
	// Its pages say 15 minutes in one place, 30 in another.
	keyTtlMs: 15 * 60_000,
	messageId: 'replaced',
	date: 'replaced',
	maxRecipients: 99,
};

export const createBrevo = (send: HttpSend): MailApi => ({
	name: 'Brevo',
	capabilities: brevoCapabilities,
	async send(message, key) {
		const response = await send({
			method: 'POST',
			url: '/v3/smtp/email',
			headers: { accept: 'application/json' },
			body: {
				sender: splitAddress(message.from),
				to: message.to.map((email) => ({ email })),
				...(message.replyTo && { replyTo: { email: message.replyTo } }),
				subject: message.subject,
				textContent: message.text,
				htmlContent: message.html,
				headers: { ...toThreadHeaders(message, brevoCapabilities.messageId), idempotencyKey: key },
			},
		});
		const { messageId, code, message: said } = toObject(response.body);
		if (response.status < 300 && typeof messageId === 'string' && messageId) {
			return { id: messageId };
		}
		if (code === 'duplicate_parameter') return { isRepeat: true };
		const told = typeof code === 'string' ? `${code}: ${String(said ?? '')}` : undefined;
		throw toSendFailure('Brevo', withWait(response, toSeconds(response)), {
			said: told,
			...meanings[String(code)],
		});
	},
});

const toSeconds = ({ headers }: HttpResponse): number =>
	Number(headers['x-sib-ratelimit-reset'] ?? NaN);

const meanings: Record<string, { kind: HttpFailureKind; hint?: string } | undefined> = {
	unauthorized: { kind: 'credential-invalid' },
	not_enough_credits: { kind: 'quota-exhausted' },
	permission_denied: { kind: 'forbidden' },
};
