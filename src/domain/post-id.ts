/** X's ids carry their time: milliseconds since this instant, shifted left by 22 bits (X's "snowflake" ids). */
const epochMs = 1288834974657n;
const timeShift = 22n;
const belowTime = (1n << timeShift) - 1n;

/** Milliseconds since 1970 at which X handed the id out. */
export function toIdTime(id: string): number {
	return Number((BigInt(id) >> timeShift) + epochMs);
}

/** The largest id older than that millisecond: everything posted at or after it lies above. */
export function toIdBefore(timeMs: number): string {
	const sinceEpoch = BigInt(Math.floor(timeMs)) - epochMs;
	return String(sinceEpoch > 0n ? (sinceEpoch << timeShift) - 1n : 0n);
}

/** Whether the id stands for a point in time, as made by `toIdBefore`, and is not one that X handed out. */
export function isPointInTime(id: string): boolean {
	return id === '0' || (BigInt(id) & belowTime) === belowTime;
}

/** Negative when `a` is older than `b`; ids are 64-bit, so neither text nor number order will do. */
export function compareIds(a: string, b: string): number {
	const difference = BigInt(a) - BigInt(b);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The oldest of the ids that are given; undefined when none is. */
export function toOldestId(ids: Array<string | undefined>): string | undefined {
	return toSorted(ids)[0];
}

/** The newest of the ids that are given; undefined when none is. */
export function toNewestId(ids: Array<string | undefined>): string | undefined {
	return toSorted(ids).at(-1);
}

function toSorted(ids: Array<string | undefined>): string[] {
	return ids.filter((id) => id !== undefined).sort(compareIds);
}

export function isId(value: unknown): value is string {
	return typeof value === 'string' && /^\d{1,20}$/.test(value);
}
