import type { Clock } from './clock.mts';
import { createIdMint } from './ids.mts';

/** A wish to be told about one kind of event of one user. */
export interface Subscription {
	id: string;
	eventType: string;
	filter: Filter;
	tag?: string;
	/** Where to: without one only X's stream would carry it, and the sandbox has none. */
	webhookId?: string;
	createdAtMs: number;
	updatedAtMs: number;
}

export interface Filter {
	user_id?: string;
	direction?: 'inbound' | 'outbound';
	keyword?: string;
}

export type Subscriptions = ReturnType<typeof createSubscriptions>;

export function createSubscriptions(clock: Clock) {
	const byId = new Map<string, Subscription>();
	/** Subscriptions by what they wait for, so that a post nobody asked for costs nothing. */
	const byWish = new Map<string, Subscription[]>();
	const mint = createIdMint();

	return {
		add(wish: Pick<Subscription, 'eventType' | 'filter' | 'tag' | 'webhookId'>): Subscription {
			const now = clock.now();
			const added = { ...wish, id: mint(now), createdAtMs: now, updatedAtMs: now };
			byId.set(added.id, added);
			const key = keyOf(wish.eventType, wish.filter.user_id);
			byWish.set(key, [...(byWish.get(key) ?? []), added]);
			return added;
		},
		remove(id: string): boolean {
			const removed = byId.get(id);
			if (!removed) return false;
			byId.delete(id);
			const key = keyOf(removed.eventType, removed.filter.user_id);
			byWish.set(
				key,
				byWish.get(key)!.filter((other) => other !== removed),
			);
			return true;
		},
		change(
			subscription: Subscription,
			changes: Pick<Partial<Subscription>, 'tag' | 'webhookId'>,
		): void {
			Object.assign(subscription, changes, { updatedAtMs: clock.now() });
		},
		find: (id: string): Subscription | undefined => byId.get(id),
		/** Oldest first. */
		list: (): Subscription[] => [...byId.values()],
		count: (): number => byId.size,
		/** Who waits for this kind of event of this user; an absent user stands for the app itself. */
		waitingFor: (eventType: string, userId: string | undefined): Subscription[] =>
			byWish.get(keyOf(eventType, userId)) ?? [],
		/** One with the same event and filter. */
		twinOf: (eventType: string, filter: Filter): Subscription | undefined =>
			(byWish.get(keyOf(eventType, filter.user_id)) ?? []).find(
				(other) =>
					other.filter.direction === filter.direction && other.filter.keyword === filter.keyword,
			),
	};
}

const keyOf = (eventType: string, userId: string | undefined): string =>
	`${eventType} ${userId ?? ''}`;
