/**
 * Sees to it that a Chromium is there for the browser test, and prints its path.
 *
 *   tsx scripts/chromium.mts
 */
import { execFile } from 'node:child_process';
import { accessSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const path = '/usr/bin/chromium';
/** Without these fonts Arabic, Japanese and emoji posts are little boxes on the screenshots. */
const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

/** Installs Debian's Chromium unless it is there; throws, saying why, where that cannot be done. */
export async function installChromium(log: (line: string) => void): Promise<string> {
	if (isThere()) return path;
	if (process.getuid?.() !== 0) {
		throw new Error(
			`There is no Chromium at ${path}. As root: apt-get install ${packages.join(' ')}`,
		);
	}
	log('Chromium: installing Debian packages …');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	// Another installation may hold the lock; it is worth waiting for.
	const apt = (...args: string[]) =>
		run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, maxBuffer: 64 << 20 });
	const install = () => apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
	await install().catch(async () => {
		await apt('update', '-qq');
		await install();
	});
	return path;
}

function isThere(): boolean {
	try {
		accessSync(path);
		return true;
	} catch {
		return false;
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	console.log(await installChromium((line) => console.error(line)));
}
