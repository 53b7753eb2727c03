import { hashSync } from 'bcryptjs';
import { mkdirSync, symlinkSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { N8nInstall } from './n8n-install.mts';
import { findFreePort } from './ports.mts';
import type { Program, Programs } from './processes.mts';
import { waitFor } from './wait.mts';

/** The log-in of the demo's n8n; it listens on 127.0.0.1 only. */
export const owner = { email: 'owner@demo.test', password: 'Demo-Passw0rd!' };

export interface N8nServer {
	url: string;
	/** Runs one n8n command to its end; only while the server is down. */
	runCommand(name: string, args: string[]): Promise<void>;
	/** Starts the server and returns when it answers. */
	start(): Promise<void>;
	/** SIGKILL, as a power cut would; `start` brings it back on the same data. */
	kill(): Promise<void>;
	stop(): Promise<void>;
	log(): string;
}

export interface N8nServerOptions {
	install: N8nInstall;
	programs: Programs;
	/** n8n's data; a folder of the run. */
	userFolder: string;
	logFolder: string;
	/** Environment variables beside those of `toEnvironment`. */
	settings?: Record<string, string>;
	onCrash: (how: string) => void;
}

const packageRoot = fileURLToPath(new URL('..', import.meta.url));

/** Prepares an n8n with this package linked in under its real name, as an install from the registry would put it. */
export async function prepareN8n(options: N8nServerOptions): Promise<N8nServer> {
	const { install, programs, userFolder, logFolder, onCrash, settings } = options;
	const port = await findFreePort(5690);
	const env = {
		...toEnvironment({ userFolder, port, brokerPort: await findFreePort(5691) }),
		...settings,
	};
	const url = `http://127.0.0.1:${port}`;
	linkPackage(userFolder);
	let server: Program | undefined;

	return {
		url,
		async runCommand(name, args) {
			const logFile = join(logFolder, `n8n-${name.replace(':', '-')}.log`);
			const command = programs.start({
				name: `n8n ${name}`,
				command: install.node,
				args: [install.n8n, name, ...args],
				logFile,
				env,
			});
			if ((await command.ended) !== 0) {
				throw new Error(`n8n ${name} went wrong:\n${lastLines(command.log())}`);
			}
		},
		async start() {
			let end: string | undefined;
			server = programs.start({
				name: 'n8n',
				command: install.node,
				args: [install.n8n, 'start'],
				logFile: join(logFolder, 'n8n.log'),
				env,
				onCrash(how) {
					end = `n8n ended with ${how}:\n${lastLines(server?.log() ?? '')}`;
					onCrash(end);
				},
			});
			void server.ended.then(() => (end ??= 'it was ended'));
			await waitFor(async () => (await fetch(`${url}/healthz/readiness`)).ok, {
				what: 'n8n to start',
				timeoutMs: 120_000,
				giveUp: () => end,
			});
		},
		kill: async () => server?.kill(),
		stop: async () => server?.stop(),
		log: () => readFileSync(join(logFolder, 'n8n.log'), 'utf8'),
	};
}

function linkPackage(userFolder: string): void {
	const nodeModules = join(userFolder, '.n8n/nodes/node_modules');
	const link = join(nodeModules, 'n8n-nodes-x-care');
	mkdirSync(nodeModules, { recursive: true });
	if (!existsSync(link)) symlinkSync(packageRoot, link, 'dir');
}

/** A quiet, local n8n: its own data, no calls home, one owner, none of this machine's n8n or database settings. */
function toEnvironment(at: { userFolder: string; port: number; brokerPort: number }) {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|npm_|NODE_OPTIONS$|NODE_ENV$|JEST_)/;
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(inherited),
		NO_PROXY: '127.0.0.1,localhost',
		GENERIC_TIMEZONE: 'UTC',
		N8N_USER_FOLDER: at.userFolder,
		N8N_PORT: String(at.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${at.port}/`,
		WEBHOOK_URL: `http://127.0.0.1:${at.port}/`,
		N8N_RUNNERS_BROKER_PORT: String(at.brokerPort),
		N8N_ENCRYPTION_KEY: 'x-care-demo-key',
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'info',
		...Object.fromEntries(switchedOff.map((name) => [name, 'false'])),
		N8N_DISABLED_MODULES:
			'mcp-registry,instance-ai,chat-hub,instance-version-history,instance-reporting,insights',
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Demo',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Owner',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: hashSync(owner.password, 10),
	};
}

const switchedOff = [
	'N8N_DIAGNOSTICS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED',
	'N8N_TEMPLATES_ENABLED',
	'N8N_PERSONALIZATION_ENABLED',
	'N8N_HIRING_BANNER_ENABLED',
	'N8N_DYNAMIC_BANNERS_ENABLED',
	'N8N_AI_GATEWAY_ENABLED',
	'N8N_VERIFIED_PACKAGES_ENABLED',
	'N8N_LICENSE_AUTO_RENEW_ENABLED',
];

function lastLines(text: string): string {
	return text.trimEnd().split('\n').slice(-15).join('\n');
}
