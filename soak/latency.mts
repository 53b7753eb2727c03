import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../demo/n8n-client.mts';
import type { Sandbox } from '../demo/sandbox.mts';
import { waitFor } from '../demo/wait.mts';
import { createChance } from './chance.ts';
import type { Crowd } from './crowd.mts';
import type { Latency } from './result.ts';
import { planSayings } from './sayings.ts';

interface Around {
	client: N8nClient;
	sandbox: Sandbox;
	crowd: Crowd;
	seed: string;
}

/** From a post to its item, told by X: one post after the other. */
export async function measurePush(around: Around, times: number): Promise<Latency> {
	const measured: number[] = [];
	for (const mention of toMentions(`${around.seed} push`, times)) {
		measured.push(...(await measure(around, async () => [await say(around.crowd, mention)])));
	}
	return toLatency(measured);
}

/** From a post to its item when X tells nothing, so that n8n has to ask: all of them within one interval. */
export async function measurePoll(around: Around, times: number): Promise<Latency> {
	await around.sandbox.control('POST', 'activity', { hold: true });
	const measured = await measure(around, async () => {
		const posts: Post[] = [];
		for (const mention of toMentions(`${around.seed} poll`, times)) {
			posts.push(await say(around.crowd, mention));
			await sleep(10_000);
		}
		return posts;
	});
	await around.sandbox.control('POST', 'activity', { release: true });
	return toLatency(measured);
}

type Post = { id: string; saidMs: number };

async function measure({ client }: Around, post: () => Promise<Post[]>): Promise<number[]> {
	const known = new Set((await client.listRuns({})).map(({ id }) => id));
	const waiting = new Map((await post()).map(({ id, saidMs }) => [id, saidMs]));
	const measured: number[] = [];
	await waitFor(
		async () => {
			const runs = (await client.listRuns({})).reverse();
			for (const { id, status, startedAt } of runs) {
				if (known.has(id) || ['new', 'running', 'waiting'].includes(status)) continue;
				known.add(id);
				const text = JSON.stringify(await client.readRun(id));
				for (const [postId, saidMs] of waiting) {
					if (!text.includes(postId)) continue;
					measured.push(Date.parse(startedAt) - saidMs);
					waiting.delete(postId);
				}
			}
			return waiting.size === 0;
		},
		{ what: 'a post to become an item', timeoutMs: 180_000, everyMs: 500 },
	);
	return measured;
}

async function say(crowd: Crowd, saying: Parameters<Crowd['say']>[0]): Promise<Post> {
	const said = await crowd.say(saying);
	if (!said) throw new Error('X did not take a post.');
	return said;
}

function toMentions(seed: string, count: number) {
	const options = { minutes: 1, perMinute: count, kinds: ['mention'] as const, people: 10 };
	return planSayings(createChance(seed), options);
}

function toLatency(measured: number[]): Latency {
	const sorted = measured.map((ms) => Math.max(ms, 0)).sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
	return { median: at(0.5), p95: at(0.95) };
}
