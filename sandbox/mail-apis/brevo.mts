import { iso } from '../clock.mts';
import { DESK_KEY, type DeskAnswer } from '../desks/service.mts';
import { createKnownKeys } from './known-keys.mts';
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
	...[
		'sender',
		'to',
		'bcc',
		'cc',
		'htmlContent',
		'textContent',
		'subject',
		'replyTo',
		'attachment',
	],
	...['headers', 'templateId', 'params', 'messageVersions', 'tags', 'scheduledAt', 'batchId'],
];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Knows a key for a quarter of an hour and then refuses it, saying nothing of the mail it sent. Puts Message-ID and date of its own. */
export const createBrevo: MakeMailApi = ({ clock, deliver }) => {
	const keys = createKnownKeys<true>(clock, 15 * 60_000);
	let serial = 0;
	return {
		answer({ method, path, headers, body }) {
			if (headers['api-key'] !== DESK_KEY) return refuse(401, 'unauthorized', 'Key not found');
			if (method === 'GET' && path === '/v3/account')
				return json(200, { email: 'care@acme.example' });
			if (method !== 'POST' || path !== '/v3/smtp/email')
				return refuse(404, 'document_not_found', 'Route not found');
			if (!isRecord(body)) return refuse(400, 'bad_request', 'Input must be a valid JSON object');
			const stray = findStray(body, FIELDS);
			if (stray) return refuse(400, 'invalid_parameter', `${stray} is not a valid parameter`);
			const from = isRecord(body.sender) ? readAddress(body.sender.email) : undefined;
			if (!from) return refuse(400, 'invalid_parameter', 'valid sender email address is required');
			const list = Array.isArray(body.to) ? (body.to as unknown[]) : [];
			if (list.length === 0) return refuse(400, 'missing_parameter', 'to is missing');
			if (list.length > 99) return refuse(400, 'invalid_parameter', 'to may have 99 recipients');
			const to = list.map((it) => (isRecord(it) ? readAddress(it.email) : undefined));
			if (to.some((it) => it === undefined || isRefused(it)))
				return refuse(400, 'invalid_parameter', 'email is not valid in to');
			if (!isText(body.subject)) return refuse(400, 'missing_parameter', 'subject is missing');
			if (!isText(body.htmlContent))
				return refuse(400, 'missing_parameter', 'htmlContent is missing');
			const { idempotencyKey, ...others } = isRecord(body.headers) ? body.headers : {};
			const extra = readHeaders(others);
			if (!extra) return refuse(400, 'invalid_parameter', 'headers is not valid');
			if (mayNotSend(from))
				return refuse(
					400,
					'invalid_parameter',
					'Sending has been rejected because the sender you used is not valid. Validate your sender or authenticate your domain',
				);
			if (idempotencyKey !== undefined) {
				if (typeof idempotencyKey !== 'string' || !UUID.test(idempotencyKey))
					return refuse(400, 'invalid_parameter', 'idempotencyKey is not a valid UUID');
				if (keys.find(idempotencyKey))
					return refuse(400, 'duplicate_parameter', 'idempotencyKey has already been used');
				keys.remember(idempotencyKey, true);
			}
			const messageId = `<${clock.now()}.${++serial}@smtp-relay.brevo.example>`;
			deliver(
				toMail(
					{
						from,
						to: to as string[],
						subject: body.subject,
						text: body.textContent as string | undefined,
						html: body.htmlContent,
					},
					extra,
					{ messageId, date: iso(clock.now()) },
				),
			);
			return json(201, { messageId });
		},
	};
};

const refuse = (status: number, code: string, message: string): DeskAnswer =>
	json(status, { code, message });
