import type { Sandbox } from '../../test/support/sandbox.ts';

interface LoggedRequest {
	method: string;
	path: string;
	status: number;
	body?: { reply?: { in_reply_to_tweet_id?: string } };
}

interface LedgerEntry {
	time: string;
	item: string;
	usd: number;
}

/** What went on since the bill was opened, as the sandbox saw it. */
export interface Bill {
	/** US dollars by what they were charged for. */
	usdFor: Record<string, number>;
	/** Calls by what was called. */
	callsFor: Record<string, number>;
	/** How often the account answered each post. */
	timesAnswered: Map<string, number>;
}

/** Keeps the bill of one sandbox from `fromMs` on (milliseconds since 1970). */
export async function openBill(sandbox: Sandbox, fromMs: number) {
	const callsFor: Record<string, number> = {};
	const timesAnswered = new Map<string, number>();
	await sandbox.control('DELETE', 'requests');

	/** To be called now and then: the sandbox lists 10,000 calls at most. */
	async function countCalls(): Promise<void> {
		const requests = await sandbox.control<LoggedRequest[]>('GET', 'requests');
		await sandbox.control('DELETE', 'requests');
		for (const { method, path, status, body } of requests) {
			const call = `${method} ${path.replace('/2/', '').replace(/\d{15,}/g, ':id')}`;
			callsFor[call] = (callsFor[call] ?? 0) + 1;
			const postId = body?.reply?.in_reply_to_tweet_id;
			if (postId === undefined || status !== 201) continue;
			timesAnswered.set(postId, (timesAnswered.get(postId) ?? 0) + 1);
		}
	}

	return {
		countCalls,
		async read(): Promise<Bill> {
			await countCalls();
			const { entries } = await sandbox.control<{ entries: LedgerEntry[] }>('GET', 'ledger');
			const usdFor: Record<string, number> = {};
			for (const { time, item, usd } of entries) {
				if (Date.parse(time) >= fromMs) usdFor[item] = toMills((usdFor[item] ?? 0) + usd);
			}
			return { usdFor, callsFor: { ...callsFor }, timesAnswered: new Map(timesAnswered) };
		},
	};
}

/** To the thousandth of a dollar, X's smallest price. */
export const toMills = (usd: number): number => Math.round(usd * 1000) / 1000;

export const sum = (parts: Record<string, number>): number =>
	Object.values(parts).reduce((total, part) => total + part, 0);
