import { toIdBefore } from '../../../src/domain/post-id';
import { HttpFailure, type HttpSend } from '../../../src/http';
import { createXClient } from '../../../src/x/client';
import { type ActResult, actOnce, type IntentLog } from '../../../src/x/outgoing/act-once';
import { fetchOwnPosts } from '../../../src/x/own-posts';
import { createFetchSend } from '../../support/fetch-send';
import type { Sandbox } from '../../support/sandbox';
import { account } from '../walk';
import { type Part, type PartName, setUp, toFacts } from './cast';
import { createUnreliable, Death, type ProcessedEntries, type Trouble } from './unreliable-x';

export const minute = 60_000;
export const hour = 60 * minute;
/** Late in the day, so that some stories go on after midnight. */
const start = Date.parse('2026-11-20T18:00:00Z');
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** One company account, and what may happen to it. */
export async function openStory(sandbox: Sandbox, names: readonly PartName[], dailyLimit = 100) {
	const send = createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' });
	let nowMs = start;
	await sandbox.control('POST', 'reset', { now: new Date(nowMs).toISOString() });
	const parts: Part[] = [];
	for (const name of names) parts.push(await setUp(sandbox, name));
	const entries: ProcessedEntries = new Set();
	const acted = new Map<string, number>();

	/** The window of X's rate limits is over, and what is made from now on has larger ids. */
	const wait = async (ms: number) => {
		nowMs += ms;
		await sandbox.control('POST', 'clock', { now: new Date(nowMs).toISOString() });
	};

	async function attempt(
		part: Part,
		{ trouble, isSlow = false, isDryRun = false, limit = dailyLimit }: AttemptOptions = {},
	): Promise<{ result?: ActResult; failure?: HttpFailure; writes: number }> {
		const until = isSlow ? BigInt(toIdBefore(nowMs)) : undefined;
		const x = createUnreliable(send, entries, trouble, until);
		const result = await run(part, x, { limit, isDryRun }).catch((error: unknown) => error);
		const writes = x.writes();
		if (writes > 0) acted.set(dayOf(nowMs), (acted.get(dayOf(nowMs)) ?? 0) + 1);
		if (result instanceof HttpFailure) return { failure: result, writes };
		if (result instanceof Death) return { writes };
		if (result instanceof Error) throw result;
		return { result: result as ActResult, writes };
	}

	async function run(
		part: Part,
		x: { send: HttpSend; intents: IntentLog },
		{ limit, isDryRun }: { limit: number; isDryRun: boolean },
	): Promise<ActResult> {
		const client = createXClient(x.send, () => nowMs);
		const read = async (sinceId?: string) =>
			(
				await fetchOwnPosts(client, account, {
					...(sinceId ? { sinceId } : { sinceMs: nowMs - 48 * hour }),
				})
			).posts;
		const isPosting = 'texts' in part.action;
		const recentPosts = isPosting ? await read() : [];
		return await actOnce(
			{
				action: part.action,
				key: part.key,
				facts: toFacts(part, nowMs, recentPosts, limit),
				isDryRun,
			},
			{
				client,
				account,
				readOwnPosts: read,
				intents: x.intents,
				sleep: async () => await Promise.resolve(),
				onCharges: () => undefined,
			},
		);
	}

	return { parts, attempt, wait, acted, nowMs: () => nowMs };
}

export interface AttemptOptions {
	trouble?: Trouble;
	isSlow?: boolean;
	isDryRun?: boolean;
	limit?: number;
}

export type Story = Awaited<ReturnType<typeof openStory>>;
