/** Every API request, so that tests can assert "no reply was sent" and the page can show what happened. */
export interface LogEntry {
	n: number;
	time: string;
	method: string;
	path: string;
	query: Record<string, string>;
	/** JSON body of a write; never of a token request. */
	body?: unknown;
	auth: 'oauth2-user' | 'oauth1-user' | 'app-only' | 'none';
	userId?: string;
	/** 0 when no answer was sent. */
	status: number;
	priceUsd: number;
	/** Why it was refused, in X's words, or which post it made. */
	note?: string;
	faultId?: string;
}

const KEPT_REQUESTS = 10_000;

export type RequestLog = ReturnType<typeof createRequestLog>;

export function createRequestLog() {
	let entries: LogEntry[] = [];
	let last = 0;
	return {
		open(entry: Omit<LogEntry, 'n' | 'status' | 'priceUsd' | 'auth'>): LogEntry {
			const opened: LogEntry = { n: ++last, auth: 'none', status: 0, priceUsd: 0, ...entry };
			entries.push(opened);
			if (entries.length > KEPT_REQUESTS) entries.shift();
			return opened;
		},
		since: (n: number): LogEntry[] => entries.filter((entry) => entry.n > n),
		count: (): number => last,
		/** Numbers go on counting, so that `since` stays meaningful. */
		clear(): void {
			entries = [];
		},
	};
}
