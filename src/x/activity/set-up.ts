import { toShownUrl } from '../../domain/activity/judge';
import type { Wish } from '../../domain/activity/listening';
import {
	type ActivityPlan,
	type FoundActivity,
	ownTag,
	planActivity,
	planRemoval,
	type WantedActivity,
} from '../../domain/activity/plan';
import { HttpFailure } from '../../http';
import type { XClient } from '../client';
import { findRefusal } from './refusals';
import { fetchSubscriptions, moveSubscription, subscribe, unsubscribe } from './subscriptions';
import { createWebhook, deleteWebhook, fetchWebhooks, revalidateWebhook } from './webhooks';

export interface ActivityClients {
	/** The account's own: private events take no other. */
	client: XClient;
	/** The developer app's: webhooks take no other. */
	appClient: XClient;
}

export interface SetUpResult {
	/** What was done, one sentence each. */
	done: string[];
	/** Kinds of events X would not tell; the others are set up. */
	refused: Array<Wish & { failure: HttpFailure }>;
}

/** What X has of webhooks and subscriptions of this app. Free. Throws `HttpFailure`. */
export async function fetchActivity(appClient: XClient): Promise<FoundActivity> {
	return {
		webhooks: await fetchWebhooks(appClient),
		subscriptions: await fetchSubscriptions(appClient),
	};
}

/** Does what a plan says; a repetition goes on where this one stopped. Throws `HttpFailure`. */
export async function setUpActivity(
	clients: ActivityClients,
	plan: ActivityPlan,
	url: string,
): Promise<SetUpResult> {
	const { appClient, client } = clients;
	const result: SetUpResult = { done: [], refused: [] };
	const webhookId = plan.webhook?.id ?? (await makeWebhook(appClient, plan, url));
	if (!plan.webhook) result.done.push(`The webhook ${toShownUrl(url)} was created.`);
	if (plan.webhook && plan.revalidate) {
		await revalidateWebhook(appClient, plan.webhook.id);
		result.done.push('X checked the webhook anew.');
	}
	for (const { id, eventType } of plan.unsubscribe) {
		await removed(unsubscribe(appClient, id));
		result.done.push(`${eventType} was taken back.`);
	}
	for (const { id, ...wish } of plan.move) {
		await orRefused(result, wish, moveSubscription(appClient, id, webhookId));
	}
	for (const wish of plan.subscribe) {
		await orRefused(result, wish, subscribe(client, { ...wish, webhookId, tag: ownTag }));
	}
	return result;
}

/** Takes back the webhook at our address and what was subscribed for it. Throws `HttpFailure`. */
export async function removeActivity(appClient: XClient, wanted: WantedActivity): Promise<void> {
	const { webhook, unsubscribe: gone } = planRemoval(wanted, await fetchActivity(appClient));
	for (const { id } of gone) await removed(unsubscribe(appClient, id));
	if (webhook) await removed(deleteWebhook(appClient, webhook.id));
}

async function makeWebhook(appClient: XClient, plan: ActivityPlan, url: string): Promise<string> {
	try {
		return (await createWebhook(appClient, url)).id;
	} catch (error) {
		const refusal = findRefusal(error);
		if (refusal === 'DuplicateUrlFailed') {
			// Made a moment ago, by an attempt whose answer was lost.
			const found = await fetchActivity(appClient);
			const { webhook } = planActivity({ url, wishes: [] }, found);
			if (webhook) return webhook.id;
		}
		throw refusal === 'WebhookLimitExceeded' ? toOccupied(error, plan) : error;
	}
}

function toOccupied(error: unknown, { otherUrls }: ActivityPlan): unknown {
	if (!(error instanceof HttpFailure) || otherUrls.length === 0) return error;
	const { kind, message, status, body, hint } = error;
	const urls = otherUrls.slice(0, 5).map(toShownUrl).join(', ');
	const details = { status, body, hint };
	return new HttpFailure(kind, `${message} The room is taken by ${urls}.`, details);
}

/** Wrong for this kind of event alone; anything else would hit the next one too. */
const lone = new Set(['refused', 'forbidden', 'misconfigured', 'not-found']);

async function orRefused(
	{ done, refused }: SetUpResult,
	wish: Wish,
	request: Promise<unknown>,
): Promise<void> {
	const failure = await request.then(
		() => undefined,
		(error: unknown) => error,
	);
	if (failure === undefined) {
		done.push(`${wish.eventType} was subscribed.`);
	} else if (failure instanceof HttpFailure && lone.has(failure.kind)) {
		refused.push({ eventType: wish.eventType, userId: wish.userId, failure });
	} else {
		throw failure;
	}
}

/** What is gone already needs no removing. */
async function removed(request: Promise<void>): Promise<void> {
	await request.catch((error: unknown) => {
		if (!(error instanceof HttpFailure) || error.kind !== 'not-found') throw error;
	});
}
