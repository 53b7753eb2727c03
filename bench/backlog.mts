/**
 * 100,000 mentions have piled up while nobody looked. They are drained poll by poll, each poll with nothing but the memory of the
 * one before, taken through JSON as n8n does, and with a restart after every thirtieth. X is the sandbox, a process of its own, with
 * its limits of calls lifted: the real ones allow 300 searches, 30,000 posts, in a quarter of an hour.
 *
 * The line before the last compares calls per post with n8n's built-in X node, whose *Return All* pages by ten: its own code is
 * run for a part of the posts. Fails when a mention did not arrive, when the memory comes near 64 KB, or when the process grows
 * with the backlog.
 */
import { createRequire } from 'node:module';

import { mentionCap, toMentionQuery } from '../src/x/intake/mention-pages.ts';
import { type MentionsMemory, pollMentionsSource } from '../src/x/intake/mentions.ts';
import { createXClient } from '../src/x/client.ts';
import { createFetchSend } from '../test/support/fetch-send.ts';
import { countBuiltInCalls } from './backlog/built-in-paging.mts';

// A CommonJS module knows its folder only when it is required.
const { startSandbox } = createRequire(import.meta.url)(
	'../test/support/sandbox.ts',
) as typeof import('../test/support/sandbox.ts');

const backlog = 100_000;
const perList = 20_000;
const limits = { staticDataBytes: 64 * 1024, rssMb: 512, mentionsForBuiltIn: 2000 };
const minute = 60_000;
const account = { id: '1402000000000000001', handle: 'acmecare' };

const sandbox = await startSandbox();
const startMs = Date.parse('2026-11-20T12:00:00Z');
await sandbox.control('POST', 'reset', { now: new Date(startMs).toISOString() });
const unlimited = { user: 1_000_000, app: 1_000_000 };
await sandbox.control('POST', 'settings', {
	limits: { mentions: unlimited, search: unlimited },
});
const ids = await pileUp();

const client = createXClient(
	createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' }),
	Date.now,
);
const arrivals = new Map<string, number>();
let stored = 'null';
let polls = 0;
let apiCalls = 0;
let staticDataBytes = 0;
let rssMb = 0;
let isComplete = false;
const beganMs = performance.now();
while (!isComplete) {
	if (++polls > 1000) throw new Error('The backlog is not drained after 1,000 polls.');
	const { events, memory, coverage } = await pollMentionsSource(
		{
			...{ client, account, rewindMs: 15 * minute, ownsApp: true },
			nowMs: () => startMs,
			startedMs: startMs + polls * minute,
			deadlineMs: startMs + 1,
			isFirstSinceStart: polls % 30 === 1,
			watchingSinceMs: startMs - 6 * 24 * 60 * minute,
			affordable: () => Infinity,
		},
		(JSON.parse(stored) as MentionsMemory | null) ?? undefined,
	);
	for (const { id } of events) arrivals.set(id, (arrivals.get(id) ?? 0) + 1);
	stored = JSON.stringify(memory);
	apiCalls += coverage.pages;
	staticDataBytes = Math.max(staticDataBytes, Buffer.byteLength(stored));
	rssMb = Math.max(rssMb, Math.round(process.memoryUsage().rss / 1e6));
	isComplete = coverage.state === 'complete';
	const lost = coverage.gaps.filter(({ fate }) => fate === 'lost');
	if (lost.length > 0) throw new Error(`Stated as lost: ${JSON.stringify(lost)}`);
}
const seconds = Math.round((performance.now() - beganMs) / 100) / 10;

const missing = ids.filter((id) => !arrivals.has(id)).length;
const handedOn = [...arrivals.values()].reduce((sum, times) => sum + times, 0);
const part = limits.mentionsForBuiltIn;
const builtIn = await countBuiltInCalls(
	sandbox.url,
	toMentionQuery(account.handle),
	ids[backlog - part - 1],
);
await sandbox.stop();

const print = (line: object) => console.log(JSON.stringify(line));
print({
	polls,
	missing,
	handedOnAgainAfterRestarts: handedOn - arrivals.size,
	shownByTimeline: mentionCap,
});
const [ours, theirs] = [apiCalls / handedOn, builtIn.calls / builtIn.posts];
print({
	compared: 'calls per post',
	ours: toMills(ours),
	builtInReturnAll: toMills(theirs),
	oursOfTheirs: toMills(ours / theirs),
});
print({ mentions: arrivals.size, apiCalls, seconds, rssMb, staticDataBytes });

const faults = [
	...(missing > 0 || arrivals.size !== backlog ? [`${missing} mentions did not arrive`] : []),
	...(staticDataBytes >= limits.staticDataBytes ? [`${staticDataBytes} bytes of memory`] : []),
	...(rssMb >= limits.rssMb ? [`${rssMb} MB in use`] : []),
];
if (faults.length > 0) {
	console.error(`The backlog bench failed: ${faults.join('; ')}.`);
	process.exitCode = 1;
}

/** One every four seconds, the last an hour ago; their ids, oldest first. */
async function pileUp(): Promise<string[]> {
	const made: string[] = [];
	for (let from = 0; from < backlog; from += perList) {
		const drafts = Array.from({ length: perList }, (_, n) => ({
			from: 'alice_m',
			text: `@acmecare order ${from + n} has not come, and nobody answers my mails`,
			createdAt: new Date(startMs - 60 * minute - (backlog - from - n) * 4000).toISOString(),
		}));
		const posts = await sandbox.control<Array<{ id: string }>>('POST', 'posts', drafts);
		made.push(...posts.map(({ id }) => id));
	}
	return made;
}

function toMills(value: number): number {
	return Math.round(value * 1000) / 1000;
}
