/**
 * A real Request Tracker on 127.0.0.1, with its own empty database, for tests and the demo.
 *
 *   tsx scripts/request-tracker.mts [--dir DIR] [--port PORT] [--keep]
 *
 * prints one JSON line (url, token, queue, rootPassword, pid) once it answers, and runs until it is told to end.
 */
import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { giveToServerUser, prepareDatabase, writeSettings } from './request-tracker.database.mts';
import { installRequestTracker, isInstalled, serverPath } from './request-tracker.install.mts';

export { installRequestTracker };

export interface RequestTracker {
	url: string;
	/** REST token of the bot user `x-care`. */
	token: string;
	queue: string;
	/** REST token of the administrator, to look at and change what the bot may not. */
	rootToken: string;
	/** Password of the user `root` in the web interface. */
	rootPassword: string;
	pid: number;
	/** Ends the server and its workers; the database stays in `dir`. */
	stop(): Promise<void>;
}

export interface RequestTrackerOptions {
	/** Holds database, settings and log. Several instances live side by side in folders of their own. */
	dir: string;
	/** A free one unless told. */
	port?: number;
	/** Start with what an earlier run left in `dir`; else the database starts empty. */
	keep?: boolean;
	log?: (line: string) => void;
}

const rootPassword = 'rt-demo-root';

/** Throws, saying why, when Request Tracker cannot be had or does not come up. */
export async function startRequestTracker(options: RequestTrackerOptions): Promise<RequestTracker> {
	const log = options.log ?? (() => undefined);
	await installRequestTracker(log);
	const dir = resolve(options.dir);
	const port = options.port ?? (await findFreePort());
	const url = `http://127.0.0.1:${port}`;
	await mkdir(dir, { recursive: true, mode: 0o755 });
	if (!options.keep) await rm(join(dir, 'rt.sqlite'), { force: true });
	const env = await writeSettings(dir, port, rootPassword);
	const as = await giveToServerUser(dir);
	const [token, rootToken] = await prepareDatabase(dir, env, as);
	const output = await open(join(dir, 'rt.log'), 'a');
	const server = ['--server', 'Starman', '--host', '127.0.0.1', '--port', String(port)];
	const command = [...as, 'perl', serverPath, ...server, '--workers', '4'];
	const child = spawn(command[0], command.slice(1), {
		cwd: tmpdir(),
		env,
		detached: true,
		stdio: ['ignore', output.fd, output.fd],
	});
	await output.close();
	const ended = new Promise<void>((done) => child.once('exit', () => done()));
	const pid = child.pid;
	if (pid === undefined) throw new Error('Request Tracker could not be started: no process');
	const isRunning = () => child.exitCode === null && child.signalCode === null;
	const stop = async () => {
		if (!isRunning()) return;
		process.kill(-pid, 'SIGTERM');
		await Promise.race([ended, wait(5_000, undefined, { ref: false })]);
		if (isRunning()) process.kill(-pid, 'SIGKILL');
		await ended;
	};
	try {
		await untilAnswering(url, token, () => child.exitCode);
	} catch (error) {
		await stop();
		const lines = await readFile(join(dir, 'rt.log'), 'utf8').catch(() => '');
		throw new Error(`Request Tracker did not come up: ${lines.slice(-500)}`, { cause: error });
	}
	log(`Request Tracker: ${url} (root / ${rootPassword})`);
	return { url, token, queue: 'Social', rootToken, rootPassword, pid, stop };
}

async function untilAnswering(url: string, token: string, exitCode: () => number | null) {
	const headers = { authorization: `token ${token}` };
	for (const started = Date.now(); Date.now() - started < 30_000; await wait(150)) {
		if (exitCode() !== null) throw new Error(`the server ended with code ${exitCode()}`);
		const answer = await fetch(`${url}/REST/2.0/rt`, { headers }).catch(() => undefined);
		if (answer?.ok) return;
	}
	throw new Error('no answer within 30 seconds');
}

async function findFreePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	await new Promise((done) => server.close(done));
	if (address === null || typeof address === 'string') throw new Error('no free port');
	return address.port;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			dir: { type: 'string', default: join(tmpdir(), `request-tracker-${process.pid}`) },
			port: { type: 'string' },
			keep: { type: 'boolean', default: false },
			check: { type: 'boolean', default: false },
		},
	});
	const log = (line: string) => console.error(line);
	if (values.check) {
		console.log(JSON.stringify({ installed: await isInstalled() }));
		return;
	}
	const port = values.port === undefined ? undefined : Number(values.port);
	const tracker = await startRequestTracker({ dir: values.dir, port, keep: values.keep, log });
	console.log(JSON.stringify({ ...tracker, stop: undefined }));
	await new Promise<void>((done) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
			process.once(signal, () => done());
	});
	await tracker.stop();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	main().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
}
