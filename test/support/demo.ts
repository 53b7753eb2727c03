/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(__dirname, '../..');

/** What `npm run demo -- --json` tells once everything runs. */
export interface RunningDemo {
	n8nUrl: string;
	sandboxUrl: string;
	/** Of the mailbox. */
	smtpPort: number;
	workflows: Array<{ id: string; name: string }>;
	owner: { email: string; password: string };
	/** `logIn`: user and password with a slash between them, where the desk has a log-in of its own. */
	desk: { name: string; url: string; logIn: string };
	/** SIGKILL, as a power cut would. */
	killN8n(): Promise<void>;
	/** Brings a killed n8n back on the same data, and returns when it answers. */
	startN8n(): Promise<void>;
	stop(): Promise<void>;
}

type Addresses = Omit<RunningDemo, 'killN8n' | 'startN8n' | 'stop'>;

/** Starts the demo as a program of its own and returns when it runs. Needs a build. */
export async function startDemo(args: string[] = []): Promise<RunningDemo> {
	const demo = spawnDemo(['--json', ...args]);
	const addresses = (await demo.nextJson()) as Addresses | undefined;
	if (!addresses) {
		await demo.ended;
		throw new Error(`The demo ended before it ran:\n${demo.said()}`);
	}
	return {
		...addresses,
		killN8n: () => demo.order('kill n8n'),
		startN8n: () => demo.order('start n8n'),
		stop: demo.stop,
	};
}

/** Runs the demo, or another program that ends with a line of JSON, and returns what it printed last. */
export async function runDemo(args: string[], program = 'demo/main.mts') {
	const demo = spawnDemo(args, program);
	const exitCode = await demo.ended;
	return { exitCode, said: demo.said(), result: await demo.nextJson() };
}

function spawnDemo(args: string[], program = 'demo/main.mts') {
	const child = spawn(process.execPath, ['--import', 'tsx', join(root, program), ...args], {
		cwd: root,
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	let said = '';
	child.stderr.on('data', (chunk) => (said += String(chunk)));
	child.stdin.on('error', () => {});
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const output = createInterface({ input: child.stdout });
	const answers = output[Symbol.asyncIterator]();

	/** The next line of JSON it prints; undefined when it ends before. */
	async function nextJson(): Promise<unknown> {
		for (;;) {
			const { value, done } = (await answers.next()) as IteratorResult<string, undefined>;
			if (done) return undefined;
			said += `${value}\n`;
			if (value.startsWith('{')) return JSON.parse(value) as unknown;
		}
	}

	return {
		ended,
		nextJson,
		said: () => said,
		async order(what: string) {
			child.stdin.write(`${what}\n`);
			const answer = (await nextJson()) as { done?: string } | undefined;
			if (answer?.done !== what) throw new Error(`The demo did not '${what}':\n${said}`);
		},
		async stop() {
			child.kill('SIGTERM');
			await ended;
		},
	};
}
