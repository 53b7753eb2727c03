const minuteMs = 60_000;

/** `2026-11-20 10:05 UTC` */
export const tellTime = (at: number | string): string => `${toMinute(at)} UTC`;

/** `2026-11-20 10:00 to 10:05 UTC`; the second day only where it is another one. */
export function tellStretch(from: number | string, to: number | string): string {
	const [begin, end] = [toMinute(from), toMinute(to)];
	const isSameDay = begin.slice(0, 10) === end.slice(0, 10);
	return `${begin} to ${isSameDay ? end.slice(11) : end} UTC`;
}

/** `45 minutes`, `9 hours`, `3 days`; rounded down, so that it never claims more than was seen. */
export function tellLength(lengthMs: number): string {
	const minutes = Math.max(0, Math.floor(lengthMs / minuteMs));
	if (minutes < 120) return tellCount(minutes, 'minute');
	if (minutes < 48 * 60) return tellCount(Math.floor(minutes / 60), 'hour');
	return tellCount(Math.floor(minutes / 60 / 24), 'day');
}

export const tellCount = (count: number, unit: string) =>
	`${count} ${unit}${count === 1 ? '' : 's'}`;

/** A time nobody can read is told as it is. */
function toMinute(at: number | string): string {
	const time = new Date(at);
	if (Number.isNaN(time.getTime())) return String(at);
	return time.toISOString().slice(0, 16).replace('T', ' ');
}
