/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(__dirname, '../..');

/** What `npm run demo -- --json` tells once everything runs. */
export interface RunningDemo {
	n8nUrl: string;
	sandboxUrl: string;
	workflows: Array<{ id: string; name: string }>;
	owner: { email: string; password: string };
	/** `logIn`: user and password with a slash between them, where the desk has a log-in of its own. */
	desk: { name: string; url: string; logIn: string };
	stop(): Promise<void>;
}

/** Starts the demo as a program of its own and returns when it runs. Needs a build. */
export async function startDemo(args: string[] = []): Promise<RunningDemo> {
	const demo = spawnDemo(['--json', ...args]);
	const line = await Promise.race([demo.firstJson, demo.ended.then(() => undefined)]);
	if (line === undefined) throw new Error(`The demo ended before it ran:\n${demo.said()}`);
	return { ...(JSON.parse(line) as Omit<RunningDemo, 'stop'>), stop: demo.stop };
}

/** Runs the demo to its end and returns what it printed last. */
export async function runDemo(args: string[]) {
	const demo = spawnDemo(args);
	const exitCode = await demo.ended;
	const line = await Promise.race([demo.firstJson, Promise.resolve(undefined)]);
	return { exitCode, said: demo.said(), result: line && (JSON.parse(line) as unknown) };
}

function spawnDemo(args: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'demo/main.mts'), ...args], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	child.stderr.on('data', (chunk) => (said += String(chunk)));
	const firstJson = new Promise<string>((resolve) => {
		createInterface({ input: child.stdout }).on('line', (line) => {
			said += `${line}\n`;
			if (line.startsWith('{')) resolve(line);
		});
	});
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	return {
		firstJson,
		ended,
		said: () => said,
		async stop() {
			child.kill('SIGTERM');
			await ended;
		},
	};
}
