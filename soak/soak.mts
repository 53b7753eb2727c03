import { setTimeout as sleep } from 'node:timers/promises';
import type { Demo } from '../demo/demo.mts';
import { waitFor } from '../demo/wait.mts';
import { createChance } from './chance.ts';
import { gatherCrowd } from './crowd.mts';
import type { DeskRoad } from './desk-road.mts';
import { collectFindings, countUndone, keepFindings, tellStory } from './findings.mts';
import { measurePoll, measurePush } from './latency.mts';
import { createPests } from './pests.mts';
import { createPowerCuts } from './power-cuts.mts';
import { countUp, type SoakResult } from './result.ts';
import { planSayings, type SayingKind, sayingKinds } from './sayings.ts';
import { judge } from './truth.ts';

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
	/** What X tells the workflow of, as many as there were at first. */
	let subscribed = 0;
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
	const webhookLost = isPushed && (await mendWebhook());
	print('Measuring how long a post takes to become an item …');
	const quiet = { client, sandbox, crowd, seed };
	// Of fewer than twenty, the slowest alone would be the 95th percentile.
	const latencyPushMs = isPushed ? await measurePush(quiet, 20) : undefined;
	const latencyPollMs = await measurePoll(quiet, 3);
	await settle(180_000);
	return await conclude();

	/** What was there before the first poll is no news; X can tell nobody before it was asked to. */
	async function waitUntilWatching(): Promise<void> {
		const paths = options.sources.flatMap((source) => firstCalls[source] ?? []);
		await waitFor(
			async () => {
				const calls = await sandbox.readRequests();
				const isAsked = paths.every((path) => calls.some((call) => path.test(call.path)));
				return isAsked && (!isPushed || (await readActivity()).webhooks.length > 0);
			},
			{ what: 'n8n to watch', timeoutMs: 180_000 },
		);
		// n8n writes down what the first poll found.
		await sleep(3_000);
		subscribed = (await readActivity()).subscriptions;
	}

	/**
	 * n8n that was killed while it published does not finish the set-up of the webhook by itself: polling goes on, pushing does
	 * not, until somebody looks, as template 13 does every 15 minutes. Here it is published again.
	 */
	async function mendWebhook(): Promise<boolean> {
		const isWhole = async () => {
			const { webhooks, subscriptions } = await readActivity();
			return webhooks.some(({ valid }) => valid) && subscriptions >= subscribed;
		};
		if (await isWhole()) return false;
		print('X tells less than before: n8n was killed while it published. Publishing again …');
		for (const { id } of demo.workflows) {
			await client.unpublish(id);
			await client.publish(id);
		}
		await waitFor(isWhole, { what: 'X to have the webhook', timeoutMs: 120_000 });
		return true;
	}

	async function readActivity() {
		return await sandbox.control<{
			webhooks: Array<{ valid: boolean }>;
			subscriptions: number;
		}>('GET', 'activity');
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
		const findings = await waitFor(() => collectFindings(demo), {
			what: 'the desk, X and the ledger to show what they hold',
			timeoutMs: 120_000,
		});
		const problems = judge(crowd.said, findings);
		for (const problem of problems) {
			print(`${problem.what.toUpperCase()}: ${problem.says}`);
			for (const line of tellStory(problem, crowd.said, findings, cuts.kills)) print(`    ${line}`);
		}
		const { kills, republished } = cuts;
		const crashedRuns = [...cuts.crashed.values()];
		const result: SoakResult = {
			...countUp(crowd.said, problems, findings, { kills, crashedRuns, minutes }),
			republished,
			webhookLost,
			troubles: sum(pests.counts),
			seed,
			desk: demo.desk.name,
			workflow: demo.workflows.map(({ name }) => name).join(', '),
			latencyPushMs,
			latencyPollMs,
			settleSeconds,
		};
		if (!result.ok) keepFindings(demo.logFolder, { ...findings, said: crowd.said, kills });
		return result;
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
