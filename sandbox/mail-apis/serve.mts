import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.mts';
import type { DeskRequest } from '../desks/service.mts';
import { sendAnswer, toDeskRequest } from '../desks/serve.mts';
import type { Mailbox } from '../mailbox.mts';
import type { Sandbox } from '../state.mts';
import { createBrevo } from './brevo.mts';
import { createMailgun } from './mailgun.mts';
import { createPostmark } from './postmark.mts';
import { createResend } from './resend.mts';
import { createSendGrid } from './sendgrid.mts';
import type { MakeMailApi } from './service.mts';

/** By their part of the address: `/mail-apis/<name>/…`. */
const makers: Record<string, MakeMailApi> = {
	brevo: createBrevo,
	mailgun: createMailgun,
	postmark: createPostmark,
	resend: createResend,
	sendgrid: createSendGrid,
};

export type MailApis = Record<string, ReturnType<MakeMailApi>>;

/** Thrown away and made anew by a reset, but for the mailbox. */
export const createMailApis = (clock: Clock, mailbox: () => Mailbox): MailApis => {
	const post = {
		clock,
		deliver: (mail: Parameters<Mailbox['deliver']>[0]) => mailbox().deliver(mail),
		deliverRaw: async (raw: string, recipients: string[]) =>
			await mailbox().deliverRaw(raw, recipients),
	};
	return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make(post)]));
};

export const isMailApiPath = (path: string): boolean => path.startsWith('/mail-apis/');

/** One request to one of the mail services. */
export async function serveMailApi(
	sandbox: Sandbox,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
	raw: Buffer,
): Promise<void> {
	const { mailApis } = sandbox.current;
	const call: DeskRequest & { name: string } = toDeskRequest(request, url, raw);
	if (!Object.hasOwn(mailApis, call.name)) {
		const known = Object.keys(mailApis).join(', ');
		const error = `No mail service "${call.name}". There are: ${known}`;
		return sendAnswer(response, { status: 404, body: { error } });
	}
	sendAnswer(response, await mailApis[call.name].answer(call));
}
