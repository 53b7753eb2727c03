/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const tsx = join(__dirname, '../../node_modules/.bin/tsx');
const script = join(__dirname, '../../scripts/mail-server.mts');

export interface RunningMailServer {
	smtpPort: number;
	imapPort: number;
	/** Of every mailbox of acme.example. */
	password: string;
	stop(): Promise<void>;
}

/** Whether tests against a real mail server can run; with X_CARE_REQUIRE_MAIL=1 they must. */
export function canRunMailServer(): boolean {
	if (process.env.X_CARE_REQUIRE_MAIL === '1') return true;
	const { stdout } = spawnSync(tsx, [script, '--check'], { encoding: 'utf8' });
	return (JSON.parse(stdout) as { installed: boolean }).installed;
}

/** A real Postfix and Dovecot with empty mailboxes of their own, in a program of their own. */
export async function startMailServer(): Promise<RunningMailServer> {
	const dir = mkdtempSync(join(tmpdir(), 'x-care-mail-'));
	const child = spawn(tsx, [script, '--dir', dir], { stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<void>((done) => child.once('exit', () => done()));
	let said = '';
	child.stderr.on('data', (data) => (said += String(data)));
	const line = await new Promise<string>((resolve, reject) => {
		createInterface(child.stdout).once('line', resolve);
		void ended.then(() => reject(new Error(`The mail server did not start: ${said}`)));
	});
	return {
		...(JSON.parse(line) as Omit<RunningMailServer, 'stop'>),
		stop: async () => {
			child.kill('SIGTERM');
			await ended;
			rmSync(dir, { recursive: true, force: true });
		},
	};
}
