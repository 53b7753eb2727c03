/** Invented sources: when something comes, over years, the same for the same seed. */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday. */
export const beginMs = Date.UTC(2026, 0, 5);

export interface World {
	/** Usual events a day. */
	perDay: number;
	/** How much each hour of a working day has of an average one; even unless given. */
	rhythm?: boolean;
	/** Events come in groups of so many on average, spread over about an hour. */
	cluster?: number;
	/** Spread of the days' own factor (log-normal). */
	swing?: number;
	/** About once in so many days twenty days' worth of events come in one. */
	stormEveryDays?: number;
	/** So many working days a year are like Sundays. */
	holidays?: number;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function toRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const nights = [2, 1, 1, 1, 2, 5, 15, 40, 90, 130, 150, 150, 140, 140, 150, 150, 140, 130, 110, 90];
const hourly = [...nights, 70, 50, 25, 8];
const perHourOfDay = hourly.map((share) => (share * 24) / hourly.reduce((sum, one) => sum + one));

/** When events come, oldest first. */
export function drawTimes(world: World, days: number, seed: number): number[] {
	const random = toRandom(seed);
	const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	const wait = (mean: number) => -Math.log(1 - random()) * mean;
	const times: number[] = [];
	const come = (atMs: number) => {
		const size = world.cluster === undefined ? 1 : 1 + Math.floor(wait(world.cluster - 0.5));
		for (let i = 0; i < size; i++) times.push(Math.floor(atMs + (i === 0 ? 0 : wait(hourMs))));
	};
	const groupsPerHour = world.perDay / 24 / (world.cluster ?? 1);
	for (let day = 0; day < days; day++) {
		const swing = world.swing ?? 0;
		const factor = Math.exp(swing * normal() - swing ** 2 / 2);
		const isHoliday = random() < (world.holidays ?? 0) / 260;
		const isOff = world.rhythm && (day % 7 >= 5 || isHoliday);
		for (let hour = 0; hour < 24; hour++) {
			const rate =
				groupsPerHour * factor * (world.rhythm ? perHourOfDay[hour] : 1) * (isOff ? 0.3 : 1);
			const atMs = beginMs + day * dayMs + hour * hourMs;
			for (let at = wait(1 / rate); at < 1; at += wait(1 / rate)) come(atMs + at * hourMs);
		}
		if (world.stormEveryDays !== undefined && random() < 1 / world.stormEveryDays) {
			const stormMs = beginMs + day * dayMs + random() * dayMs;
			for (let i = 0; i < world.perDay * 20; i++)
				times.push(Math.floor(stormMs + wait(6 * hourMs)));
		}
	}
	return times.sort((a, b) => a - b);
}
