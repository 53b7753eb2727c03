/**
 * The whole thing on one machine: n8n with this package, a sandbox in place of X, a helpdesk and a mailbox.
 *
 *   npm run demo                       until Ctrl-C, with customers posting
 *   npm run demo -- --keep DIR         the same, and the data stay in DIR
 *   npm run demo -- --no-cast          nobody posts
 *   npm run demo -- --templates DIR    with the workflows in DIR in place of the shipped ones
 *   npm run demo -- --check [--kill]   unattended; one JSON line at the end; exit code 0 or 1
 *   npm run demo -- --json             one JSON line with the addresses once everything runs; takes "kill n8n" and
 *                                      "start n8n" on standard input
 */
import { parseArgs } from 'node:util';
import { runCast } from './cast.mts';
import { runCheck } from './check.mts';
import { startDemo, type Demo } from './demo.mts';
import { owner } from './n8n-server.mts';
import { obeyOrders } from './orders.mts';
import { readTemplates, toDemoCopy, toImpatientCopy } from './templates.mts';

const { values: wants } = parseArgs({
	options: {
		check: { type: 'boolean', default: false },
		kill: { type: 'boolean', default: false },
		keep: { type: 'string' },
		'no-cast': { type: 'boolean', default: false },
		'no-request-tracker': { type: 'boolean', default: false },
		templates: { type: 'string' },
		json: { type: 'boolean', default: false },
	},
});
const startedAt = Date.now();
// The JSON line stands alone on standard output; everything said to people goes beside it.
const print = wants.check || wants.json ? console.error : console.log;
const cast = new AbortController();
let starting: Pick<Demo, 'stop' | 'logFolder'> | undefined;
let ending: Promise<void> | undefined;

process.once('SIGINT', () => void end(130, 'Stopping …'));
process.once('SIGTERM', () => void end(143, 'Stopping …'));
process.once('SIGHUP', () => void end(129, 'Stopping …'));

try {
	const demo = await startDemo({
		keep: wants.keep,
		workflows: readTemplates(wants.templates).map(wants.check ? toImpatientCopy : toDemoCopy),
		withoutRequestTracker: wants['no-request-tracker'],
		print,
		onCrash: (how) => void end(1, how),
		onStarting: (demo) => (starting = demo),
	});
	if (wants.check) await check(demo);
	else await show(demo);
} catch (error) {
	await end(1, error instanceof Error ? error.message : String(error));
}

async function check(demo: Demo): Promise<void> {
	const result = await runCheck(demo, {
		isKilling: wants.kill,
		timeoutMs: (wants.kill ? 10 : 6) * 60_000,
		print,
	});
	for (const problem of result.problems) print(`  ${problem}`);
	await end(result.ok ? 0 : 1, undefined, () => console.log(JSON.stringify(result)));
}

async function show({ n8n, n8nUrl, sandboxUrl, desk, sandbox, workflows }: Demo): Promise<void> {
	const seconds = Math.round((Date.now() - startedAt) / 1_000);
	print(`
Everything runs (after ${seconds} s), on this machine only:

  n8n        ${n8nUrl}   log in as ${owner.email} / ${owner.password}
  X          ${sandboxUrl}   the public timeline, the calls with their prices, the mailbox
  The cases  ${desk.url}   ${desk.logIn}

The templates look for mentions once a minute. Ctrl-C ends it all.
`);
	if (wants.json) {
		console.log(
			JSON.stringify({
				...{ n8nUrl, sandboxUrl, smtpPort: sandbox.smtpPort, workflows, owner },
				desk: { name: desk.name, url: desk.url, logIn: desk.logIn },
			}),
		);
		// Reading from a terminal would stop a demo that was started with "&".
		if (!process.stdin.isTTY) void obey(n8n);
	}
	if (!wants['no-cast']) await runCast(sandbox, { print, signal: cast.signal });
}

async function obey(n8n: Demo['n8n']): Promise<void> {
	try {
		await obeyOrders(n8n, process.stdin, (done) => console.log(JSON.stringify(done)));
	} catch (error) {
		await end(1, error instanceof Error ? error.message : String(error));
	}
}

/** Ends everything once, whatever the reason was and however many there are. */
function end(exitCode: number, why?: string, last?: () => void): Promise<void> {
	ending ??= (async () => {
		if (why) print(why);
		cast.abort();
		await starting?.stop({ keepLogs: exitCode === 1 });
		if (exitCode === 1) print(`The logs are kept in ${starting?.logFolder}`);
		last?.();
		process.exit(exitCode);
	})();
	return ending;
}
