import { sum, toMills } from './bill.mts';
import type { SideAfterDay } from './simulation.mts';
import { type Arrival, volumes } from './traffic.mts';

/** What the day has cost one side, and what it did not get done. */
export interface Tally {
	usd: number;
	calls: number;
	/** Things of the day it never came across, and answers not given. */
	missed: number;
	missedOf: Record<keyof typeof volumes, number>;
	usdFor: Record<string, number>;
	callsFor: Record<string, number>;
}

/** Throws when the day was not what it should be, or somebody was answered twice. */
export async function readTally({ account, seen, today, bill }: SideAfterDay): Promise<Tally> {
	const { usdFor, callsFor, timesAnswered } = await bill.read();
	const isSeen = (arrival: Arrival) => seen.has(account.idOf(arrival));
	const isAnswered = (arrival: Arrival) => timesAnswered.has(account.idOf(arrival));
	const checks: Record<keyof typeof volumes, [(arrival: Arrival) => boolean, typeof isSeen]> = {
		mentions: [({ isMention }) => isMention === true, isSeen],
		answers: [({ answer }) => answer !== undefined, isAnswered],
		messages: [({ kind }) => kind === 'message', isSeen],
		hits: [({ isHit }) => isHit === true, isSeen],
	};
	const missed = Object.entries(checks).map(([name, [belongs, isDone]]) => {
		const all = today.filter(belongs);
		const expected = volumes[name as keyof typeof volumes];
		if (all.length !== expected)
			throw new Error(`the day had ${all.length} ${name}, not ${expected}`);
		return [name, all.filter((arrival) => !isDone(arrival)).length];
	});
	const twice = [...timesAnswered].find(([, times]) => times > 1);
	if (twice) throw new Error(`post ${twice[0]} was answered ${twice[1]} times`);
	const missedOf = Object.fromEntries(missed) as Tally['missedOf'];
	return {
		usd: toMills(sum(usdFor)),
		calls: sum(callsFor),
		missed: sum(missedOf),
		missedOf,
		usdFor,
		callsFor,
	};
}
