import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program the demo started, in a process group of its own (so that its children end with it). */
export interface Program {
	readonly name: string;
	readonly pid: number;
	/** Settles when the program has ended, whoever ended it; with its exit code, null when a signal did it. */
	readonly ended: Promise<number | null>;
	/** Everything it printed so far, both streams. */
	log(): string;
	/** Asks it to end, and insists after `graceMs`. */
	stop(graceMs?: number): Promise<void>;
	/** Ends it with SIGKILL, as a power cut would. */
	kill(): Promise<void>;
}

export interface ProgramOptions {
	name: string;
	command: string;
	args: string[];
	logFile: string;
	env?: NodeJS.ProcessEnv;
	cwd?: string;
	/** Called when the program ends although nobody asked it to. */
	onCrash?: (how: string) => void;
}

export interface Programs {
	start(options: ProgramOptions): Program;
	/** Looks after a process group that something else started: it ends with ours. `onCrash` when it ends before. */
	adopt(pid: number, onCrash: () => void): void;
	/** Ends everything still running, the latest first. */
	stopAll(): Promise<void>;
}

/** Starts programs and sees to it that none outlives this process, not even when it is killed with SIGKILL. */
export function startProgramKeeper(): Programs {
	const guard = startGuard();
	const running: Program[] = [];
	const adopted = new Map<number, NodeJS.Timeout>();

	return {
		start(options) {
			const program = startProgram(options);
			guard.watch(program.pid);
			running.push(program);
			void program.ended.then(() => {
				guard.forget(program.pid);
				running.splice(running.indexOf(program), 1);
			});
			return program;
		},
		adopt(pid, onCrash) {
			guard.watch(pid);
			const watch = setInterval(() => {
				if (isRunning(pid)) return;
				clearInterval(watch);
				guard.forget(pid);
				onCrash();
			}, 1_000);
			adopted.set(pid, watch);
		},
		async stopAll() {
			for (const program of [...running].reverse()) await program.stop();
			for (const [pid, watch] of adopted) {
				clearInterval(watch);
				await endGroup(pid);
				guard.forget(pid);
			}
			guard.end();
		},
	};
}

function startProgram({
	name,
	command,
	args,
	logFile,
	env,
	cwd,
	onCrash,
}: ProgramOptions): Program {
	const log = openSync(logFile, 'a');
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const pid = child.pid;
	if (pid === undefined) throw new Error(`${name} could not be started: no program '${command}'`);

	let isAskedToEnd = false;
	const ended = new Promise<number | null>((resolve) => {
		child.once('exit', (code, signal) => {
			// What the program itself started may still be there.
			signalGroup(pid, 'SIGKILL');
			if (!isAskedToEnd) onCrash?.(signal ? `signal ${signal}` : `exit code ${code}`);
			resolve(code);
		});
	});

	return {
		name,
		pid,
		ended,
		log: () => readFileSync(logFile, 'utf8'),
		async stop(graceMs) {
			isAskedToEnd = true;
			await endGroup(pid, graceMs);
			await ended;
		},
		async kill() {
			isAskedToEnd = true;
			signalGroup(pid, 'SIGKILL');
			await ended;
		},
	};
}

async function endGroup(pid: number, graceMs = 8_000): Promise<void> {
	signalGroup(pid, 'SIGTERM');
	const end = Date.now() + graceMs;
	while (isRunning(-pid) && Date.now() < end) await sleep(50);
	signalGroup(pid, 'SIGKILL');
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// The group is gone, which is what was wanted.
	}
}

/**
 * A tiny second process that holds the other end of a pipe: when this process goes away without a word, the pipe closes
 * and the guard ends what it was told of.
 */
function startGuard() {
	const source = `
		const pids = new Set();
		const signal = (name) => pids.forEach((pid) => { try { process.kill(-pid, name); } catch {} });
		require('node:readline').createInterface({ input: process.stdin })
			.on('line', (line) => line[0] === '+' ? pids.add(+line.slice(1)) : pids.delete(+line.slice(1)))
			.on('close', () => {
				signal('SIGTERM');
				setTimeout(() => signal('SIGKILL'), pids.size > 0 ? 5000 : 0);
			});
		process.on('SIGINT', () => {});
		process.on('SIGTERM', () => {});`;
	const guard = spawn(process.execPath, ['-e', source], {
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	guard.stdin.on('error', () => {});
	guard.unref();
	return {
		watch: (pid: number) => guard.stdin.write(`+${pid}\n`),
		forget: (pid: number) => guard.stdin.write(`-${pid}\n`),
		end: () => guard.stdin.end(),
	};
}
