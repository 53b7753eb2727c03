import { badParameter, ok, readList, type ApiCall, type Result } from './api-call.mts';
import { iso } from './clock.mts';
import { isId } from './ids.mts';
import { missingSubscription, readSubscription, readTag } from './subscription-wish.mts';
import { invalidRequest, type Answer } from './problems.mts';
import { wrongBody } from './request-body.mts';
import type { Subscription } from './subscriptions.mts';
import { findWebhook } from './webhook-calls.mts';

/** `/2/activity/subscriptions`: which events of whom the app is told. */

const MAX_PAGE = 1000;

export function createSubscription(call: ApiCall): Result {
	const { settings, activity } = call.universe;
	const wish = readSubscription(call);
	if ('status' in wish) return wish;
	const twin = activity.subscriptions.twinOf(wish.eventType, wish.filter);
	if (twin) {
		return invalidRequest(
			`DuplicateSubscriptionFailed: Subscription ${twin.id} has the same event_type and filter.`,
		);
	}
	const count = activity.subscriptions.count();
	if (count >= settings.subscriptionLimit) {
		return invalidRequest(
			`SubscriptionLimitExceeded: ${count} of ${settings.subscriptionLimit} subscriptions exist.`,
		);
	}
	const made = activity.subscriptions.add(wish);
	return ok({ data: shaped(call, made), meta: { total_subscriptions: count + 1 } });
}

export function listSubscriptions(call: ApiCall): Result {
	const all = call.universe.activity.subscriptions.list();
	const size = call.query.get('max_results') ?? String(MAX_PAGE);
	if (!/^\d{1,4}$/.test(size) || Number(size) < 1 || Number(size) > MAX_PAGE) {
		return badParameter('max_results', size, `is not between 1 and ${MAX_PAGE}`);
	}
	const token = call.query.get('pagination_token');
	const lastId = token === null ? undefined : readToken(token);
	if (token !== null && lastId === undefined) return badParameter('pagination_token', token);
	const from = lastId === undefined ? 0 : all.findIndex(({ id }) => isAfter(id, lastId));
	const rest = from < 0 ? [] : all.slice(from);
	const page = rest.slice(0, Number(size));
	return ok({
		...(page.length > 0 ? { data: page.map(show) } : {}),
		meta: {
			result_count: page.length,
			total_subscriptions: all.length,
			...(rest.length > page.length ? { next_token: writeToken(page.at(-1)!.id) } : {}),
		},
	});
}

/** Only the tag and the webhook can be changed. */
export function changeSubscription(call: ApiCall): Result {
	const found = findSubscription(call);
	if ('status' in found) return found;
	const wrong = wrongBody(call.body, ['tag', 'webhook_id']);
	if (wrong) return wrong;
	const body = call.body as Record<string, unknown>;
	if (Object.keys(body).length === 0) return invalidRequest('$: must have a tag or a webhook_id');
	const tag = readTag(body.tag);
	if (typeof tag === 'object') return tag;
	const webhook = body.webhook_id === undefined ? undefined : findWebhook(call, body.webhook_id);
	if (webhook && 'status' in webhook) return webhook;
	const { subscriptions } = call.universe.activity;
	subscriptions.change(found, {
		...(tag === undefined ? {} : { tag }),
		...(webhook ? { webhookId: webhook.id } : {}),
	});
	return ok({ data: shaped(call, found), meta: { total_subscriptions: subscriptions.count() } });
}

export function deleteSubscription(call: ApiCall): Result {
	const found = findSubscription(call);
	return 'status' in found ? found : remove(call, [found.id]);
}

export function deleteSubscriptions(call: ApiCall): Result {
	const ids = readList(call.query, 'ids');
	if (!Array.isArray(ids)) return ids;
	const missing = ids.find((id) => !call.universe.activity.subscriptions.find(id));
	return missing === undefined ? remove(call, ids) : missingSubscription(missing);
}

function remove(call: ApiCall, ids: string[]): Result {
	const { subscriptions } = call.universe.activity;
	for (const id of ids) subscriptions.remove(id);
	return ok({ data: { deleted: true }, meta: { total_subscriptions: subscriptions.count() } });
}

function findSubscription(call: ApiCall): Subscription | Answer {
	const [id] = call.params;
	if (!isId(id)) return badParameter('subscription_id', id);
	return call.universe.activity.subscriptions.find(id) ?? missingSubscription(id);
}

/** X documents all three; which one it sends is not certain. */
function shaped(call: ApiCall, subscription: Subscription): unknown {
	const shown = show(subscription);
	return { flat: shown, array: [shown], nested: { subscription: shown } }[
		call.universe.settings.subscriptionShape
	];
}

const show = (one: Subscription) => ({
	subscription_id: one.id,
	event_type: one.eventType,
	filter: one.filter,
	created_at: iso(one.createdAtMs),
	updated_at: iso(one.updatedAtMs),
	...(one.tag === undefined ? {} : { tag: one.tag }),
	...(one.webhookId === undefined ? {} : { webhook_id: one.webhookId }),
});

const isAfter = (id: string, lastId: string): boolean => BigInt(id) > BigInt(lastId);
const writeToken = (id: string): string => Buffer.from(`after ${id}`).toString('base64url');

function readToken(token: string): string | undefined {
	const [, id] = /^after (\d{1,19})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
	return id;
}
