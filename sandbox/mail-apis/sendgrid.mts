import { randomBytes } from 'node:crypto';
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
	...['personalizations', 'from', 'reply_to', 'reply_to_list', 'subject', 'content', 'attachments'],
	...['template_id', 'headers', 'categories', 'custom_args', 'send_at', 'batch_id', 'asm'],
	...['ip_pool_name', 'mail_settings', 'tracking_settings'],
];
/** Headers its documentation forbids. */
const RESERVED = [
	...['x-sg-id', 'x-sg-eid', 'received', 'dkim-signature', 'content-type'],
	...['content-transfer-encoding', 'to', 'from', 'subject', 'reply-to', 'cc', 'bcc'],
];

/** Accepts with 202 and no body, and sends again whatever it is told to again. */
export const createSendGrid: MakeMailApi = ({ clock, deliver }) => ({
	answer({ method, path, headers, body }) {
		if (headers.authorization !== `Bearer ${DESK_KEY}`)
			return refuse(401, null, 'The provided authorization grant is invalid, expired, or revoked');
		if (method === 'GET' && path === '/v3/scopes') return json(200, { scopes: ['mail.send'] });
		if (method !== 'POST' || path !== '/v3/mail/send') return refuse(404, null, 'not found');
		if (!isRecord(body)) return refuse(400, null, 'Bad Request');
		const stray = findStray(body, FIELDS);
		if (stray) return refuse(400, stray, 'Additional property is not allowed');
		const [personal, ...others] = Array.isArray(body.personalizations) ? body.personalizations : [];
		if (!isRecord(personal) || others.length > 0)
			return refuse(
				400,
				'personalizations',
				'The personalizations field is required and must have at least one personalization.',
			);
		const list = Array.isArray(personal.to) ? (personal.to as unknown[]) : [];
		if (list.length === 0)
			return refuse(
				400,
				'personalizations.0.to',
				'The to array is required for all personalization objects, and must have at least one email object with a valid email address.',
			);
		const to = list.map((it) => (isRecord(it) ? readAddress(it.email) : undefined));
		const wrong = to.findIndex((it) => it === undefined || isRefused(it));
		if (wrong >= 0)
			return refuse(
				400,
				`personalizations.0.to.${wrong}.email`,
				'Does not contain a valid address.',
			);
		const from = isRecord(body.from) ? readAddress(body.from.email) : undefined;
		if (!from) return refuse(400, 'from.email', 'Does not contain a valid address.');
		if (!isText(body.subject)) return refuse(400, 'subject', 'The subject is required.');
		const content = (Array.isArray(body.content) ? body.content : []).filter(isRecord);
		if (content.length === 0 || content.some(({ value }) => !isText(value)))
			return refuse(
				400,
				'content',
				'The content value must be a string at least one character in length.',
			);
		if (content[0].type !== 'text/plain')
			return refuse(400, 'content', 'If present, text/plain must be first.');
		const extra = readHeaders(body.headers);
		if (!extra) return refuse(400, 'headers', 'Header names and values must be strings.');
		const reserved = RESERVED.find((name) => extra.has(name));
		if (reserved) return refuse(400, `headers.${reserved}`, 'The header is reserved.');
		if (mayNotSend(from))
			return refuse(
				403,
				'from',
				'The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
			);
		const id = randomBytes(16).toString('base64url');
		const own = {
			messageId: extra.get('message-id') ?? `<${id}@geopod.example>`,
			date: iso(clock.now()),
		};
		const find = (type: string) =>
			content.find((it) => it.type === type)?.value as string | undefined;
		const parts = { text: find('text/plain'), html: find('text/html') };
		deliver(toMail({ from, to: to as string[], subject: body.subject, ...parts }, extra, own));
		return json(202, undefined, { 'x-message-id': id });
	},
});

const refuse = (status: number, field: string | null, message: string): DeskAnswer =>
	json(status, { errors: [{ message, field, help: null }] });
