import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const packages = ['request-tracker5', 'rt5-standalone', 'rt5-db-sqlite', 'starman', 'msmtp-mta'];

/** What the Debian packages ask at installation; the database they make is not used, every instance has its own. */
const answers = [
	'dbconfig-install boolean true',
	'database-type select sqlite3',
	'initial-root-password password unused-root-password',
	'initial-root-password-again password unused-root-password',
	'organization string example.test',
	'rtname string example.test',
]
	.map((answer) => `request-tracker5 request-tracker5/${answer}\n`)
	.join('');

export const serverPath = '/usr/share/request-tracker5/libexec/rt-server';

export const isInstalled = async (): Promise<boolean> =>
	(await isThere(serverPath)) && (await isThere('/usr/bin/starman'));

/**
 * Installs Debian's Request Tracker 5 unless it is there (about a minute, 50 MB to fetch).
 * Throws, saying why, where that cannot be done: not root, no apt, package unknown.
 */
export async function installRequestTracker(log: (line: string) => void): Promise<void> {
	if (await isInstalled()) return;
	if (!(await isThere('/usr/bin/apt-get'))) throw new Error(`${refusal}: there is no apt-get here`);
	if (process.getuid?.() !== 0) {
		throw new Error(`${refusal}: only root may. As root: apt-get install ${packages.join(' ')}`);
	}
	const started = Date.now();
	if (!(await isKnown())) {
		log('Request Tracker: fetching the package lists …');
		await apt(['update', '-qq']);
	}
	if (!(await isKnown()))
		throw new Error(`${refusal}: this system's apt does not know rt5-standalone`);
	log('Request Tracker: installing Debian packages (about a minute) …');
	await answer();
	await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
	log(`Request Tracker: installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

const refusal = 'Request Tracker is not installed and cannot be installed here';

const isThere = async (path: string) =>
	await access(path).then(
		() => true,
		() => false,
	);

async function isKnown(): Promise<boolean> {
	const { stdout } = await run('apt-cache', ['policy', 'rt5-standalone']);
	return /Candidate: \d/.test(stdout);
}

async function answer(): Promise<void> {
	const child = run('debconf-set-selections', []);
	child.child.stdin?.end(answers);
	await child;
}

async function apt(args: string[]): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	// Another installation may hold the lock; it is worth waiting for.
	const options = ['-o', 'DPkg::Lock::Timeout=300'];
	await run('apt-get', [...options, ...args], { env, maxBuffer: 64 << 20 }).catch((error) => {
		const said = String((error as { stderr?: string }).stderr ?? '').trim();
		throw new Error(`${refusal}: apt-get ${args[0]} failed: ${said.slice(-500)}`, { cause: error });
	});
}
