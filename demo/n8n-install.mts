import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Programs } from './processes.mts';
import { waitFor } from './wait.mts';

/** An n8n ready to run, with the node it needs. */
export interface N8nInstall {
	node: string;
	n8n: string;
}

const recipe = fileURLToPath(new URL('n8n', import.meta.url));
const steps: Array<{ what: string; args: string[] }> = [
	{ what: 'downloading', args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'] },
	// The only two of 2,000 packages that need their install script: node's own binary and the database driver.
	{
		what: 'building the database driver',
		args: ['rebuild', 'node', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
	},
];

/**
 * Finds the n8n that `demo/n8n/package-lock.json` describes in the cache, or installs it there (about 4 minutes, 3 GB).
 * The folder carries the lock file's hash, so a new n8n never runs on an old one's files; a `ready` file, written last,
 * tells a whole install from a half one.
 */
export async function installN8n(
	programs: Programs,
	print: (line: string) => void,
): Promise<N8nInstall> {
	const folder = toCacheFolder();
	if (!existsSync(join(folder, 'ready'))) {
		mkdirSync(folder, { recursive: true });
		const unlock = await lock(`${folder}.lock`, print);
		try {
			// Another demo may have done it while this one waited.
			if (!existsSync(join(folder, 'ready'))) await install(folder, programs, print);
		} finally {
			unlock();
		}
	}
	return {
		node: join(folder, 'node_modules/node/bin/node'),
		n8n: join(folder, 'node_modules/n8n/bin/n8n'),
	};
}

/** Where the demo's n8n lives; outside the checkout, so that a fresh clone finds it again. */
export function toCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
	const root =
		env.X_CARE_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-x-care');
	const lockFile = readFileSync(join(recipe, 'package-lock.json'));
	return join(root, `n8n-${createHash('sha256').update(lockFile).digest('hex').slice(0, 12)}`);
}

async function install(folder: string, programs: Programs, print: (line: string) => void) {
	print('n8n is not in the cache yet: installing it once (about 4 minutes, 3 GB).');
	const startedAt = Date.now();
	const logFile = join(folder, 'install.log');
	rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
	for (const name of ['package.json', 'package-lock.json']) {
		copyFileSync(join(recipe, name), join(folder, name));
	}
	for (const { what, args } of steps) {
		const npm = programs.start({
			name: 'npm',
			command: 'npm',
			args,
			logFile,
			cwd: folder,
			env: toPlainNpmEnv(),
		});
		const ticker = setInterval(() => void printProgress(what), 10_000);
		const exitCode = await npm.ended;
		clearInterval(ticker);
		if (exitCode !== 0) {
			throw new Error(`n8n could not be installed (while ${what}). The log: ${logFile}`);
		}
	}
	writeFileSync(join(folder, 'ready.tmp'), `${new Date().toISOString()}\n`);
	renameSync(join(folder, 'ready.tmp'), join(folder, 'ready'));
	print(`  installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);

	async function printProgress(what: string) {
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		print(
			`  ${String(seconds).padStart(3)} s  ${what}, ${await measureMegabytes(folder)} MB so far`,
		);
	}
}

function measureMegabytes(folder: string): Promise<string> {
	return new Promise((resolve) => {
		execFile('du', ['-sm', folder], (_error, output) => {
			resolve(/^\d+/.exec(output)?.[0] ?? '?');
		});
	});
}

/** `npm run` hands this checkout's npm settings down as variables; the install must not inherit them. */
function toPlainNpmEnv(): NodeJS.ProcessEnv {
	const inherited =
		/^(npm_(package|lifecycle)_|npm_config_(ignore_scripts|omit|local_prefix)|INIT_CWD$)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

/** One install at a time: a lock file with our pid; a lock whose owner is gone is taken over. */
async function lock(file: string, print: (line: string) => void): Promise<() => void> {
	let hasTold = false;
	await waitFor(
		async () => {
			try {
				writeFileSync(file, String(process.pid), { flag: 'wx' });
				return true;
			} catch {
				const owner = Number(readFileSync(file, 'utf8'));
				if (!isRunning(owner)) rmSync(file, { force: true });
				else if (!hasTold) {
					hasTold = true;
					print(`Another demo (process ${owner}) is installing n8n; waiting for it.`);
				}
				return false;
			}
		},
		{ what: 'the other install to end', timeoutMs: 20 * 60_000, everyMs: 500 },
	);
	return () => unlinkSync(file);
}

function isRunning(pid: number): boolean {
	try {
		return pid > 0 && process.kill(pid, 0);
	} catch {
		return false;
	}
}
