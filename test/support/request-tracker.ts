/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const tsx = join(__dirname, '../../node_modules/.bin/tsx');
const script = join(__dirname, '../../scripts/request-tracker.mts');

export interface RunningTracker {
	url: string;
	token: string;
	queue: string;
	/** The administrator's. */
	rootToken: string;
	stop(): Promise<void>;
}

/** Whether tests against a real Request Tracker can run; with X_CARE_REQUIRE_RT=1 they must. */
export function canRunTracker(): boolean {
	if (process.env.X_CARE_REQUIRE_RT === '1') return true;
	const { stdout } = spawnSync(tsx, [script, '--check'], { encoding: 'utf8' });
	return (JSON.parse(stdout) as { installed: boolean }).installed;
}

/** A real Request Tracker with an empty database of its own, in a program of its own. */
export async function startTracker(): Promise<RunningTracker> {
	const dir = mkdtempSync(join(tmpdir(), 'x-care-tracker-'));
	const child = spawn(tsx, [script, '--dir', dir], { stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<void>((done) => child.once('exit', () => done()));
	let said = '';
	child.stderr.on('data', (data) => (said += String(data)));
	const line = await new Promise<string>((resolve, reject) => {
		createInterface(child.stdout).once('line', resolve);
		void ended.then(() => reject(new Error(`Request Tracker did not start: ${said}`)));
	});
	return {
		...(JSON.parse(line) as Pick<RunningTracker, 'url' | 'token' | 'queue' | 'rootToken'>),
		stop: async () => {
			child.kill('SIGTERM');
			await ended;
			rmSync(dir, { recursive: true, force: true });
		},
	};
}
