import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const packages = ['postfix', 'dovecot-imapd', 'dovecot-lmtpd'];

/** What must be there, with the users the packages make: only root may start either of them. */
export const isInstalled = async (): Promise<boolean> =>
	process.getuid?.() === 0 &&
	(await isThere('/usr/sbin/postfix')) &&
	(await isThere('/usr/lib/dovecot/imap')) &&
	(await isThere('/usr/lib/dovecot/lmtp'));

/**
 * Installs Debian's Postfix and Dovecot unless they are there (half a minute). Neither is set up or started by that.
 * Throws, saying why, where that cannot be done: not root, no apt.
 */
export async function installMailServer(log: (line: string) => void): Promise<void> {
	if (process.getuid?.() !== 0) throw new Error(`${refusal}: only root may start it`);
	if (await isInstalled()) return;
	if (!(await isThere('/usr/bin/apt-get'))) throw new Error(`${refusal}: there is no apt-get here`);
	log('Mail server: installing Debian packages (half a minute) …');
	const answer = run('debconf-set-selections', []);
	answer.child.stdin?.end('postfix postfix/main_mailer_type select No configuration\n');
	await answer;
	await apt(['update', '-qq']);
	await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

const refusal = 'The mail server is not installed and cannot be installed here';

const isThere = async (path: string) =>
	await access(path).then(
		() => true,
		() => false,
	);

async function apt(args: string[]): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	// Another installation may hold the lock; it is worth waiting for.
	const options = ['-o', 'DPkg::Lock::Timeout=300'];
	await run('apt-get', [...options, ...args], { env, maxBuffer: 64 << 20 }).catch((error) => {
		const said = String((error as { stderr?: string }).stderr ?? '').trim();
		throw new Error(`${refusal}: apt-get ${args[0]} failed: ${said.slice(-500)}`, { cause: error });
	});
}
