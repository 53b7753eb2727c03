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
	/** What the sandbox was asked so far, the oldest first. */
	readRequests(): Promise<Array<{ method: string; path: string }>>;
	readMailbox(): Promise<Mail[]>;
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
		post: (draft) => call<PostedPost>('/control/posts', draft),
		deliverAgain: async (postId) => void (await call('/control/duplicate', { postId })),
		readRequests: async () => toList(await call('/control/requests')),
		readMailbox: async () => toList(await call('/control/mailbox')),
	};

	async function call<T>(path: string, body?: unknown): Promise<T> {
		const init = body && {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		};
		const answer = await fetch(url + path, init || {});
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
