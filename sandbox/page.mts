import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Sandbox } from './state.mts';

const FILE = new URL('./page.html', import.meta.url);
/** At most so often the page is told that something changed. */
const TELL_EVERY_MS = 150;

/** Only the page's own script may run, and it may talk to nobody but the sandbox: posts and mails are hostile. */
export function sendPage(response: ServerResponse): void {
	const nonce = randomBytes(16).toString('base64');
	response.writeHead(200, {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; connect-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'`,
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'no-referrer',
		'cache-control': 'no-store',
	});
	response.end(readFileSync(FILE, 'utf8').replaceAll('{{nonce}}', nonce));
}

/** Server-sent events without content: the page asks for what it wants to show. */
export function sendEvents(sandbox: Sandbox, response: ServerResponse): void {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	response.write('retry: 1000\n\ndata: changed\n\n');
	let waiting: NodeJS.Timeout | undefined;
	const stop = sandbox.onChange(() => {
		waiting ??= setTimeout(() => {
			waiting = undefined;
			response.write('data: changed\n\n');
		}, TELL_EVERY_MS);
	});
	response.on('close', () => {
		stop();
		clearTimeout(waiting);
	});
}
