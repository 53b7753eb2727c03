import type { WebhookFacts } from '../check-up/facts';
import type { Wish } from './listening';

/** One kind of event X tells the app. */
export interface Subscription extends Wish {
	id: string;
	/** Absent: X sends it nowhere unless somebody listens to its stream. */
	webhookId?: string;
	tag?: string;
}

/** The mark on every subscription this package makes. */
export const ownTag = 'n8n-x-care';

export interface WantedActivity {
	/** Where X is to send events. */
	url: string;
	wishes: readonly Wish[];
}

export interface FoundActivity {
	webhooks: readonly WebhookFacts[];
	subscriptions: readonly Subscription[];
}

/** What is left to do. All of it is about the webhook at our own address: what others set up is not touched. */
export interface ActivityPlan {
	/** The webhook at our address, when there is one. */
	webhook?: WebhookFacts;
	createWebhook: boolean;
	/** X has switched it off. */
	revalidate: boolean;
	subscribe: Wish[];
	/** Made by us for a webhook that is gone: X would refuse another of the same kind. */
	move: Subscription[];
	/** Made by us for our address, and not wanted any more. */
	unsubscribe: Subscription[];
	kept: Subscription[];
	/** Addresses of others, which count against X's limit of webhooks. */
	otherUrls: string[];
}

/** Running it twice leaves nothing to do the second time. */
export function planActivity(
	{ url, wishes }: WantedActivity,
	{ webhooks, subscriptions }: FoundActivity,
): ActivityPlan {
	const webhook = webhooks.find((it) => isSameUrl(it.url, url));
	const ids = new Set(webhooks.map(({ id }) => id));
	const isOrphan = ({ tag, webhookId }: Subscription) =>
		tag === ownTag && (webhookId === undefined || !ids.has(webhookId));
	const ours = subscriptions.filter((it) => webhook && it.webhookId === webhook.id);
	const find = (among: readonly Subscription[], wish: Wish) =>
		among.find((it) => toKey(it) === toKey(wish));

	const kept: Subscription[] = [];
	const move: Subscription[] = [];
	const subscribe: Wish[] = [];
	for (const wish of wishes) {
		const there = find(ours, wish);
		const orphan = there ?? find(subscriptions.filter(isOrphan), wish);
		if (there) kept.push(there);
		else if (orphan) move.push(orphan);
		else subscribe.push(wish);
	}
	return {
		...(webhook && { webhook }),
		createWebhook: !webhook,
		revalidate: webhook?.valid === false,
		subscribe,
		move,
		unsubscribe: ours.filter((it) => it.tag === ownTag && !kept.includes(it)),
		kept,
		otherUrls: webhooks.filter((it) => it !== webhook).map((it) => it.url),
	};
}

/** Nothing is left to do. */
export const isSetUp = (plan: ActivityPlan): boolean =>
	!plan.createWebhook &&
	!plan.revalidate &&
	[plan.subscribe, plan.move, plan.unsubscribe].every((list) => list.length === 0);

export interface Removal {
	webhook?: WebhookFacts;
	unsubscribe: Subscription[];
}

/** What to take back when the workflow no longer listens: the webhook at our address, and what was subscribed for it. */
export function planRemoval(
	{ url, wishes }: WantedActivity,
	{ webhooks, subscriptions }: FoundActivity,
): Removal {
	const webhook = webhooks.find((it) => isSameUrl(it.url, url));
	if (!webhook) return { unsubscribe: [] };
	const wanted = new Set(wishes.map(toKey));
	const unsubscribe = subscriptions.filter(
		(it) => it.webhookId === webhook.id && (it.tag === ownTag || wanted.has(toKey(it))),
	);
	return { webhook, unsubscribe };
}

/** X may write the same address with or without a slash at the end of the host, and the host in small letters. */
function isSameUrl(a: string, b: string): boolean {
	return a === b || (URL.canParse(a) && URL.canParse(b) && new URL(a).href === new URL(b).href);
}

const toKey = ({ eventType, userId = '' }: Wish) => `${eventType} ${userId}`;
