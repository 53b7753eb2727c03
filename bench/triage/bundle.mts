import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The classifier as the build bundles it, in a folder of its own for as long as `use` takes. */
export async function withBundle<Result>(use: (file: string) => Promise<Result>): Promise<Result> {
	const folder = mkdtempSync(join(tmpdir(), 'triage-'));
	try {
		const outfile = join(folder, 'classify.cjs');
		buildSync({
			entryPoints: [join(root, 'src/domain/triage/classify.ts')],
			outfile,
			bundle: true,
			platform: 'node',
			format: 'cjs',
			target: 'node20',
			logLevel: 'error',
		});
		return await use(outfile);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Runs a program in a process of its own, without anything that translates sources on the way; what it prints, as JSON. */
export function runAlone<Result>(program: string, input: unknown, bundle: string): Result {
	const file = join(bundle, '..', 'program.cjs');
	writeFileSync(file, program);
	const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
		input: JSON.stringify(input),
		encoding: 'utf8',
		env: { ...process.env, NODE_PATH: join(root, 'node_modules') },
		maxBuffer: 1 << 26,
	});
	if (status !== 0)
		throw new Error(`A measuring program ended with exit code ${status}: ${stderr}`);
	return JSON.parse(stdout) as Result;
}
