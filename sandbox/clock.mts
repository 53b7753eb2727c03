/** The sandbox's own time: real by default, shifted by `advance`, or frozen at an instant. Milliseconds since 1970. */
export interface Clock {
	now(): number;
	freeze(atMs: number): void;
	/** Moves a frozen clock, or shifts a running one; a running clock keeps running. */
	advance(byMs: number): void;
	real(): void;
	mode(): 'real' | 'shifted' | 'frozen';
}

export function createClock(frozenAtMs?: number): Clock {
	let frozen = frozenAtMs;
	let offset = 0;
	return {
		now: () => frozen ?? Date.now() + offset,
		freeze(atMs) {
			frozen = atMs;
		},
		advance(byMs) {
			if (frozen === undefined) offset += byMs;
			else frozen += byMs;
		},
		real() {
			frozen = undefined;
			offset = 0;
		},
		mode: () => (frozen !== undefined ? 'frozen' : offset === 0 ? 'real' : 'shifted'),
	};
}

export const iso = (ms: number): string => new Date(ms).toISOString();
export const utcDay = (ms: number): string => iso(ms).slice(0, 10);
