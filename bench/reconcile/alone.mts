import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

import type { Report } from './program.mts';
import type { Job } from './way.mts';

const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** The measuring program, bundled, for as long as `use` takes. */
export async function withProgram<Result>(
	use: (runAlone: (job: Job) => Promise<Report>) => Promise<Result>,
): Promise<Result> {
	const folder = mkdtempSync(join(tmpdir(), 'reconcile-'));
	try {
		const outfile = join(folder, 'program.cjs');
		buildSync({
			entryPoints: [fileURLToPath(new URL('program.mts', import.meta.url))],
			...{ outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' },
			...{ packages: 'external', logLevel: 'error' },
		});
		return await use((job) => runAlone(outfile, job));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Not in lockstep with this process, which has connections to the sandbox to look after meanwhile. */
async function runAlone(program: string, job: Job): Promise<Report> {
	const child = spawn(process.execPath, [program], {
		stdio: ['pipe', 'pipe', 'pipe'],
		env: {
			...{ ...process.env, NODE_OPTIONS: '', N8N_LOG_LEVEL: 'silent' },
			...{ BENCH_ROOT: root, NODE_PATH: join(root, 'node_modules') },
		},
	});
	child.stdin.on('error', () => undefined);
	child.stdin.end(JSON.stringify(job));
	const [said, complaints, [exitCode]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'close') as Promise<[number | null]>,
	]);
	if (exitCode === 0) return JSON.parse(said) as Report;
	throw new Error(`"${job.way}" ended with exit code ${exitCode}: ${complaints}`);
}
