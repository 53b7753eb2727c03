/**
 * 10,000 followers of a protected account against a register of 1,000 officials: 900 follow, 20 more do so under a new handle, 40
 * have asked to, 40 have not; handles are spelled as people spell them, and five of the handles given up belong to strangers.
 * X is the sandbox, a process of its own. Each way is run on n8n's engine in a process of its own that has loaded nothing but the
 * engine and its nodes: ours is the built node. `cpuSeconds`: user and system time of that process from the start of the workflow
 * to its end, cold; `rssMb`: the most that process ever held, n8n's engine included, which alone is the `rssBeforeMb`;
 * `apiCalls`: what the sandbox logged.
 *
 * `wrong`: people who did not come out exactly once with what is true of them. The line before the last sets ours against what
 * is pieced together of n8n's own nodes, the better of two ways. `again` is a run on the next day with the follower set that the
 * first one has left. Fails above 2 s, 256 MB or the fewest calls there can be, when somebody is wrong, and when the kept set
 * costs more than reading all of it anew.
 */
import { createRequire } from 'node:module';

import type { IDataObject } from 'n8n-workflow';

import { withProgram } from './reconcile/alone.mts';
import { compareAsTyped, mergeInLowerCase } from './reconcile/built-in-ways.mts';
import { findWrong } from './reconcile/judge.mts';
import { ourNode } from './reconcile/our-way.mts';
import type { Report } from './reconcile/program.mts';
import type { Way } from './reconcile/way.mts';
import { makeWorld, size, type World } from './reconcile/world.mts';

// A CommonJS module knows its folder only when it is required.
const { startSandbox } = createRequire(import.meta.url)(
	'../test/support/sandbox.ts',
) as typeof import('../test/support/sandbox.ts');

const perPage = 1000;
const perLookUp = 100;
const dayMs = 86_400_000;
const limits = { cpuSeconds: 2, rssMb: 256, wrong: 0 };
const sandbox = await startSandbox();
const print = (line: object) => console.log(JSON.stringify(line));

await withProgram(async (runAlone) => {
	const measure = async (way: Way, world: World, followerSet?: IDataObject[]) => {
		await sandbox.control('DELETE', 'requests');
		const usdBefore = await readUsd();
		const report = await runAlone({
			...{ way: way.name, sandboxUrl: sandbox.url, register: world.register, followerSet },
		});
		const { length: apiCalls } = await sandbox.control<unknown[]>('GET', 'requests');
		const wrong = findWrong(report.found, world, way === ourNode);
		return { report, line: { ...toFigures(report), apiCalls, usd: await spent(usdBefore), wrong } };
	};

	const theirs: Array<{ name: string; line: Line }> = [];
	for (const way of [compareAsTyped, mergeInLowerCase]) {
		const { line } = await measure(way, await makeWorld(sandbox));
		print({ way: way.name, ...line });
		theirs.push({ name: way.name, line });
	}
	const world = await makeWorld(sandbox);
	const { report, line: ours } = await measure(ourNode, world);
	print({ way: ourNode.name, ...ours });
	await sandbox.control('POST', 'clock', { advanceMs: dayMs });
	const { line: again } = await measure(ourNode, world, report.kept);
	print({ again: 'on the next day, with the follower set kept', ...again });

	const better = theirs.reduce((a, b) => (toSum(b.line.wrong) < toSum(a.line.wrong) ? b : a));
	print({
		compared: better.name,
		oursOfTheirs: {
			cpu: round(ours.cpuSeconds / better.line.cpuSeconds),
			wrong: round(toSum(ours.wrong) / toSum(better.line.wrong)),
		},
		wrong: { ours: toSum(ours.wrong), theirs: toSum(better.line.wrong) },
	});
	const { cpuSeconds, rssMb, apiCalls } = ours;
	print({ ...size, cpuSeconds, rssMb, apiCalls });

	const notFollowing = world.truth.size - size.followers;
	const lookUps = Math.ceil(notFollowing / perLookUp);
	const fewest = 1 + size.followers / perPage + lookUps;
	const faults = [
		...(cpuSeconds >= limits.cpuSeconds ? [`${cpuSeconds} s of CPU`] : []),
		...(rssMb >= limits.rssMb ? [`${rssMb} MB in use`] : []),
		...(apiCalls > fewest ? [`${apiCalls} calls, not ${fewest}`] : []),
		...(again.apiCalls > apiCalls || again.usd > ours.usd
			? [`a kept follower set costs more than none: ${again.apiCalls} calls, $${again.usd}`]
			: []),
		...[ours, again]
			.filter(({ wrong }) => toSum(wrong) > limits.wrong)
			.map(({ wrong }) => `wrong: ${JSON.stringify(wrong)}`),
	];
	if (faults.length > 0) {
		console.error(`The reconcile bench failed: ${faults.join('; ')}.`);
		process.exitCode = 1;
	}
}).finally(() => sandbox.stop());

type Line = ReturnType<typeof toFigures> & { wrong: ReturnType<typeof findWrong> };

function toFigures({ cpuSeconds, seconds, rss }: Report) {
	return {
		...{ cpuSeconds: round(cpuSeconds), seconds: round(seconds) },
		...{ rssMb: rss.peak, rssBeforeMb: rss.before },
	};
}

async function readUsd(): Promise<number> {
	return (await sandbox.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;
}

async function spent(before: number): Promise<number> {
	return round((await readUsd()) - before);
}

function toSum(wrong: Line['wrong']): number {
	return Object.values(wrong).reduce((sum, count) => sum + count, 0);
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
