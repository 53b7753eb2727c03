import { setTimeout as sleep } from 'node:timers/promises';
import type { Demo } from '../demo/demo.mts';
import { waitFor } from '../demo/wait.mts';
import { createChance } from './chance.ts';
import { gatherCrowd } from './crowd.mts';
import type { DeskRoad } from './desk-road.mts';
import { collectFindings, countUndone, keepFindings, tellStory } from './findings.mts';
import { findHits } from './kills.ts';
import { type Latency, measurePoll, measurePush } from './latency.mts';
import { createPests } from './pests.mts';
import { createPowerCuts } from './power-cuts.mts';
import { planSayings, type SayingKind, sayingKinds } from './sayings.ts';
import { belongsInCase, judge, type Problem } from './truth.ts';

/** What `npm run soak` prints as its last line. */
export interface SoakResult {
	ok: boolean;
	/** Posts that address the account, or name the brand where that is watched. */
	posted: number;
	cases: number;
	/** Posts and messages in no case, or in the wrong one; follows in no history. */
	lost: number;
	/** Conversations in two cases, cases of nobody. */
	doubledCases: number;
	/** Posts answered twice on X. */
	doubledReplies: number;
	kills: number;
	/** Of trouble. */
	minutes: number;
	messages: number;
	follows: number;
	doubledEntries: number;
	garbled: number;
	/** Posts that X lets us answer and that nobody answered. */
	unanswered: number;
	/** Posts answered although X does not allow it. */
	unaskedReplies: number;
	/** Interactions the ledger still has open. */
	open: number;
	/** Events with more than one row in the history: written, and n8n killed before it could close them. */
	historyRepeats: number;
	killsThatHit: number;
	crashedRuns: number;
	republished: number;
	troubles: number;
	seed: string;
	desk: string;
	workflow: string;
	latencyPushMs?: Latency;
	latencyPollMs?: Latency;
	settleSeconds: number;
}

export interface SoakOptions {
	demo: Demo;
	road: DeskRoad;
	minutes: number;
	seed: string;
	/** Whether X tells the workflow, beside being asked. */
	isPushed: boolean;
	/** What the workflow asks X for. */
	sources: string[];
	print: (line: string) => void;
}

/** By which the first poll of a source can be told. */
const firstCalls: Record<string, RegExp> = {
	mentions: /\/mentions$/,
	messages: /\/dm_events$/,
	followers: /\/followers$/,
};

const perMinute = 60;
const leastKillsPerMinute = 2;

