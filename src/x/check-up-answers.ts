import type {
	AccountFacts,
	SubscriptionFacts,
	UsageFacts,
	WebhookFacts,
} from '../domain/check-up/facts';
import { isId } from '../domain/post-id';
import type { CallAnswer } from './call';
import { isRecord, parseRecord, parseRows } from './envelope';
import { toMalformed } from './failure';

/** Of `GET /2/users/me`. Throws `HttpFailure` when no account is in it. */
export function parseAccount(answer: CallAnswer): AccountFacts {
	const user = parseRecord(answer);
	const { id, username } = user;
	if (!isId(id) || !isHandle(username)) throw toMalformed(answer.call, answer.body);
	return withoutAbsent({
		id,
		handle: username,
		name: toText(user.name),
		description: toText(user.description),
		followers: toCount(toRecord(user.public_metrics).followers_count),
		protected: toFlag(user.protected),
		verified: toFlag(user.verified),
		verifiedType: toText(user.verified_type),
		label: toText(toRecord(user.affiliation).description),
		accessLevel: toText(answer.headers['x-access-level']),
	});
}

/** Of `GET /2/usage/tweets`, which writes its figures as text in one version and as numbers in the other. */
export function parseUsage(answer: CallAnswer): UsageFacts {
	const usage = parseRecord(answer);
	const resetDay = toCount(usage.cap_reset_day);
	return withoutAbsent({
		used: toCount(usage.project_usage),
		cap: toCount(usage.project_cap),
		resetDay: resetDay !== undefined && resetDay >= 1 && resetDay <= 31 ? resetDay : undefined,
	});
}

/**
 * Of `GET /2/usage/credits`: US dollars. X describes `total_balance` as prepaid and free credits together, but never below
 * 0; the two parts say more. Should the names change, a lone amount will be it; of several none is guessed.
 */
export function parseBalance(answer: CallAnswer): number {
	const data = parseRecord(answer);
	const [prepaid, free] = [toAmount(data.prepaid_balance), toAmount(data.free_balance)];
	if (prepaid !== undefined && free !== undefined) return prepaid + free;
	const amounts = Object.entries(data)
		.filter(([name]) => /balance|credit|remaining|amount|usd/i.test(name))
		.map(([, value]) => toAmount(value))
		.filter((it) => it !== undefined);
	const balance = toAmount(data.total_balance) ?? (amounts.length === 1 ? amounts[0] : undefined);
	if (balance === undefined) throw toMalformed(answer.call, answer.body);
	return balance;
}

/** Of `GET /2/webhooks`. What has no id or address is left out. */
export function parseWebhooks(answer: CallAnswer): WebhookFacts[] {
	return parseRows(answer)
		.rows.map(toRecord)
		.flatMap(({ id, url, valid }) => {
			if (typeof id !== 'string' || typeof url !== 'string') return [];
			return [withoutAbsent({ id, url, valid: toFlag(valid) })];
		});
}

export interface SubscriptionPage {
	items: SubscriptionFacts[];
	nextToken?: string;
}

/** Of `GET /2/activity/subscriptions`, whose rows X has documented flat and nested. */
export function parseSubscriptions(answer: CallAnswer): SubscriptionPage {
	const { rows, nextToken } = parseRows(answer);
	const items = rows
		.map(toRecord)
		.map((row) => (isRecord(row.subscription) ? row.subscription : row))
		.flatMap((row) => {
			const eventType = toText(row.event_type);
			if (eventType === undefined) return [];
			const userId = toText(toRecord(row.filter).user_id);
			return [withoutAbsent({ eventType, userId, webhookId: toText(row.webhook_id) })];
		});
	return { items, ...(nextToken !== undefined && { nextToken }) };
}

/** Ids of the posts in an answer. */
export const parsePostIds = (answer: CallAnswer): string[] => [
	...new Set(
		parseRows(answer)
			.rows.map((row) => toRecord(row).id)
			.filter(isId),
	),
];

const toRecord = (value: unknown) => (isRecord(value) ? value : {});
const isHandle = (value: unknown): value is string =>
	typeof value === 'string' && /^\w{1,50}$/.test(value);
export const toText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value.slice(0, 1000) : undefined;
const toFlag = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

function toCount(value: unknown): number | undefined {
	const count = toAmount(value);
	return count !== undefined && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

function toAmount(value: unknown): number | undefined {
	const isNumber =
		typeof value === 'number' ||
		(typeof value === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(value));
	const amount = isNumber ? Number(value) : NaN;
	return Number.isFinite(amount) ? amount : undefined;
}

/** What X left out is absent, never undefined. */
function withoutAbsent<T extends object>(facts: T): T {
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}
