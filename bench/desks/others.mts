import { createHash } from 'node:crypto';

import { createEmailDesk } from '../../src/desks/email.ts';
import { createHttpDesk } from '../../src/desks/http/desk.ts';
import type { HttpDeskSettings } from '../../src/desks/http/settings.ts';
import { mailServices } from '../../src/desks/mail-apis/mail-apis.ts';
import type { CaseDraft, CaseRef } from '../../src/domain/case.ts';
import type { EmailMessage, EmailSettings } from '../../src/domain/email/message.ts';
import type { Sandbox } from '../../test/support/sandbox.ts';
import { startFakeHelpdesk } from '../../test/desks/fake-helpdesk.ts';
import { httpApi, mailApi } from '../../test/desks/every-desk.ts';
import { createCountedSend } from './counted-send.mts';
import { type DeskInBench, groupTexts } from './measure.mts';

/** As docs/desks.md shows it, without an idempotency header. */
const helpdeskSettings: HttpDeskSettings = {
	find: {
		...{ method: 'GET', path: '/tickets?external_id={caseKey}' },
		...{ listPath: 'data.tickets', keyPath: 'external_id', isMissing404: false },
	},
	create: {
		...{ method: 'POST', path: '/tickets' },
		body: '{"external_id": "{caseKey}", "title": "{title}", "description": "{body}"}',
	},
	comment: { method: 'POST', path: '/tickets/{case}/comments', body: '{"body": "{body}"}' },
	comments: { method: 'GET', path: '/tickets/{case}/comments', listPath: 'list' },
	...{ idPath: 'id', createdIdPath: 'data.id', errorPath: 'error' },
};

/** The desk *HTTP API* on a small helpdesk: a look-up, a create and a comment request. */
export async function openHttp(): Promise<DeskInBench> {
	const helpdesk = await startFakeHelpdesk();
	const credentials = httpApi.toCredentials(helpdesk.url, helpdesk.key);
	const { send, takeCalls } = createCountedSend(helpdesk.url, httpApi.credential, credentials);
	return {
		...{ adapter: 'httpApi', takeCalls },
		desk: createHttpDesk(send, helpdeskSettings),
		look: async () =>
			helpdesk.cases.map(({ external_id: caseKey, description, comments }) => ({
				caseKey,
				texts: [description, ...comments.map(({ body }) => body)],
			})),
		close: async () => await helpdesk.close(),
	};
}

const settings: EmailSettings = {
	from: { name: 'X Care', address: 'care@acme.example' },
	to: [{ address: 'desk@acme.example' }],
	profile: 'mailbox',
};
const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Composed and handed on: what a mail node would get is what there is to look at. */
export function openEmail(): DeskInBench {
	const messages: EmailMessage[] = [];
	const desk = createEmailDesk(settings, sha256Hex);
	const upsertCase = async (draft: CaseDraft): Promise<CaseRef> => {
		const reference = await desk.upsertCase(draft);
		messages.push(reference.email);
		return reference;
	};
	return {
		adapter: 'email',
		desk: { ...desk, upsertCase },
		takeCalls: () => 0,
		look: async () => toCases(messages.map(({ text }) => text)),
	};
}

/** Sent by one of the HTTP mail APIs, into the sandbox's mailbox. */
export function openMailApi(sandbox: Sandbox): DeskInBench {
	const url = `${sandbox.url}/mail-apis/resend`;
	const credentials = mailApi.toCredentials(url, 'sandbox-desk-key');
	const { send, takeCalls } = createCountedSend(url, mailApi.credential, credentials);
	const service = mailServices.resend.create(send, '');
	return {
		...{ adapter: 'emailByMailApi', takeCalls },
		desk: createEmailDesk(settings, sha256Hex, { mailApi: service }),
		facts: { service: mailServices.resend.name },
		look: async () => {
			const mails = await sandbox.control<Array<{ text: string }>>('GET', 'mailbox');
			return toCases(mails.map(({ text }) => text));
		},
	};
}

/** Mails stand together where they name posts of one conversation: its two ids differ in their last three digits. */
function toCases(texts: string[]) {
	const toKey = (text: string) =>
		`${/Reference: (x-\d+-\d+)\d{3}/.exec(text)?.[1] ?? 'no reference'}000`;
	const groups = groupTexts(texts.map((text) => [toKey(text), text]));
	return [...groups].map(([caseKey, held]) => ({ caseKey, texts: held }));
}
