import { randomUUID } from 'node:crypto';
import { iso } from '../clock.mts';
import { DESK_KEY, type DeskAnswer } from '../desks/service.mts';
import {
	findStray,
	isRecord,
	isRefused,
	isText,
	json,
	type MakeMailApi,
	mayNotSend,
	readAddress,
	readHeaders,
	toMail,
} from './service.mts';

const FIELDS = [
	...['From', 'To', 'Cc', 'Bcc', 'Subject', 'Tag', 'HtmlBody', 'TextBody', 'ReplyTo', 'Headers'],
	...['TrackOpens', 'TrackLinks', 'Metadata', 'Attachments', 'MessageStream'],
];

/** Sends whatever it is told to, as often as it is told. Keeps the Message-ID with `X-PM-KeepID`; leaves out dead addresses. */
export const createPostmark: MakeMailApi = ({ clock, deliver }) => ({
	answer({ method, path, headers, body }) {
		if (headers['x-postmark-server-token'] !== DESK_KEY) {
			return refuse(
				401,
				10,
				'The Server Token you provided in the X-Postmark-Server-Token request header was invalid. Please verify that you are using a valid token.',
			);
		}
		if (method === 'GET' && path === '/server') return json(200, { ID: 1, Name: 'Sandbox' });
		if (method !== 'POST' || path !== '/email') return json(404);
		if (!/application\/json/.test(headers['content-type'] ?? ''))
			return refuse(422, 409, 'Content-Type must be application/json');
		if (!isRecord(body)) return refuse(422, 402, 'Invalid JSON');
		const stray = findStray(body, FIELDS);
		if (stray) return refuse(422, 403, `The field '${stray}' is not known.`);
		const from = readAddress(body.From);
		if (!from) return refuse(422, 300, "Invalid 'From' address.");
		if (mayNotSend(from))
			return refuse(
				422,
				400,
				`The 'From' address you supplied (${from}) is not a Sender Signature on your account.`,
			);
		const to = (typeof body.To === 'string' ? body.To : '').split(',').map(readAddress);
		if (to.some((it) => it === undefined))
			return refuse(422, 300, "Error parsing 'To': Illegal email address.");
		if (to.length > 50) return refuse(422, 300, "'To' has more than 50 recipients.");
		if (body.ReplyTo !== undefined && !readAddress(body.ReplyTo))
			return refuse(422, 300, "Error parsing 'ReplyTo': Illegal email address.");
		if (!isText(body.TextBody) && !isText(body.HtmlBody))
			return refuse(422, 300, 'Provide either email TextBody or HtmlBody or both.');
		const extra = readList(body.Headers);
		if (!extra) return refuse(422, 300, "Invalid 'Headers'.");
		const recipients = to as string[];
		const dead = recipients.filter(isRefused);
		const alive = recipients.filter((it) => !isRefused(it));
		if (alive.length === 0)
			return refuse(
				422,
				406,
				`You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: ${dead.join(', ')}. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.`,
			);
		const id = randomUUID();
		const keeps = extra.get('x-pm-keepid') === 'true' ? extra.get('message-id') : undefined;
		const own = { messageId: keeps ?? `<${id}@mtasv.example>`, date: iso(clock.now()) };
		deliver(
			toMail(
				{
					from,
					to: alive,
					subject: typeof body.Subject === 'string' ? body.Subject : '',
					text: body.TextBody as string | undefined,
					html: body.HtmlBody as string | undefined,
				},
				extra,
				own,
			),
		);
		const Message =
			dead.length === 0
				? 'OK'
				: `Message OK, but will not deliver to these inactive addresses: ${dead.join(', ')}`;
		return json(200, { To: body.To, SubmittedAt: own.date, MessageID: id, ErrorCode: 0, Message });
	},
});

function readList(value: unknown): Map<string, string> | undefined {
	if (value !== undefined && !Array.isArray(value)) return undefined;
	const entries = (value ?? []).map((it: unknown) =>
		isRecord(it) ? [it.Name, it.Value] : ['', ''],
	);
	return readHeaders(Object.fromEntries(entries) as unknown);
}

const refuse = (status: number, ErrorCode: number, Message: string): DeskAnswer =>
	json(status, { ErrorCode, Message });
