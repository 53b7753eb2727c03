/**
 * A real Request Tracker on 127.0.0.1, with its own empty database, for tests and the demo.
 *
 *   tsx scripts/request-tracker.mts [--dir DIR] [--port PORT] [--keep]
 *
 * prints one JSON line (url, token, queue, rootPassword, pid) once it answers, and runs until it is told to end.
 */
import { execFile, spawn } from 'node:child_process';
import { chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

import { installRequestTracker, isInstalled, serverPath } from './request-tracker.install.mts';

export { installRequestTracker };

export interface RequestTracker {
	url: string;
	/** REST token of the bot user `x-care`. */
	token: string;
	queue: string;
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

const run = promisify(execFile);
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
	await writeFile(join(dir, 'site.pm'), toSiteConfig(dir, port));
	const env = {
		...process.env,
		RT_SITE_CONFIG: join(dir, 'site.pm'),
		// Debian's own settings must not get in.
		RT_SITE_CONFIG_DIR: join(dir, 'none'),
		RT_ROOT_PASSWORD: rootPassword,
	};
	const owner = await findServerUser();
	if (owner) await chown(dir, owner.uid, owner.gid);
	const as = owner
		? ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--init-groups']
		: [];
	const token = await prepareDatabase(dir, env, as);
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
	const stop = async () => {
		if (child.exitCode === null && child.signalCode === null) {
			process.kill(-pid, 'SIGTERM');
			const late = wait(5_000, undefined, { ref: false }).then(() => process.kill(-pid, 'SIGKILL'));
			await Promise.race([ended, late]);
		}
	};
	try {
		await untilAnswering(url, token, () => child.exitCode);
	} catch (error) {
		await stop();
		const lines = await readFile(join(dir, 'rt.log'), 'utf8').catch(() => '');
		throw new Error(`Request Tracker did not come up: ${lines.slice(-500)}`, { cause: error });
	}
	log(`Request Tracker: ${url} (root / ${rootPassword})`);
	return { url, token, queue: 'Social', rootPassword, pid, stop };
}

async function prepareDatabase(dir: string, env: NodeJS.ProcessEnv, as: string[]): Promise<string> {
	const perl = async (...args: string[]) => {
		const command = [...as, ...args];
		const { stdout } = await run(command[0], command.slice(1), { env, cwd: tmpdir() });
		return stdout.trim();
	};
	const isThere = await readFile(join(dir, 'rt.sqlite')).then(
		() => true,
		() => false,
	);
	if (!isThere) await perl('rt-setup-database-5', '--action', 'init', '--dba-password', '');
	return await perl('perl', fileURLToPath(new URL('request-tracker.seed.pl', import.meta.url)));
}

/** Where we are root, the server runs as the unprivileged web user, as Debian's own does. */
async function findServerUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const users = await readFile('/etc/passwd', 'utf8');
	const [, , uid, gid] =
		users
			.split('\n')
			.find((line) => line.startsWith('www-data:'))
			?.split(':') ?? [];
	return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function toSiteConfig(dir: string, port: number): string {
	const settings = {
		rtname: 'example.test',
		Organization: 'example.test',
		DatabaseType: 'SQLite',
		DatabaseName: join(dir, 'rt.sqlite'),
		DatabaseHost: '',
		DatabaseUser: '',
		DatabasePassword: '',
		WebDomain: '127.0.0.1',
		WebPort: String(port),
		WebPath: '',
		WebBaseURL: `http://127.0.0.1:${port}`,
		WebURL: `http://127.0.0.1:${port}/`,
		// Writes mail to a file; nothing leaves the machine.
		MailCommand: 'testfile',
		LogToSTDERR: 'warning',
		Timezone: 'UTC',
	};
	const lines = Object.entries(settings).map(([name, value]) => `Set($${name}, '${value}');`);
	return [...lines, 'Set($LogToSyslog, undef);', '1;', ''].join('\n');
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
