import { openBill } from './bill.mts';
import { freezeTime } from './frozen-time.mts';
import type { SetUp, Side } from './side.mts';
import { type Arrival, createDay, handles } from './traffic.mts';
import { openXAccount } from './x-account.mts';

const minuteMs = 60_000;
const minutesOfDay = 1440;
const dayMs = minutesOfDay * minuteMs;
const stepMinutes = 5;
const dayStartMs = Date.UTC(2026, 10, 20);
/** The flows are switched on a little before, so that the day begins in steady state. */
const switchedOnMs = dayStartMs - 10 * minuteMs;
/** As far as X's search goes back. */
const daysBefore = 7;
/** As far as our nodes look back at what the account itself has posted. */
const daysAnsweredBefore = 2;

/** A way to do the day's work that has done it. */
export interface SideAfterDay extends Side {
	today: Arrival[];
	bill: Awaited<ReturnType<typeof openBill>>;
}

/** Lets all ways live through the same day, each on an X of its own, five minutes at a time. */
export async function liveThroughDay(setUps: SetUp[]): Promise<SideAfterDay[]> {
	freezeTime(switchedOnMs);
	const days = Array.from({ length: daysBefore + 1 }, (_, n) =>
		createDay(dayStartMs + (n - daysBefore) * dayMs, n + 1),
	);
	const sides = await Promise.all(setUps.map(async (setUp) => await switchOn(setUp, days)));
	const isAhead = ({ atMs }: Arrival) => atMs > switchedOnMs;
	const ahead = days.flat().filter(isAhead);

	async function goOnTo(ms: number, minute: number): Promise<void> {
		freezeTime(ms);
		const end = ahead.findIndex(({ atMs }) => atMs > ms);
		const fresh = ahead.splice(0, end < 0 ? ahead.length : end);
		const goOn = async ({ account, work }: Side) => {
			await account.advanceTo(ms);
			await account.deliver(fresh);
			await work(minute);
		};
		await Promise.all(sides.map(goOn));
	}

	await goOnTo(dayStartMs - 1, 0);
	const bills = await Promise.all(
		sides.map(async ({ account }) => await openBill(account.sandbox, dayStartMs)),
	);
	for (let minute = stepMinutes; minute <= minutesOfDay; minute += stepMinutes) {
		await goOnTo(dayStartMs + Math.min(minute * minuteMs, dayMs - 1), minute);
		if (minute % 60 === 0) await Promise.all(bills.map(async (bill) => await bill.countCalls()));
	}
	return sides.map((side, n) => ({ ...side, today: days[daysBefore], bill: bills[n] }));
}

/** An account with a past, and the flows' first run on it. */
async function switchOn(setUp: SetUp, days: Arrival[][]): Promise<Side> {
	const account = await openXAccount();
	await account.advanceTo(switchedOnMs);
	await account.addPeople(handles);
	for (const [n, day] of days.entries()) {
		const past = day.filter(({ atMs }) => atMs <= switchedOnMs);
		await account.deliver(past);
		const isAnswered = n >= daysBefore - daysAnsweredBefore;
		await account.settle(isAnswered ? past : []);
	}
	const side = setUp(account);
	await side.work(0);
	return side;
}
