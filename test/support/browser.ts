/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const root = join(__dirname, '../..');

export interface OpenBrowser {
	page: Page;
	close(): Promise<void>;
}

/** Opens the system's Chromium, installing it first where that can be done, on an empty profile. */
export async function openBrowser(): Promise<OpenBrowser> {
	const install = ['--import', 'tsx', join(root, 'scripts/chromium.mts')];
	const executablePath = execFileSync(process.execPath, install, { cwd: root, encoding: 'utf8' });
	const profile = mkdtempSync(join(tmpdir(), 'x-care-browser-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: executablePath.trim(),
		headless: true,
		viewport: { width: 1600, height: 900 },
		// Sharp enough for the README.
		deviceScaleFactor: 1.5,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
	return {
		page: context.pages()[0] ?? (await context.newPage()),
		async close() {
			await context.close();
			rmSync(profile, { recursive: true, force: true });
		},
	};
}
