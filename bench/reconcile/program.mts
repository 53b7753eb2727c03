/**
 * One reconcile in a process of its own: reads a `Job` as JSON from standard input, prints a `Report`. It is bundled before it is
 * run, so that nothing is in the process but n8n's engine, the nodes of that way and the run.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { ICredentialType, IDataObject, INodeType } from 'n8n-workflow';

import { compareAsTyped, mergeInLowerCase } from './built-in-ways.mts';
import { ourNode } from './our-way.mts';
import { runFlow } from './run.mts';
import type { Found, Job } from './way.mts';

export interface Report {
	cpuSeconds: number;
	seconds: number;
	rss: { before: number; peak: number };
	found: Found[];
	kept?: IDataObject[];
}

const root = process.env.BENCH_ROOT!;
const requireFrom = createRequire(`${root}/package.json`);
const load = <T,>(file: string): T => {
	const name = file.split('/').at(-1)!.split('.')[0];
	return new (requireFrom(file) as Record<string, new () => T>)[name]();
};

void measure();

async function measure(): Promise<void> {
	const job = JSON.parse(readFileSync(0, 'utf8')) as Job;
	const way = [ourNode, compareAsTyped, mergeInLowerCase].find(({ name }) => name === job.way);
	if (!way) throw new Error(`There is no way called "${job.way}".`);
	const flow = way.prepare(
		job,
		(node) => load<INodeType>(`n8n-nodes-base/dist/nodes/${node}.node.js`),
		{
			node: (name) => load<INodeType>(`${root}/dist/nodes/${name}/${name}.node.js`),
			credentialType: (name) =>
				load<ICredentialType>(`${root}/dist/credentials/${name}.credentials.js`),
		},
	);
	const run = await runFlow(flow);
	const { cpuSeconds, seconds, rss } = run;
	const report: Report = { cpuSeconds, seconds, rss, found: way.read(run), kept: way.keep?.(run) };
	// The engine may hold timers: once the report is out there is nothing to wait for.
	process.stdout.write(JSON.stringify(report), () => process.exit(0));
}
