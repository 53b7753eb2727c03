import type { ApiCall } from './api-call.mts';
import { EVENT_KINDS, type EventKind } from './event-kinds.mts';
import { isId } from './ids.mts';
import {
	invalidRequest,
	NAMED_PROBLEMS,
	problem,
	unsupportedAuthentication,
	type Answer,
} from './problems.mts';
import { wrongBody } from './request-body.mts';
import type { Filter, Subscription } from './subscriptions.mts';
import { findWebhook } from './webhook-calls.mts';

/** What a call asks to be told, checked as X checks it: shape, who may ask, and where it shall go. */

const MAX_TAG = 200;
const MAX_KEYWORD = 150;
const BODY_KEYS = ['event_type', 'filter', 'tag', 'webhook_id'];
const FILTER_KEYS = ['user_id', 'direction', 'keyword'];

type Wish = Pick<Subscription, 'eventType' | 'filter' | 'tag' | 'webhookId'>;

export function readSubscription(call: ApiCall): Wish | Answer {
	const wrong = wrongBody(call.body, BODY_KEYS);
	if (wrong) return wrong;
	const body = call.body as Record<string, unknown>;
	const eventType = String(body.event_type);
	const kind = Object.hasOwn(EVENT_KINDS, eventType) ? EVENT_KINDS[eventType] : undefined;
	if (!kind) {
		return bad(
			'event_type',
			`does not have a value in the enumeration ["${Object.keys(EVENT_KINDS).join('", "')}"]`,
		);
	}
	const filter = readFilter(call, kind, body.filter);
	if ('status' in filter) return filter;
	const refused = refusal(call, kind, filter);
	if (refused) return refused;
	const tag = readTag(body.tag);
	if (typeof tag === 'object') return tag;
	const webhook = body.webhook_id === undefined ? undefined : findWebhook(call, body.webhook_id);
	if (webhook && 'status' in webhook) return webhook;
	return {
		eventType,
		filter,
		...(tag === undefined ? {} : { tag }),
		...(webhook ? { webhookId: webhook.id } : {}),
	};
}

/** Undefined when there is none. */
export function readTag(value: unknown): string | undefined | Answer {
	if (value === undefined) return undefined;
	if (typeof value === 'string' && value.length >= 1 && value.length <= MAX_TAG) return value;
	return bad('tag', `must be a text of 1 to ${MAX_TAG} characters`);
}

export const missingSubscription = (id: string): Answer =>
	problem(404, {
		title: 'Not Found',
		detail: `Could not find subscription with id: [${id}].`,
		type: 'about:blank',
		status: 404,
	});

function readFilter(call: ApiCall, kind: EventKind, value: unknown): Filter | Answer {
	const wrong = wrongBody(value, FILTER_KEYS, '$.filter');
	if (wrong) return wrong;
	const { user_id, direction, keyword } = value as Record<string, unknown>;
	if (keyword !== undefined && (typeof keyword !== 'string' || !fits(keyword, MAX_KEYWORD))) {
		return bad('filter.keyword', `must be a text of 1 to ${MAX_KEYWORD} characters`);
	}
	if (direction !== undefined && direction !== 'inbound' && direction !== 'outbound') {
		return bad(
			'filter.direction',
			'does not have a value in the enumeration ["inbound", "outbound"]',
		);
	}
	if (direction !== undefined && !kind.directed) {
		return bad('filter.direction', 'is not supported for this event_type');
	}
	if (keyword !== undefined && kind.privacy !== 'enterprise') {
		return bad('filter.keyword', 'is not supported for this event_type');
	}
	if (kind.privacy === 'app' || kind.privacy === 'enterprise') {
		return user_id === undefined
			? { ...(keyword ? { keyword } : {}) }
			: bad('filter.user_id', 'is not supported for this event_type');
	}
	if (typeof user_id !== 'string' || !isId(user_id)) {
		return bad('filter.user_id', 'does not match the regex pattern ^[0-9]{1,19}$');
	}
	if (!call.universe.world.users.has(user_id)) {
		return bad('filter.user_id', `no user has the id [${user_id}]`);
	}
	return { user_id, ...(direction ? { direction } : {}) };
}

/** Private events only for the user they are about, who must have allowed as much. */
function refusal({ caller }: ApiCall, kind: EventKind, filter: Filter): Answer | undefined {
	if (kind.privacy === 'enterprise') return NAMED_PROBLEMS['access-level']();
	if (caller.kind === 'app-only') {
		return kind.privacy === 'private' ? unsupportedAuthentication() : undefined;
	}
	if (kind.privacy === 'private' && filter.user_id !== caller.userId) {
		return {
			...NAMED_PROBLEMS.forbidden(),
			note: `the token belongs to ${caller.userId}, not to ${filter.user_id}`,
		};
	}
	// OAuth1 tokens have no scopes.
	const missing =
		caller.kind === 'oauth2-user' && kind.scope && !caller.scopes.includes(kind.scope);
	return missing
		? { ...NAMED_PROBLEMS.forbidden(), note: `token lacks scope ${kind.scope}` }
		: undefined;
}

const fits = (text: string, max: number): boolean => text.length >= 1 && text.length <= max;
const bad = (field: string, why: string): Answer => invalidRequest(`$.${field}: ${why}`);
