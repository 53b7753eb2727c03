import { signatureHeaders } from './crc.mts';
import { bodyOf, mergeMessages, type Delivery } from './deliveries.mts';
import type { Ledger } from './ledger.mts';
import { callLoopback } from './loopback-call.mts';
import type { Settings } from './state.mts';
import type { Webhooks } from './webhooks.mts';

/** Trouble on the way, as tests order it. */
export interface DeliveryManners {
	/** Events are kept back until released. */
	hold: boolean;
	/** What was held goes out newest first. */
	outOfOrder: boolean;
	/** How many more times each event is sent. */
	duplicate: number;
	/** The next so many events carry a spoiled signature. */
	spoiled: Array<'wrong' | 'missing'>;
}

const MAX_TRIES = 3;

interface Surroundings {
	webhooks: Webhooks;
	settings: Settings;
	ledger: Ledger;
	changed: () => void;
	signal: AbortSignal;
}

export type Sender = ReturnType<typeof createSender>;

/**
 * Sends events in the order they come, each to be answered with 200. The next one starts when the first try of the one
 * before was answered; further tries run beside the queue. X does not say whether it tries again: here at most 3 times.
 */
export function createSender({ webhooks, settings, ledger, changed, signal }: Surroundings) {
	const manners: DeliveryManners = { hold: false, outOfOrder: false, duplicate: 0, spoiled: [] };
	let held: Delivery[] = [];
	const queue: Delivery[] = [];
	const retries = new Map<NodeJS.Timeout, Delivery>();
	const trying = new Set<Delivery>();
	let draining = false;
	let idle: Array<() => void> = [];

	signal.addEventListener('abort', () => {
		for (const timer of retries.keys()) clearTimeout(timer);
		retries.clear();
		queue.length = 0;
		held = [];
		rest();
	});

	/** Takes an event over; nothing is sent before the caller has gone on. */
	function submit(delivery: Delivery): void {
		if (manners.hold) {
			delivery.status = 'held';
			held.push(delivery);
		} else send(delivery);
	}

	function send(delivery: Delivery): void {
		delivery.status = 'waiting';
		delivery.signature = manners.spoiled.shift();
		queue.push(delivery);
		if (!draining) {
			draining = true;
			setImmediate(() => void drain());
		}
	}

	async function drain(): Promise<void> {
		for (let next = queue.shift(); next && !signal.aborted; next = queue.shift())
			await attempt(next);
		draining = false;
		rest();
	}

	async function attempt(delivery: Delivery): Promise<void> {
		const webhook = webhooks.find(delivery.webhookId);
		if (!webhook?.valid) {
			delivery.status = 'skipped';
			delivery.why = webhook ? 'the webhook is not valid' : 'the webhook was deleted';
			changed();
			return rest();
		}
		delivery.tries++;
		trying.add(delivery);
		try {
			const { status } = await callLoopback({
				method: 'POST',
				url: new URL(webhook.url),
				headers: { 'content-type': 'application/json', ...sign(delivery) },
				body: bodyOf(delivery),
				timeLimitMs: settings.webhookTimeLimitMs,
				signal,
			});
			delivery.httpStatus = status;
			delivery.why = status === 200 ? undefined : `answered ${status}, not 200`;
		} catch (error) {
			delete delivery.httpStatus;
			delivery.why = error instanceof Error ? error.message : String(error);
		}
		trying.delete(delivery);
		if (signal.aborted) return;
		if (delivery.why === undefined) accept(delivery);
		else if (delivery.tries < MAX_TRIES) retryLater(delivery);
		else delivery.status = 'failed';
		changed();
		rest();
	}

	function accept(delivery: Delivery): void {
		delivery.status = 'delivered';
		// No call of the customer caused it, so it is billed to request 0.
		if (delivery.charge) ledger.bill(0, [delivery.charge]);
	}

	function retryLater(delivery: Delivery): void {
		const timer = setTimeout(() => {
			retries.delete(timer);
			void attempt(delivery);
		}, settings.deliveryRetryMs * delivery.tries);
		retries.set(timer, delivery);
	}

	function sign(delivery: Delivery): Record<string, string> {
		const { signature } = delivery;
		if (signature === 'missing') return {};
		const signed = signature === 'wrong' ? `${bodyOf(delivery)} ` : bodyOf(delivery);
		return signatureHeaders(settings.webhookSecret, signed);
	}

	const isIdle = () => !draining && trying.size === 0 && retries.size === 0;
	function rest(): void {
		if (!isIdle() && !signal.aborted) return;
		for (const tell of idle) tell();
		idle = [];
	}

	return {
		manners,
		submit,
		/** Sends what was held, together. `batch`: messages of one subscription as one event. */
		release(batch: boolean): number {
			const ready = manners.outOfOrder ? held.reverse() : held;
			held = [];
			for (const delivery of batch ? inBatches(ready) : ready) send(delivery);
			return ready.length;
		},
		heldCount: (): number => held.length,
		underWay: (): number => queue.length + trying.size + retries.size,
		/** When nothing is waiting, being sent or about to be tried again; what is held does not count. */
		settled: (): Promise<void> =>
			isIdle() ? Promise.resolve() : new Promise((resolve) => idle.push(resolve)),
	};
}

function inBatches(deliveries: Delivery[]): Delivery[] {
	const groups = new Map<string, Delivery[]>();
	for (const one of deliveries) {
		const isMessage = one.event === 'dm.received' || one.event === 'dm.sent';
		const key = isMessage ? `${one.event} ${one.subscriptionId}` : `${one.n}`;
		groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	return [...groups.values()].map(([first, ...others]) =>
		others.length > 0 ? mergeMessages(first, others) : first,
	);
}
