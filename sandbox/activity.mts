import type { Clock } from './clock.mts';
import { createDeliveryLog, type Delivery, type Envelope } from './deliveries.mts';
import { createSender } from './delivery.mts';
import { EVENT_KINDS } from './event-kinds.mts';
import type { Happening, Happenings } from './happenings.mts';
import { createIdMint } from './ids.mts';
import type { Ledger } from './ledger.mts';
import { whatItMeans, type Occurrence } from './occurrences.mts';
import type { Settings } from './state.mts';
import { createSubscriptions, type Subscription } from './subscriptions.mts';
import { createWebhooks, type Webhook } from './webhooks.mts';
import type { World } from './world.mts';

/** X's Activity API behind the routes: who is told what, and how it gets there. */
export type Activity = ReturnType<typeof createActivity>;

interface Surroundings {
	clock: Clock;
	world: World;
	settings: Settings;
	ledger: Ledger;
	happenings: Happenings;
	/** Called after each delivery, for the page. */
	changed: () => void;
}

export function createActivity({
	clock,
	world,
	settings,
	ledger,
	happenings,
	changed,
}: Surroundings) {
	const ending = new AbortController();
	const { signal } = ending;
	const webhooks = createWebhooks(clock, settings, signal);
	const subscriptions = createSubscriptions(clock);
	const log = createDeliveryLog();
	const sender = createSender({ webhooks, settings, ledger, changed, signal });
	const mintJob = createIdMint();
	/** Whether posts come without the people and posts they concern, as X was seen to send replies. */
	const trimmed = { includes: false };
	let serial = 0;

	happenings.listen((happening: Happening) => {
		if (subscriptions.count() === 0) return;
		const when = { atMs: clock.now(), serial: ++serial };
		for (const occurrence of whatItMeans(world, happening, when)) tell(occurrence);
	});

	function tell(occurrence: Occurrence): void {
		const { eventType, userId, atMs } = occurrence;
		for (const subscription of subscriptions.waitingFor(eventType, userId)) {
			const webhook = subscription.webhookId && webhooks.find(subscription.webhookId);
			// What happened before somebody asked for it is history, not news.
			if (!webhook || atMs < subscription.createdAtMs) continue;
			const item = EVENT_KINDS[eventType].price;
			send(1 + sender.manners.duplicate, {
				...addressed(webhook),
				subscriptionId: subscription.id,
				event: eventType,
				eventUuid: occurrence.uuid,
				...(item ? { charge: { item, resources: [occurrence.resource] } } : {}),
				write: once(() => toEnvelope(subscription, occurrence)),
			});
		}
	}

	function toEnvelope({ filter, tag }: Subscription, occurrence: Occurrence): Envelope {
		const { payload, includes } = occurrence.show();
		return {
			event_uuid: occurrence.uuid,
			filter,
			event_type: occurrence.eventType,
			...(tag === undefined ? {} : { tag }),
			payload,
			...(includes ? { includes: trimmed.includes ? {} : includes } : {}),
		};
	}

	type Parcel = Omit<Delivery, 'n' | 'status' | 'tries' | 'atMs'> & { atMs?: number };
	function send(times: number, parcel: Parcel): void {
		for (let at = 0; at < times; at++) sender.submit(log.open({ atMs: clock.now(), ...parcel }));
	}

	const addressed = ({ id, url }: Webhook) => ({ webhookId: id, url });

	return {
		webhooks,
		subscriptions,
		sender,
		trimmed,
		deliveries: log.list,
		/** An event of a kind nobody has heard of, to every webhook. */
		tellUnknown(eventType: string, userId: string): number {
			for (const webhook of webhooks.list()) {
				const eventUuid = mintJob(clock.now());
				send(1, {
					...addressed(webhook),
					event: eventType,
					eventUuid,
					write: () => ({
						event_uuid: eventUuid,
						filter: { user_id: userId },
						event_type: eventType,
						payload: { id: eventUuid, novelty: { level: 3, level_str: '3' } },
					}),
				});
			}
			return webhooks.list().length;
		},
		/** Sends again what happened in that time, once each, whatever became of it then. */
		replay(webhook: Webhook, fromMs: number, toMs: number): string {
			const job = mintJob(clock.now());
			const seen = new Set<string>();
			for (const { n: _n, status: _status, tries: _tries, why: _why, ...past } of [...log.list()]) {
				const key = `${past.subscriptionId} ${past.eventUuid}`;
				const wanted = past.webhookId === webhook.id && past.atMs >= fromMs && past.atMs <= toMs;
				if (!wanted || past.replay || seen.has(key)) continue;
				seen.add(key);
				delete past.httpStatus;
				delete past.signature;
				send(1, { ...past, replay: job });
			}
			return job;
		},
		/** When everything under way has come to an end. */
		async settled(): Promise<void> {
			await webhooks.settled();
			await sender.settled();
		},
		/** Ends every call, check and timer. */
		end: (): void => ending.abort(),
	};
}

function once<T>(make: () => T): () => T {
	let made: { value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}
