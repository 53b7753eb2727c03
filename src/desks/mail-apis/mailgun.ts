import { toRfc5322 } from '../../domain/email/mime';
import type { HttpSend } from '../../http';
import type { MailApi, MailApiCapabilities } from './mail-api';
import { toObject, toSendFailure } from './mail-api';

export const mailgunCapabilities: MailApiCapabilities = {
	keyTtlMs: 0,
	messageId: 'kept',
	date: 'kept',
	maxRecipients: 1000,
};

/** Takes the whole message as raw mail, so that not a byte of it is anybody else's. @param domain the sending domain */
export const createMailgun = (send: HttpSend, domain: string): MailApi => ({
	name: 'Mailgun',
	capabilities: mailgunCapabilities,
	async send(message, key) {
		const boundary = `----${key}`;
		const response = await send({
			method: 'POST',
			url: `/v3/${encodeURIComponent(domain)}/messages.mime`,
			headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
			body: toForm(boundary, message.to, toRfc5322(message)),
		});
		const { id, message: said } = toObject(response.body);
		if (response.status < 300 && typeof id === 'string' && id) return { id };
		throw toSendFailure('Mailgun', response, {
			said: typeof said === 'string' ? said : undefined,
			hint: hints[response.status],
		});
	},
});

const toForm = (boundary: string, to: string[], mime: string) =>
	[
		...to.flatMap((address) => [
			`--${boundary}`,
			'Content-Disposition: form-data; name="to"',
			'',
			address,
		]),
		`--${boundary}`,
		'Content-Disposition: form-data; name="message"; filename="message.mime"',
		'Content-Type: message/rfc822',
		'',
		mime,
		`--${boundary}--`,
		'',
	].join('\r\n');

const hints: Record<number, string | undefined> = {
	401: "Enter a private API key or a sending key of Mailgun, and in 'Region' where the domain lives.",
	404: "Enter a domain of your Mailgun account in 'Mailgun Domain', and in 'Region' where it lives.",
};
