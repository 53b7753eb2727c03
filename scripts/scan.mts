/**
 * n8n's community-package scanner, offline: on the source as n8n fetches it from the repository, and on the packed
 * tarball as n8n fetches it from npm. What it cannot check here is the provenance that publishing adds.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
// @ts-expect-error The scanner ships without types.
import * as scanner from '@n8n/scan-community-package/scanner/scanner.mjs';

interface Report {
	passed: boolean;
	message?: string;
	details?: string;
}

const work = mkdtempSync(path.join(tmpdir(), 'x-care-scan-'));
let failed = 0;
try {
	const [{ filename }] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', work], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	);
	execFileSync('tar', ['-xzf', path.join(work, filename), '-C', work]);
	await check('source', process.cwd(), scanner.SOURCE_FILE_PATTERNS);
	await check('tarball', path.join(work, 'package'), ['**/*.js', 'package.json']);
} finally {
	rmSync(work, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

async function check(name: string, folder: string, patterns: string[]): Promise<void> {
	const report: Report = await scanner.analyzePackage(folder, patterns);
	console.log(`${name}: ${report.passed ? 'passed' : 'failed'} ${report.message ?? ''}`);
	if (report.passed) return;
	failed += 1;
	console.log(report.details);
}
