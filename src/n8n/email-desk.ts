import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { createEmailDesk, type EmailDesk } from '../desks/email';
import type { MailApi } from '../desks/mail-apis/mail-api';
import { mailServices, type MailServiceName } from '../desks/mail-apis/mail-apis';
import { parseAddress } from '../domain/email/address';
import type { EmailSettings } from '../domain/email/message';
import { HttpFailure } from '../http';
import { readRecipients } from './email-recipients';
import { createHttpSend } from './http-send';
import { withoutSecrets } from './without-secrets';
import { toTimeoutMs } from './call-timeout';

export const mailCredential = 'caseDeskMailApi';

/** The desk *E-Mail* as the node's parameters describe it for one item; items whose `settings` are the same share one. */
export async function openEmail(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<{ settings: object; create: () => EmailDesk }> {
	const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const replyTo = text('options.replyTo');
	const { to, notes } = readRecipients(context, itemIndex);
	const settings: EmailSettings = {
		from: parseAddress(context.getNodeParameter('fromEmail', itemIndex), 'From'),
		to,
		replyTo: replyTo ? parseAddress(replyTo, 'Reply To') : undefined,
		profile: context.getNodeParameter('profile', itemIndex) as EmailSettings['profile'],
	};
	const sendWith = text('sendWith') || 'handOver';
	if (sendWith === 'handOver') {
		const create = () => createEmailDesk(settings, sha256Hex, { notes });
		return { settings: { ...settings, notes }, create };
	}
	const name = toServiceName(sendWith);
	const fetchCredentials = async () => await context.getCredentials(mailCredential, itemIndex);
	const credentials = await fetchCredentials();
	const { target, mailApi } = openMailApi(context, itemIndex, name, credentials);
	const create = () => createEmailDesk(settings, sha256Hex, { mailApi, notes });
	return {
		settings: { ...settings, notes, sendWith, target },
		create: () => withoutSecrets(create(), credentials, fetchCredentials),
	};
}

function openMailApi(
	context: IExecuteFunctions,
	itemIndex: number,
	name: MailServiceName,
	credentials: ICredentialDataDecryptedObject,
): { target: string[]; mailApi: MailApi } {
	const field = (key: string) => String(credentials[key] ?? '').trim();
	const service = mailServices[name];
	if (field('service') !== name) throw wrongService(service.name, field('service'));
	const domain = field('domain');
	if (name === 'mailgun' && !/^[A-Za-z0-9.-]{1,253}$/.test(domain)) throw noDomain(domain);
	const baseUrl = field('baseUrl') || service.toBaseUrl(field('region'));
	const timeoutMs = toTimeoutMs(context, itemIndex);
	const send = createHttpSend(context, mailCredential, baseUrl, { timeoutMs });
	return { target: [baseUrl, domain], mailApi: service.create(send, domain) };
}

const isServiceName = (name: string): name is MailServiceName => Object.hasOwn(mailServices, name);

function toServiceName(name: string): MailServiceName {
	if (isServiceName(name)) return name;
	const known = ['handOver', ...Object.keys(mailServices)].join(', ');
	throw new HttpFailure('misconfigured', `'Send With' is "${name}", which is no mail service`, {
		hint: `Use one of ${known}.`,
	});
}

function wrongService(wanted: string, found: string): HttpFailure {
	const shown = isServiceName(found) ? mailServices[found].name : found || 'no service';
	return new HttpFailure(
		'misconfigured',
		`'Send With' is ${wanted}, but the credential is for ${shown}`,
		{ hint: "Choose the credential of that service, or the credential's service in 'Send With'." },
	);
}

const noDomain = (domain: string) =>
	new HttpFailure('misconfigured', `'Mailgun Domain' is not a domain: "${domain.slice(0, 80)}"`, {
		hint: "Open the credential and enter the sending domain as Mailgun shows it, e.g. mg.example.com, in 'Mailgun Domain'.",
	});

const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
