import { iso, utcDay, type Clock } from './clock.mts';

/** Prices in thousandths of a dollar, from X's pay-per-use table of August 2026. */
export const PRICES = {
	'owned read': 1,
	'post read': 5,
	'user read': 10,
	'post create': 15,
	'post create with link': 200,
	'summoned reply': 10,
	'content manage': 5,
	'follow read': 10,
	'mute read': 1,
	'count request': 5,
	'message read': 10,
	'message create': 15,
	'message delete': 10,
	// Events, billed when they are delivered.
	'post event': 5,
	'follow event': 10,
	'message event': 10,
	'profile event': 5,
	'relation event': 1,
	repost: 15,
	'media metadata': 5,
	'privacy update': 10,
	'mute delete': 5,
} as const;

/** What a call is billed for. Reads name their resources, which X bills once a UTC day; writes have none. */
export interface Charge {
	item: keyof typeof PRICES;
	resources?: string[];
}

export interface LedgerEntry {
	time: string;
	/** The request's number in the log; 0 for an event, which no request caused. */
	request: number;
	item: string;
	/** Billed units; `deduped` more were returned and free because they were billed earlier this UTC day. */
	units: number;
	deduped: number;
	usd: number;
}

const KEPT_ENTRIES = 50_000;

export type Ledger = ReturnType<typeof createLedger>;

export function createLedger(clock: Clock) {
	const entries: LedgerEntry[] = [];
	const billed = new Set<string>();
	const milliByDay = new Map<string, number>();
	const postReadsByDay = new Map<string, number>();

	function charge(request: number, { item, resources }: Charge): number {
		const day = utcDay(clock.now());
		const fresh = resources
			? [...new Set(resources)].filter((resource) => !billed.has(`${day} ${resource}`))
			: [''];
		if (resources) for (const resource of fresh) billed.add(`${day} ${resource}`);
		const milli = fresh.length * PRICES[item];
		if (fresh.length + (resources?.length ?? 0) === 0) return 0;
		milliByDay.set(day, (milliByDay.get(day) ?? 0) + milli);
		if (item === 'post read' || item === 'owned read') {
			const posts = fresh.filter((resource) => resource.startsWith('post ')).length;
			postReadsByDay.set(day, (postReadsByDay.get(day) ?? 0) + posts);
		}
		entries.push({
			time: iso(clock.now()),
			request,
			item,
			units: fresh.length,
			deduped: (resources?.length ?? 1) - fresh.length,
			usd: milli / 1000,
		});
		if (entries.length > KEPT_ENTRIES) entries.shift();
		return milli;
	}

	return {
		entries,
		/** Bills one request; dollars. */
		bill: (request: number, charges: Charge[]): number =>
			charges.reduce((sum, item) => sum + charge(request, item), 0) / 1000,
		totalUsd: (): number => [...milliByDay.values()].reduce((sum, milli) => sum + milli, 0) / 1000,
		todayUsd: (): number => (milliByDay.get(utcDay(clock.now())) ?? 0) / 1000,
		/** Of a UTC month such as 2026-11. */
		usdOf: (month: string): number => sumOf(milliByDay, month) / 1000,
		postReadsOf: (month: string): number => sumOf(postReadsByDay, month),
		postReadsByDay,
	};
}

const sumOf = (byDay: Map<string, number>, month: string): number =>
	[...byDay].reduce((sum, [day, amount]) => sum + (day.startsWith(month) ? amount : 0), 0);
