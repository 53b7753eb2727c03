/**
 * A real mail server on 127.0.0.1, Postfix in front of Dovecot, with empty mailboxes of its own, for tests.
 *
 *   tsx scripts/mail-server.mts [--dir DIR] [--check]
 *
 * prints one JSON line (smtpPort, imapPort, password) once both answer, and runs until it is told to end. Every address of
 * acme.example has a mailbox, all with the same password; mail to anywhere else is refused, nothing can leave this machine.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

import { writeDovecot, writePostfix } from './mail-server.config.mts';
import { installMailServer, isInstalled } from './mail-server.install.mts';

export interface MailServer {
	smtpPort: number;
	imapPort: number;
	/** Of every mailbox; the user name is the part before the "@". */
	password: string;
	stop(): Promise<void>;
}

/** Throws, saying why, when the servers cannot be had or do not come up. */
export async function startMailServer(
	dir: string,
	log: (line: string) => void,
): Promise<MailServer> {
	await installMailServer(log);
	const home = resolve(dir);
	await mkdir(home, { recursive: true });
	// The servers' own users pass through it.
	await chmod(home, 0o755);
	const [smtpPort, imapPort] = [await findFreePort(), await findFreePort()];
	const password = 'mail-demo';
	const dovecot = await run(await writeDovecot(home, imapPort, password), home);
	const postfix = await run(await writePostfix(home, smtpPort), home);
	const stop = async () => {
		// Its master has left the group it was started in.
		await promisify(execFile)('/usr/sbin/postfix', ['-c', join(home, 'postfix'), 'stop']).catch(
			() => undefined,
		);
		await Promise.all([end(postfix), end(dovecot)]);
	};
	try {
		await untilGreeted(smtpPort, postfix);
		await untilGreeted(imapPort, dovecot);
	} catch (error) {
		await stop();
		const lines = await readFile(join(home, 'log'), 'utf8').catch(() => '');
		throw new Error(`The mail server did not come up: ${lines.slice(-800)}`, { cause: error });
	}
	return { smtpPort, imapPort, password, stop };
}

async function run([command, ...args]: string[], home: string): Promise<ChildProcess> {
	const output = await open(join(home, 'log'), 'a');
	const child = spawn(command, args, {
		cwd: tmpdir(),
		detached: true,
		stdio: ['ignore', output.fd, output.fd],
	});
	child.once('error', () => undefined);
	await output.close();
	return child;
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

/** The server and the workers it has started. */
async function end(child: ChildProcess): Promise<void> {
	const { pid } = child;
	if (pid === undefined || !isRunning(child)) return;
	const ended = new Promise<void>((done) => child.once('exit', () => done()));
	process.kill(-pid, 'SIGTERM');
	await Promise.race([ended, wait(5_000, undefined, { ref: false })]);
	if (isRunning(child)) process.kill(-pid, 'SIGKILL');
	await ended;
}

/** Until somebody speaks first on the port, as SMTP and IMAP servers do. */
async function untilGreeted(port: number, child: ChildProcess): Promise<void> {
	for (const started = Date.now(); Date.now() - started < 20_000; await wait(100)) {
		if (!isRunning(child)) throw new Error(`the server ended with code ${child.exitCode}`);
		if (await isGreeted(port)) return;
	}
	throw new Error('no greeting within 20 seconds');
}

const isGreeted = async (port: number) =>
	await new Promise<boolean>((done) => {
		const socket = connect(port, '127.0.0.1');
		const finish = (greeted: boolean) => {
			socket.destroy();
			done(greeted);
		};
		socket.once('data', () => finish(true));
		socket.once('error', () => finish(false));
		socket.setTimeout(3000, () => finish(false));
	});

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
			dir: { type: 'string', default: join(tmpdir(), `mail-server-${process.pid}`) },
			check: { type: 'boolean', default: false },
		},
	});
	if (values.check) {
		console.log(JSON.stringify({ installed: await isInstalled() }));
		return;
	}
	// Whoever is told to end while it starts ends afterwards, and leaves nothing behind.
	const toldToEnd = new Promise<void>((done) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
			process.once(signal, () => done());
	});
	const server = await startMailServer(values.dir, (line) => console.error(line));
	console.log(JSON.stringify({ ...server, stop: undefined }));
	await toldToEnd;
	await server.stop();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	main().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
}