/** Makes trouble for the given time, lets everything settle, and compares what was said with what became of it. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
	const { demo, road, minutes, seed, isPushed, print } = options;
	const { sandbox, client } = demo;
	const chance = createChance(seed);
	const kinds = toKinds(options);
	const people = 60;
	const sayings = planSayings(chance.fork('sayings'), { minutes, perMinute, kinds, people });
	const followers = sayings.filter(({ kind }) => kind === 'follow').length;
	const crowd = await gatherCrowd(sandbox, { people, followers });
	// X's own limits are far below what is done here in a short time; trouble comes by chance alone.
	await sandbox.control('POST', 'settings', { limits: toLimits() });

	await waitUntilWatching();
	print(
		`${minutes} minutes of trouble, seed ${seed}: ${sayings.length} sayings (${kinds.join(', ')})`,
	);
	const endMs = Date.now() + minutes * 60_000;
	const around = { demo, crowd, road, print };
	const cuts = createPowerCuts(around, chance.fork('power'));
	const pests = createPests({ sandbox, road, isPushed }, chance.fork('pests'));
	const trouble = new AbortController();
	const ticker = setInterval(() => {
		print(`  ${crowd.said.length} said, ${cuts.kills.length} kills, ${sum(pests.counts)} troubles`);
	}, 30_000);
	try {
		await Promise.all([
			pests.run(trouble.signal),
			crowd.run(sayings, chance.fork('crowd'), trouble.signal),
			cuts
				.run({ endMs, leastKills: Math.ceil(minutes * leastKillsPerMinute) })
				.finally(() => trouble.abort()),
		]);
	} finally {
		clearInterval(ticker);
	}

	print('The trouble is over; everything may settle …');
	const settleStartedAt = Date.now();
	await settle(minutes * 60_000 + 300_000);
	const settleSeconds = Math.round((Date.now() - settleStartedAt) / 1_000);
	print('Measuring how long a post takes to become an item …');
	const quiet = { client, sandbox, crowd, seed };
	const latencyPushMs = isPushed ? await measurePush(quiet, 10) : undefined;
	const latencyPollMs = await measurePoll(quiet, 3);
	await settle(180_000);
	return await conclude();

	/** What was there before the first poll is no news; X can tell nobody before it was asked to. */
	async function waitUntilWatching(): Promise<void> {
		const paths = options.sources.flatMap((source) => firstCalls[source] ?? []);
		await waitFor(
			async () => {
				const calls = await sandbox.readRequests();
				const { webhooks } = await sandbox.control<{ webhooks: unknown[] }>('GET', 'activity');
				const isAsked = paths.every((path) => calls.some((call) => path.test(call.path)));
				return isAsked && (!isPushed || webhooks.length > 0);
			},
			{ what: 'n8n to watch', timeoutMs: 180_000 },
		);
		// n8n writes down what the first poll found.
		await sleep(3_000);
	}

	async function settle(timeoutMs: number): Promise<void> {
		let lastTold = '';
		await waitFor(
			async () => {
				const { open, missing } = await countUndone(demo, crowd.said);
				const told = `  ${open} open, ${missing} not in the history yet`;
				if (told !== lastTold) print((lastTold = told));
				return open + missing === 0;
			},
			{ what: 'the flow to be done', timeoutMs, everyMs: 8_000 },
		).catch((error: Error) => print(error.message));
	}

	async function conclude(): Promise<SoakResult> {
		const findings = await collectFindings(demo);
		const problems = judge(crowd.said, findings);
		for (const problem of problems) {
			print(`${problem.what.toUpperCase()}: ${problem.says}`);
			for (const line of tellStory(problem, crowd.said, findings, cuts.kills)) print(`    ${line}`);
		}
		const isOk = problems.length === 0 && findings.open === 0;
		if (!isOk) keepFindings(demo.logFolder, { ...findings, said: crowd.said, kills: cuts.kills });
		const count = (what: Problem['what']) => problems.filter((one) => one.what === what).length;
		const countKind = (kind: SayingKind) => crowd.said.filter((one) => one.kind === kind).length;
		const crashedRuns = [...cuts.crashed.values()];
		return {
			ok: isOk,
			posted: crowd.said.filter(belongsInCase).length - countKind('message'),
			cases: findings.cases.length,
			lost: count('lost'),
			doubledCases: count('doubled case'),
			doubledReplies: count('doubled answer'),
			kills: cuts.kills.length,
			minutes,
			messages: countKind('message'),
			follows: countKind('follow'),
			doubledEntries: count('doubled entry'),
			garbled: count('garbled'),
			unanswered: count('no answer'),
			unaskedReplies: count('unasked answer'),
			open: findings.open,
			historyRepeats: [...findings.history.values()].filter((rows) => rows > 1).length,
			killsThatHit: findHits(cuts.kills, crashedRuns).length,
			crashedRuns: crashedRuns.length,
			republished: cuts.republished,
			troubles: sum(pests.counts),
			seed,
			desk: demo.desk.name,
			workflow: demo.workflows.map(({ name }) => name).join(', '),
			latencyPushMs,
			latencyPollMs,
			settleSeconds,
		};
	}
}

/** People do only what the workflow can notice. */
function toKinds({ isPushed, sources }: Pick<SoakOptions, 'isPushed' | 'sources'>): SayingKind[] {
	const needs: Partial<Record<SayingKind, boolean>> = {
		keyword: sources.includes('keywords'),
		message: sources.includes('messages'),
		follow: sources.includes('followers'),
		repost: isPushed,
	};
	return sayingKinds.filter((kind) => needs[kind] ?? true);
}

const routes = [
	...['me', 'user', 'users', 'mentions', 'user-posts', 'post', 'posts', 'search', 'counts'],
	...['followers', 'create-post', 'messages', 'messages-with', 'messages-in', 'activity'],
	...['webhooks', 'webhook-replay'],
];

const toLimits = () => Object.fromEntries(routes.map((route) => [route, 1_000_000]));

const sum = (counts: Record<string, number>) =>
	Object.values(counts).reduce((total, count) => total + count, 0);
