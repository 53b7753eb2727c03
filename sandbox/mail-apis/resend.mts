import { randomUUID } from 'node:crypto';
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
	...['from', 'to', 'subject', 'bcc', 'cc', 'scheduled_at', 'reply_to', 'html', 'text', 'headers'],
	...['attachments', 'tags'],
];
const DAY_MS = 24 * 3_600_000;

/** Knows a key for a day and answers the same again; with other words behind it, it says so. Puts Message-ID and date of its own. */
export const createResend: MakeMailApi = ({ clock, deliver }) => {
	const keys = createKnownKeys<{ raw: string; id: string }>(clock, DAY_MS);
	return {
		answer({ method, path, headers, body, raw }) {
			const authorization = headers.authorization ?? '';
			if (!authorization) return refuse(401, 'missing_api_key', 'Missing API Key');
			if (authorization !== `Bearer ${DESK_KEY}`)
				return refuse(403, 'invalid_api_key', 'API key is invalid');
			if (method === 'GET' && path === '/domains') return json(200, { object: 'list', data: [] });
			if (method !== 'POST' || path !== '/emails')
				return refuse(404, 'not_found', 'The requested endpoint does not exist.');
			if (!isRecord(body)) return refuse(422, 'validation_error', 'The body is not an object.');
			const key = headers['idempotency-key'];
			if (key !== undefined && (key.length < 1 || key.length > 256))
				return refuse(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
			const known = key === undefined ? undefined : keys.find(key);
			if (known) {
				return known.raw === raw.toString('utf8')
					? json(200, { id: known.id })
					: refuse(
							409,
							'invalid_idempotent_request',
							'Same idempotency key used with a different request payload.',
						);
			}
			const missing = ['from', 'to', 'subject'].find((field) => body[field] === undefined);
			if (missing) return refuse(422, 'missing_required_field', `Missing \`${missing}\` field.`);
			const stray = findStray(body, FIELDS);
			if (stray) return refuse(422, 'validation_error', `Unknown \`${stray}\` field.`);
			const from = readAddress(body.from);
			if (!from) return refuse(422, 'validation_error', 'Invalid `from` field.');
			const to = [body.to].flat().map(readAddress);
			if (to.length > 50 || to.some((it) => it === undefined || isRefused(it)))
				return refuse(
					422,
					'validation_error',
					'Invalid `to` field. The email address needs to follow the `email@example.com` format.',
				);
			if (body.reply_to !== undefined && [body.reply_to].flat().some((it) => !readAddress(it)))
				return refuse(422, 'validation_error', 'Invalid `reply_to` field.');
			if (!isText(body.text) && !isText(body.html))
				return refuse(422, 'validation_error', 'Missing `html` or `text` field.');
			const extra = readHeaders(body.headers);
			if (!extra) return refuse(422, 'validation_error', 'Invalid `headers` field.');
			if (mayNotSend(from))
				return refuse(
					403,
					'validation_error',
					`The ${from.split('@')[1]} domain is not verified. Please, add and verify your domain`,
				);
			const id = randomUUID();
			if (key !== undefined) keys.remember(key, { raw: raw.toString('utf8'), id });
			const own = { messageId: `<${id}@mail.resend.example>`, date: iso(clock.now()) };
			const { subject, text, html } = body as { subject: string; text?: string; html?: string };
			deliver(toMail({ from, to: to as string[], subject, text, html }, extra, own));
			return json(200, { id });
		},
	};
};

const refuse = (statusCode: number, name: string, message: string): DeskAnswer =>
	json(statusCode, { statusCode, name, message });
