/** Text from outside as one short line: no line ends, nothing that turns the direction of writing. */
export function toShown(text: string, most = 60): string {
	const line = text
		.slice(0, 10 * most)
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim();
	const letters = [...line];
	return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line;
}

/** The end of a sentence, in somebody else's words. */
export function toEnding(text: string, most = 300): string {
	const shown = toShown(text, most);
	return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}

/** `1,234,567` */
export const toNumber = (count: number) => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `in 12 minutes (14:05 UTC)`; something vaguer when X sent no time that makes sense. */
export function toWhen(timeMs: number | undefined, nowMs: number): string {
	const isTime = timeMs !== undefined && Math.abs(timeMs - nowMs) < 48 * hourMs;
	if (!isTime) return 'within a quarter of an hour';
	// Rounded up, so that nobody comes back too early.
	const clock = new Date(timeMs + minuteMs - 1).toISOString().slice(11, 16);
	const minutes = Math.max(1, Math.round((timeMs - nowMs) / minuteMs));
	const length =
		minutes > 90 ? `${Math.round(minutes / 60)} hours` : toCounted(minutes, 'minute', 'minutes');
	return `in ${length} (${clock} UTC)`;
}

export const toCounted = (count: number, one: string, many: string) =>
	`${toNumber(count)} ${count === 1 ? one : many}`;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
