import { ok, type ApiCall, type Result } from './api-call.mts';
import { iso } from './clock.mts';
import { invalidRequest, NAMED_PROBLEMS, type Answer } from './problems.mts';
import { wrongBody } from './request-body.mts';
import type { Webhook, WebhookRefusal } from './webhooks.mts';

/** `/2/webhooks`: where events go. The app asks for itself, with its own token or its four OAuth1 keys. */

const MAX_URL = 200;
const DAY_MS = 24 * 3_600_000;
const MINUTES = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/;

export async function createWebhook(call: ApiCall): Promise<Result> {
	const { body } = call;
	const wrong = userRefusal(call) ?? wrongBody(body, ['url']);
	if (wrong) return wrong;
	const { url } = body as Record<string, unknown>;
	if (typeof url !== 'string' || url.length < 1 || url.length > MAX_URL) {
		return invalidRequest(`$.url: must be a text of 1 to ${MAX_URL} characters`);
	}
	const made = await call.universe.activity.webhooks.register(url);
	return 'reason' in made ? refuse(made) : ok({ data: show(made) });
}

export function listWebhooks(call: ApiCall): Result {
	const list = call.universe.activity.webhooks.list();
	return ok({ data: list.map(show), meta: { result_count: list.length } });
}

/** Checks the address at once; a pass makes the webhook valid again. */
export async function validateWebhook(call: ApiCall): Promise<Result> {
	const webhook = userRefusal(call) ?? findWebhook(call, call.params[0]);
	if ('status' in webhook) return webhook;
	const outcome = await call.universe.activity.webhooks.revalidate(webhook, true);
	if (!outcome.passed) return refuse({ reason: 'CrcValidationFailed', why: outcome.why });
	return ok({ data: { valid: webhook.valid } });
}

export function deleteWebhook(call: ApiCall): Result {
	const webhook = userRefusal(call) ?? findWebhook(call, call.params[0]);
	if ('status' in webhook) return webhook;
	return ok({ data: { deleted: call.universe.activity.webhooks.remove(webhook.id) } });
}

export function replayEvents(call: ApiCall): Result {
	const { body, universe } = call;
	const wrong = wrongBody(body, ['webhook_id', 'from_date', 'to_date']);
	if (wrong) return wrong;
	const { webhook_id, from_date, to_date } = body as Record<string, unknown>;
	const webhook = findWebhook(call, webhook_id);
	if ('status' in webhook) return webhook;
	const [from, to] = [readMinute(from_date), readMinute(to_date)];
	if (from === undefined) return badDate('from_date');
	if (to === undefined) return badDate('to_date');
	const now = universe.clock.now();
	if (from < now - DAY_MS) return invalidRequest('$.from_date: must be within the last 24 hours');
	if (to <= from) return invalidRequest('$.to_date: must be after from_date');
	return ok({
		data: { job_id: universe.activity.replay(webhook, from, to), created_at: iso(now) },
	});
}

/** The webhook, or X's refusal. */
export function findWebhook(call: ApiCall, id: unknown): Webhook | Answer {
	const found = typeof id === 'string' ? call.universe.activity.webhooks.find(id) : undefined;
	if (found) return found;
	const shown = String(JSON.stringify(id)).slice(0, 60);
	return refuse({ reason: 'WebhookIdInvalid', why: `${shown} is no webhook of this app.` });
}

const refuse = ({ reason, why }: WebhookRefusal): Answer => invalidRequest(`${reason}: ${why}`);

/** Webhooks belong to the app; a user's OAuth2 token cannot manage them. */
const userRefusal = ({ caller }: ApiCall): Answer | undefined =>
	caller.kind === 'oauth2-user' ? NAMED_PROBLEMS.forbidden() : undefined;

const show = ({ id, url, valid, createdAtMs }: Webhook) => ({
	id,
	url,
	valid,
	created_at: iso(createdAtMs),
});

/** `yyyymmddhhmm` in UTC; undefined when it is no such time. */
function readMinute(value: unknown): number | undefined {
	const [, year, month, day, hour, minute] =
		(typeof value === 'string' && MINUTES.exec(value)) || [];
	if (year === undefined) return undefined;
	const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
	return Number.isNaN(ms) ? undefined : ms;
}

const badDate = (name: string): Answer =>
	invalidRequest(`$.${name}: must be a UTC time in yyyymmddhhmm format`);
