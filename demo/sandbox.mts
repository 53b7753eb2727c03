import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from './ports.mts';
import type { Programs } from './processes.mts';
import { waitFor } from './wait.mts';

/** The local X with its mailbox, and the hand that moves it. */
export interface Sandbox {
	url: string;
	smtpPort: number;
	post(draft: PostDraft): Promise<PostedPost>;
	/** Lets X deliver the post once more. */
	deliverAgain(postId: string): Promise<void>;
	/** What the sandbox was asked so far, or since the request of that number, the oldest first. */
	readRequests(since?: number): Promise<LoggedRequest[]>;
	readMailbox(): Promise<Mail[]>;
	/** Any other of its control routes: see docs/sandbox.md. */
	control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
}

export interface LoggedRequest {
	/** Counts up. */
	n: number;
	/** ISO 8601, UTC. */
	time: string;
	method: string;
	path: string;
}

export interface PostDraft {
	from: string;
	text: string;
	inReplyTo?: string;
	quote?: string;
	editOf?: string;
	lang?: string;
	media?: Array<{ type: 'photo' | 'video' | 'animated_gif'; url: string; altText?: string }>;
}

export interface PostedPost {
	id: string;
	conversationId: string;
}

export interface Mail {
	messageId: string | null;
	subject: string;
	text: string;
}

export async function startSandbox(options: {
	programs: Programs;
	logFolder: string;
	onCrash: (how: string) => void;
}): Promise<Sandbox> {
	const port = await findFreePort(8091);
	const smtpPort = await findFreePort(8025);
	const url = `http://127.0.0.1:${port}`;
	let end: string | undefined;
	options.programs.start({
		name: 'sandbox',
		command: process.execPath,
		args: [
			...['--import', fileURLToPath(import.meta.resolve('tsx'))],
			fileURLToPath(new URL('../sandbox/main.mts', import.meta.url)),
			...['--port', String(port), '--smtp-port', String(smtpPort)],
		],
		logFile: join(options.logFolder, 'sandbox.log'),
		env: process.env,
		onCrash(how) {
			end = `the sandbox ended with ${how}`;
			options.onCrash(end);
		},
	});
	await waitFor(async () => (await fetch(`${url}/control/state`)).ok, {
		what: 'the sandbox to start',
		timeoutMs: 30_000,
		everyMs: 100,
		giveUp: () => end,
	});

	return {
		url,
		smtpPort,
		control,
		post: (draft) => control<PostedPost>('POST', 'posts', draft),
		deliverAgain: async (postId) => void (await control('POST', 'duplicate', { postId })),
		readRequests: async (since = 0) => toList(await control('GET', `requests?since=${since}`)),
		readMailbox: async () => toList(await control('GET', 'mailbox')),
	};

	async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
		const answer = await fetch(`${url}/control/${path}`, {
			method,
			...(body !== undefined && {
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		if (!answer.ok) {
			throw new Error(`The sandbox answered ${answer.status} to ${path}: ${await answer.text()}`);
		}
		return (await answer.json()) as T;
	}
}

/** Control routes answer a list bare or under one key. */
function toList<T>(body: T[] | Record<string, T[]>): T[] {
	return Array.isArray(body) ? body : (Object.values(body).find(Array.isArray) ?? []);
}
