/**
 * A soak: a real n8n, the sandbox and a helpdesk, customers who post all the time, and everything that can go wrong.
 *
 *   npm run soak                              5 minutes of trouble, about 10 in all
 *   npm run soak -- --minutes 120             as long as you like
 *   npm run soak -- --seed 17                 the same trouble again, as far as chance decides it
 *   npm run soak -- --desk data-table         n8n's Data Tables are the desk
 *   npm run soak -- --durable                 with n8n's durable scheduler and cursors
 *   npm run soak -- --template 01             another template than 11-intake-push
 *   npm run soak -- --keep DIR                the data stay in DIR
 *
 * One JSON line comes last on standard output; exit code 0 when nothing was lost and nothing doubled, else 1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Demo, startDemo } from '../demo/demo.mts';
import { type Template, toImpatientCopy } from '../demo/templates.mts';
import { buildDeskRoad } from './desk-road.mts';
import { runSoak } from './soak.mts';
import { findSources, isPushed, toSoakCopy } from './soak-copy.ts';

const { values: wants } = parseArgs({
	options: {
		minutes: { type: 'string', default: '5' },
		seed: { type: 'string' },
		desk: { type: 'string', default: 'request-tracker' },
		durable: { type: 'boolean', default: false },
		template: { type: 'string', default: '11' },
		keep: { type: 'string' },
	},
});

/** n8n's own way to keep what a poll found: three flags, all off unless set. */
const durable = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};
const desks = ['request-tracker', 'data-table'];
const print = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const road = buildDeskRoad();
let starting: Pick<Demo, 'stop' | 'logFolder'> | undefined;
let ending: Promise<void> | undefined;

process.once('SIGINT', () => void end(130, 'Stopping …'));
process.once('SIGTERM', () => void end(143, 'Stopping …'));
process.once('SIGHUP', () => void end(129, 'Stopping …'));

try {
	const minutes = readMinutes();
	if (!desks.includes(wants.desk)) {
		throw new Error(`--desk: there is no desk '${wants.desk}'. There are: ${desks.join(', ')}.`);
	}
	const workflow = toSoakCopy(toImpatientCopy(readTemplate(wants.template)));
	const demo = await startDemo({
		workflows: [workflow],
		keep: wants.keep,
		n8nSettings: wants.durable ? durable : {},
		withoutRequestTracker: wants.desk === 'data-table',
		openRoadToDesk: (deskUrl) => road.open(deskUrl),
		print,
		onCrash: (how) => void end(1, how),
		onStarting: (demo) => (starting = demo),
	});
	const result = await runSoak({
		...{ demo, road, minutes, print },
		seed: wants.seed ?? String(Date.now() % 1_000_000),
		isPushed: isPushed(workflow),
		sources: findSources(workflow),
	});
	await end(result.ok ? 0 : 1, undefined, () =>
		console.log(JSON.stringify({ ...result, durable: wants.durable })),
	);
} catch (error) {
	await end(1, error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function readMinutes(): number {
	const minutes = Number(wants.minutes);
	if (minutes > 0 && minutes <= 24 * 60) return minutes;
	throw new Error(`--minutes: got '${wants.minutes}'. Give a number of minutes up to 1440.`);
}

/** By the number its file begins with. */
function readTemplate(number: string): Template {
	const folder = fileURLToPath(new URL('../workflows/', import.meta.url));
	const file = readdirSync(folder).find((name) => name.startsWith(`${number}-`));
	if (!file) throw new Error(`--template: no file in workflows/ begins with '${number}-'.`);
	return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template;
}

/** Ends everything once, whatever the reason was and however many there are. */
function end(exitCode: number, why?: string, last?: () => void): Promise<void> {
	ending ??= (async () => {
		if (why) print(why);
		await starting?.stop({ keepLogs: exitCode === 1 });
		await road.close();
		if (exitCode === 1) print(`Logs and tables are kept in ${starting?.logFolder}`);
		last?.();
		process.exit(exitCode);
	})();
	return ending;
}
