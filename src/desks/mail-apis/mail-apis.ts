import type { HttpSend } from '../../http';
import { createBrevo } from './brevo';
import type { MailApi } from './mail-api';
import { createMailgun } from './mailgun';
import { createPostmark } from './postmark';
import { createResend } from './resend';
import { createSendGrid } from './sendgrid';

export interface MailService {
	name: string;
	/** Where its API lives. */
	toBaseUrl(region: string): string;
	/** @param domain the sending domain, for services that ask for it in the address */
	create(send: HttpSend, domain: string): MailApi;
	asksForDomain?: boolean;
}

const service = (
	name: string,
	baseUrl: string,
	create: MailService['create'],
	more: Partial<MailService> = {},
): MailService => ({ name, toBaseUrl: () => baseUrl, create, ...more });

/** By the values they have in the node and the credential. */
export const mailServices = {
	brevo: service('Brevo', 'https://api.brevo.com', createBrevo),
	mailgun: service('Mailgun', '', createMailgun, {
		asksForDomain: true,
		toBaseUrl: (region) =>
			region === 'eu' ? 'https://api.eu.mailgun.net' : 'https://api.mailgun.net',
	}),
	postmark: service('Postmark', 'https://api.postmarkapp.com', createPostmark),
	resend: service('Resend', 'https://api.resend.com', createResend),
	sendGrid: service('SendGrid', 'https://api.sendgrid.com', createSendGrid),
} satisfies Record<string, MailService>;

export type MailServiceName = keyof typeof mailServices;
