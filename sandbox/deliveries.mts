import type { Charge } from './ledger.mts';

/** One event on its way to one address, and the log of all of them. */
export interface Delivery {
	n: number;
	/** When it happened, by the sandbox's clock. */
	atMs: number;
	webhookId: string;
	url: string;
	subscriptionId?: string;
	event: string;
	eventUuid: string;
	/** `skipped`: its webhook was not valid or gone. `merged`: it went out as part of another one. */
	status: 'held' | 'waiting' | 'delivered' | 'failed' | 'skipped' | 'merged';
	tries: number;
	/** What the last try was answered with. */
	httpStatus?: number;
	why?: string;
	/** The replay that sent it again. */
	replay?: string;
	/** How its signature is spoiled. */
	signature?: 'wrong' | 'missing';
	charge?: Charge;
	/** The body, made when it is first sent and kept for replays. */
	body?: string;
	write: () => Envelope;
}

/** What goes over the wire, but for `data` around it. */
export interface Envelope {
	event_uuid: string;
	filter: object;
	event_type: string;
	tag?: string;
	payload: Record<string, unknown>;
	includes?: Record<string, unknown>;
}

const KEPT_DELIVERIES = 10_000;

export type DeliveryLog = ReturnType<typeof createDeliveryLog>;

export function createDeliveryLog() {
	const entries: Delivery[] = [];
	let last = 0;
	return {
		open(delivery: Omit<Delivery, 'n' | 'status' | 'tries'>): Delivery {
			const opened: Delivery = { ...delivery, n: ++last, status: 'waiting', tries: 0 };
			entries.push(opened);
			if (entries.length > KEPT_DELIVERIES) entries.shift();
			return opened;
		},
		list: (): readonly Delivery[] => entries,
	};
}

export const bodyOf = (delivery: Delivery): string =>
	(delivery.body ??= JSON.stringify({ data: delivery.write() }));

/** One event for several messages of one subscription: the message list of X's payload can hold them. */
export function mergeMessages(first: Delivery, others: Delivery[]): Delivery {
	const all = [first, ...others].map((one) => JSON.parse(bodyOf(one)) as { data: Envelope });
	const { data } = all[0];
	first.body = JSON.stringify({
		data: {
			...data,
			payload: {
				direct_message_events: all.flatMap((one) => one.data.payload.direct_message_events),
				users: Object.assign({}, ...all.map((one) => one.data.payload.users)) as object,
			},
		},
	});
	if (first.charge) {
		const resources = [first, ...others].flatMap((one) => one.charge?.resources ?? []);
		first.charge = { ...first.charge, resources };
	}
	for (const other of others) {
		other.status = 'merged';
		other.why = `sent with delivery ${first.n}`;
	}
	return first;
}
