import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const caches = [
	{ name: 'MasonDataDir', folder: 'mason' },
	{ name: 'MasonSessionDir', folder: 'sessions' },
];

/** Makes the database unless it is there, and puts in what the flow needs; answers the tokens of bot and root. */
export async function prepareDatabase(
	dir: string,
	env: NodeJS.ProcessEnv,
	as: string[],
): Promise<string[]> {
	const perl = async (...args: string[]) => {
		const command = [...as, ...args];
		const options = { env, cwd: tmpdir() };
		const { stdout } = await run(command[0], command.slice(1), options).catch((error) => {
			const said = String((error as { stderr?: string }).stderr ?? '').trim();
			throw new Error(
				`Request Tracker's database could not be made in ${dir}: ${said.slice(-500)}`,
				{
					cause: error,
				},
			);
		});
		return stdout.trim();
	};
	const isThere = await readFile(join(dir, 'rt.sqlite')).then(
		() => true,
		() => false,
	);
	if (!isThere) await perl('rt-setup-database-5', '--action', 'init', '--dba-password', '');
	const seed = fileURLToPath(new URL('request-tracker.seed.pl', import.meta.url));
	return (await perl('perl', seed)).split('\n');
}

/** Where we are root, the server runs as the unprivileged web user, as Debian's own does. Answers the command to put before. */
export async function giveToServerUser(dir: string): Promise<string[]> {
	if (process.getuid?.() !== 0) return [];
	const users = (await readFile('/etc/passwd', 'utf8')).split('\n');
	const [, , uid, gid] = users.find((line) => line.startsWith('www-data:'))?.split(':') ?? [];
	if (!uid || !gid) return [];
	const folders = [dir, ...caches.map(({ folder }) => join(dir, folder))];
	for (const folder of folders) await chown(folder, Number(uid), Number(gid));
	return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups'];
}

/** The environment in which Request Tracker's programs use the settings and database in `dir` and nothing of Debian's. */
export async function writeSettings(
	dir: string,
	port: number,
	rootPassword: string,
): Promise<NodeJS.ProcessEnv> {
	for (const { folder } of caches) await mkdir(join(dir, folder), { recursive: true });
	const file = join(dir, 'site.pm');
	await writeFile(file, toSiteConfig(dir, port));
	return {
		...process.env,
		RT_SITE_CONFIG: file,
		RT_SITE_CONFIG_DIR: join(dir, 'none'),
		RT_ROOT_PASSWORD: rootPassword,
	};
}

function toSiteConfig(dir: string, port: number): string {
	const settings = {
		rtname: 'example.test',
		Organization: 'example.test',
		DatabaseType: 'SQLite',
		DatabaseName: join(dir, 'rt.sqlite'),
		DatabaseHost: '',
		DatabaseUser: '',
		DatabasePassword: '',
		WebDomain: '127.0.0.1',
		WebPort: String(port),
		WebPath: '',
		WebBaseURL: `http://127.0.0.1:${port}`,
		WebURL: `http://127.0.0.1:${port}/`,
		// Writes mail to a file; nothing leaves the machine.
		MailCommand: 'testfile',
		LogToSTDERR: 'warning',
		Timezone: 'UTC',
	};
	const lines = Object.entries(settings).map(([name, value]) => `Set($${name}, '${value}');`);
	// RT hashes the token at every call; its default takes a quarter of a second of one core.
	// Debian's caches belong to the web user.
	const caches = `$RT::MasonDataDir = '${dir}/mason'; $RT::MasonSessionDir = '${dir}/sessions';`;
	return [...lines, caches, 'Set($BcryptCost, 8);', 'Set($LogToSyslog, undef);', '1;', ''].join(
		'\n',
	);
}
