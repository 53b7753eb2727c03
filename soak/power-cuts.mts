import { setTimeout as sleep } from 'node:timers/promises';
import type { Demo } from '../demo/demo.mts';
import type { Run } from '../demo/n8n-client.mts';
import { waitFor } from '../demo/wait.mts';
import type { Chance } from './chance.ts';
import type { Crowd } from './crowd.mts';
import type { DeskRoad } from './desk-road.mts';
import type { Kill } from './kills.ts';
import { type Moment, planPower } from './power.ts';

export interface PowerCuts {
	kills: Kill[];
	/** How often the workflow was unpublished and published again. */
	republished: number;
	/** Until the time is over and n8n was killed often enough. n8n runs and the workflows are published in the end. */
	run(options: { endMs: number; leastKills: number }): Promise<void>;
	/** Runs that a kill cut short, as far as they were seen. */
	crashed: Map<string, Run>;
}

interface Around {
	demo: Demo;
	crowd: Crowd;
	road: DeskRoad;
	print: (line: string) => void;
}

export function createPowerCuts({ demo, crowd, road, print }: Around, chance: Chance): PowerCuts {
	const { n8n, client, sandbox, workflows } = demo;
	const cuts: PowerCuts = { kills: [], republished: 0, crashed: new Map(), run };
	let upSinceMs = Date.now();
	return cuts;

	async function run({ endMs, leastKills }: { endMs: number; leastKills: number }) {
		for (const step of planPower(chance)) {
			const remainingMs = endMs - Date.now();
			if (remainingMs <= 0 && cuts.kills.length >= leastKills) break;
			if (step.does === 'republish') await republish();
			else if (step.does === 'reimport') await reimport();
			else {
				if (step.moment === 'starting') await killWhileStarting(step.afterMs);
				else {
					const patienceMs = Math.min(step.patienceMs, Math.max(remainingMs, 8_000));
					const hasCome = await waitForMoment(step.moment, step.nth, patienceMs);
					await sleep(step.afterMs);
					await kill(hasCome ? step.moment : 'anytime');
				}
				await start();
			}
		}
		for (const { id } of workflows) await publish(id);
		await findCrashed();
	}

	async function kill(moment: Moment): Promise<void> {
		const calls = await sandbox.readRequests(await lastCall(-20));
		await n8n.kill();
		const lastCallMs = calls.length > 0 ? Date.parse(calls[calls.length - 1].time) : 0;
		cuts.kills.push({ atMs: Date.now(), upSinceMs, moment, lastCallMs });
		print(`  kill ${cuts.kills.length}: ${sentences[moment]}`);
	}

	async function killWhileStarting(afterMs: number): Promise<void> {
		await kill('anytime');
		upSinceMs = Date.now();
		const starting = n8n.start().catch(() => undefined);
		await sleep(afterMs);
		await kill('starting');
		await starting;
	}

	async function start(): Promise<void> {
		upSinceMs = Date.now();
		await n8n.start();
		await findCrashed();
	}

	async function republish(): Promise<void> {
		for (const { id } of workflows) await patiently('unpublish', () => client.unpublish(id));
		await sleep(chance.whole(0, 4_000));
		for (const { id } of workflows) await publish(id);
		cuts.republished += 1;
		print('  unpublished and published again');
	}

	async function reimport(): Promise<void> {
		for (const { id } of workflows) await patiently('unpublish', () => client.unpublish(id));
		await kill('anytime');
		await demo.importAgain();
		await start();
		for (const { id } of workflows) await publish(id);
		cuts.republished += 1;
		print('  unpublished, killed, imported under the same id and published again');
	}

	/** Publishing asks X, who may be in trouble: it is tried again, as a person would. */
	async function publish(id: string): Promise<void> {
		await patiently('publish', () => client.publish(id));
	}

	async function patiently(what: string, ask: () => Promise<void>): Promise<void> {
		await waitFor(
			async () => {
				await ask();
				return true;
			},
			{ what: `n8n to ${what} a workflow`, timeoutMs: 180_000, everyMs: 2_000 },
		);
	}

	async function findCrashed(): Promise<void> {
		const runs = await client.listRuns({ status: 'crashed' }).catch(() => []);
		for (const one of runs) cuts.crashed.set(one.id, one);
	}

	async function lastCall(back: number): Promise<number> {
		const { requests } = await sandbox.control<{ requests: number }>('GET', 'state');
		return Math.max(0, requests + back);
	}

	/** False when it did not come in time. */
	async function waitForMoment(moment: Moment, nth: number, patienceMs: number): Promise<boolean> {
		if (moment === 'anytime' || moment === 'starting') return true;
		const endMs = Date.now() + patienceMs;
		const since = await lastCall(0);
		const saidBefore = crowd.said.length;
		const askedBefore = road.count();
		const hasCome: Record<typeof moment, () => Promise<boolean>> = {
			poll: () => isAsked('GET', /\/(?:mentions|dm_events|followers)$/),
			answer: () => isAsked('POST', /^\/2\/tweets$/),
			push: async () => crowd.said.length >= saidBefore + nth,
			desk: async () => road.count() >= askedBefore + nth,
		};
		while (Date.now() < endMs) {
			if (await hasCome[moment]()) return true;
			await sleep(25);
		}
		return false;

		async function isAsked(method: string, path: RegExp): Promise<boolean> {
			const calls = await sandbox.readRequests(since);
			return calls.filter((call) => call.method === method && path.test(call.path)).length >= nth;
		}
	}
}

const sentences: Record<Moment, string> = {
	starting: 'while n8n was starting',
	anytime: 'at no particular moment',
	poll: 'after n8n had asked X for something new',
	push: 'after somebody had said something',
	answer: 'after n8n had asked X to post an answer',
	desk: 'after n8n had asked the desk for something',
};
