import type { EmailMessage, Sha256Hex } from '../../domain/email/message';
import { HttpFailure } from '../../http';
import { isAmbiguous } from '../answer';
import type { MailApi, SentMail } from './mail-api';

/**
 * Sends one message. A call whose outcome is not known is repeated once where the service knows the key again; elsewhere it is
 * not, because that may send a second mail: the error says so. Throws `HttpFailure`.
 */
export async function sendMail(
	api: MailApi,
	message: EmailMessage,
	sha256Hex: Sha256Hex,
): Promise<SentMail> {
	const { maxRecipients, keyTtlMs } = api.capabilities;
	if (message.to.length > maxRecipients) throw tooMany(api, message.to.length);
	const key = toKey(message, sha256Hex);
	return await api.send(message, key).catch(async (error: unknown) => {
		if (!isUncertain(error)) throw error;
		if (keyTtlMs > 0) return await api.send(message, key);
		throw toUncertain(api, error);
	});
}

/** With a time to come back, it was turned away unread. */
const isUncertain = (error: unknown): error is HttpFailure =>
	isAmbiguous(error) && (error as HttpFailure).retryAfterMs === undefined;

/** A UUID made from what is sent to whom: the same mail to other people is another mail. */
function toKey({ messageId, to }: EmailMessage, sha256Hex: Sha256Hex): string {
	const hex = sha256Hex([messageId, ...to].join('\n'));
	const parts = [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
	];
	return [...parts, hex.slice(20, 32)].join('-');
}

const tooMany = ({ name, capabilities }: MailApi, count: number) =>
	new HttpFailure(
		'misconfigured',
		`${name} takes ${capabilities.maxRecipients} recipients a message, but there are ${count}`,
		{ hint: "Enter a distribution list in 'To', or give the role to fewer people." },
	);

function toUncertain({ name }: MailApi, failure: HttpFailure): HttpFailure {
	const { kind, message, status, retryAfterMs } = failure;
	const hint = `Whether the e-mail was sent is not known, and ${name} cannot be asked to send it only once: look at its log of sent mail before you run the item again.`;
	return new HttpFailure(kind, message, { status, retryAfterMs, hint });
}
