/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A running sandbox, and the few calls tests make of it. See docs/sandbox.md for the control routes. */
export interface Sandbox {
	/** Base URL of the X API, without a trailing slash. */
	url: string;
	smtpPort: number;
	/** Calls `/control/<path>`; throws with the sandbox's own words when it refuses. */
	control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
	/** Somebody posts. */
	post(draft: PostDraft): Promise<{ id: string; conversationId: string }>;
	stop(): Promise<void>;
}

export interface PostDraft {
	from: string;
	text: string;
	inReplyTo?: string;
	quote?: string;
	editOf?: string;
	media?: Array<{ type: 'photo' | 'video' | 'animated_gif'; url: string; altText?: string }>;
	lang?: string;
	createdAt?: string;
}

const ROOT = join(__dirname, '..', '..');

export async function startSandbox(): Promise<Sandbox> {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', 'sandbox/main.mts', '--port', '0', '--smtp-port', '0'],
		{ cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
	);
	const end = () => child.kill('SIGTERM');
	process.once('exit', end);
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
	const exited = once(child, 'exit');
	const ready = once(createInterface(child.stdout), 'line');
	const first = await Promise.race([ready, exited.then(() => undefined)]);
	if (!first) throw new Error(`The sandbox ended before it was ready: ${complaints}`);
	const { url, smtpPort } = JSON.parse(String(first[0])) as { url: string; smtpPort: number };

	const control = toControl(url);
	return {
		url,
		smtpPort,
		control,
		post: (draft) => control('POST', 'posts', draft),
		async stop() {
			process.off('exit', end);
			end();
			await exited;
		},
	};
}

/** The control routes of the sandbox at `url`, whoever started it. */
export function toControl(url: string): Sandbox['control'] {
	return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
		const response = await fetch(`${url}/control/${path.replace(/^\/?(control\/)?/, '')}`, {
			method,
			headers: { 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} /control/${path}: ${response.status} ${text}`);
		return JSON.parse(text) as T;
	};
}
