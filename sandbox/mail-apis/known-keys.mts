import type { Clock } from '../clock.mts';

/** What was answered to a key, as long as the service remembers it. */
export interface KnownKeys<T> {
	find(key: string): T | undefined;
	remember(key: string, value: T): void;
}

export function createKnownKeys<T>(clock: Clock, ttlMs: number): KnownKeys<T> {
	const known = new Map<string, { value: T; untilMs: number }>();
	return {
		find(key) {
			const entry = known.get(key);
			return entry && entry.untilMs > clock.now() ? entry.value : undefined;
		},
		remember: (key, value) => void known.set(key, { value, untilMs: clock.now() + ttlMs }),
	};
}
