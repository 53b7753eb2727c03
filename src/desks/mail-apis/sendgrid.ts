import type { HttpResponse, HttpSend } from '../../http';
import type { MailApi, MailApiCapabilities } from './mail-api';
import { splitAddress, toObject, toSendFailure, toThreadHeaders, withWait } from './mail-api';

export const sendGridCapabilities: MailApiCapabilities = {
	keyTtlMs: 0,
	messageId: 'kept',
	date: 'replaced',
	maxRecipients: 1000,
};

export const createSendGrid = (send: HttpSend): MailApi => ({
	name: 'SendGrid',
	capabilities: sendGridCapabilities,
	async send(message) {
		const response = await send({
			method: 'POST',
			url: '/v3/mail/send',
			body: {
				personalizations: [{ to: message.to.map((email) => ({ email })) }],
				from: splitAddress(message.from),
				...(message.replyTo && { reply_to: { email: message.replyTo } }),
				subject: message.subject,
				content: [
					{ type: 'text/plain', value: message.text },
					{ type: 'text/html', value: message.html },
				],
				headers: toThreadHeaders(message, sendGridCapabilities.messageId),
				// Links stay as they are: people compare them with what they know of X.
				tracking_settings: { click_tracking: { enable: false, enable_text: false } },
			},
		});
		const errors = toErrors(response);
		if (response.status === 202 && errors.length === 0) {
			return { id: response.headers['x-message-id'] };
		}
		const said = errors.join('; ') || undefined;
		throw toSendFailure('SendGrid', withWait(response, toSeconds(response)), {
			said,
			hint: response.status === 403 ? senderHint : undefined,
		});
	},
});

const senderHint =
	"Verify the sender in 'From' at SendGrid (Settings › Sender Authentication), and let the API key have the right Mail Send.";

/** `field: message` of each. */
function toErrors({ body }: HttpResponse): string[] {
	const { errors } = toObject(body);
	return (Array.isArray(errors) ? errors : []).map((error) => {
		const { field, message } = toObject(error);
		return [field, message].filter((it) => typeof it === 'string' && it).join(': ');
	});
}

/** It says when the limit ends, in seconds since 1970, by its own clock. */
const toSeconds = ({ headers }: HttpResponse): number =>
	Number(headers['x-ratelimit-reset'] ?? NaN) - Date.parse(headers.date ?? '') / 1000;
