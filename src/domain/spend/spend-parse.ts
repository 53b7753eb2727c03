import type { SpendState } from './meter';
import { startSpend } from './meter';

/**
 * Takes what was kept for what it is. What cannot be read counts as nothing spent: an estimate that is lost must not stop the
 * channel.
 */
export function parseSpend(value: unknown, nowMs: number): SpendState {
	const fresh = startSpend(nowMs);
	if (!isObject(value)) return fresh;
	const handedOut = isObject(value.handedOut) ? value.handedOut : {};
	return {
		sinceMs: isAmount(value.sinceMs) ? Math.min(value.sinceMs, nowMs) : nowMs,
		runUsd: isAmount(value.runUsd) ? value.runUsd : 0,
		days: toDays(value.days),
		handedOut: isDay(handedOut.day)
			? {
					day: handedOut.day,
					resources: toTexts(handedOut.resources),
					uncompared: isAmount(handedOut.uncompared) ? handedOut.uncompared : 0,
				}
			: fresh.handedOut,
	};
}

function toDays(value: unknown): Record<string, number> {
	if (!isObject(value)) return {};
	const days = Object.entries(value).filter(
		(entry): entry is [string, number] => isDay(entry[0]) && isAmount(entry[1]),
	);
	return Object.fromEntries(days);
}

const toTexts = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string') : [];

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isAmount = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isDay = (value: unknown): value is string =>
	typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
