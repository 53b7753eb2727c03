import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type FarSide, toCredentials } from './credentials.mts';
import { createDataTableDesk, toDataTableCopy } from './data-table-desk.mts';
import type { DemoDesk } from './desk.mts';
import { logIn, type N8nClient } from './n8n-client.mts';
import { installN8n } from './n8n-install.mts';
import { owner, prepareN8n, type N8nServer } from './n8n-server.mts';
import { startProgramKeeper } from './processes.mts';
import { startRequestTrackerDesk } from './request-tracker.mts';
import { startSandbox, type Sandbox } from './sandbox.mts';
import { findSetUpTrigger, listCredentials, type Template } from './templates.mts';

export interface Demo {
	n8nUrl: string;
	sandboxUrl: string;
	desk: DemoDesk;
	n8n: N8nServer;
	client: N8nClient;
	sandbox: Sandbox;
	workflows: Array<{ id: string; name: string }>;
	/** Imports the workflows once more, under the same ids; only while n8n is down. */
	importAgain(): Promise<void>;
	logFolder: string;
	/** Ends everything the demo started and removes its data, unless it was told to keep them. */
	stop(options?: { keepLogs?: boolean }): Promise<void>;
}

export interface DemoOptions {
	/** Folder for the data of the run; kept. Without it a temporary one, removed at the end. */
	keep?: string;
	/** What to import, set up and publish. */
	workflows: Template[];
	/** Environment variables of n8n beside the demo's own. */
	n8nSettings?: Record<string, string>;
	/** Puts something between n8n and the desk: gets the desk's address, returns the one n8n is to use. */
	openRoadToDesk?: (deskUrl: string) => Promise<string>;
	/** Makes the Data Table the desk although Request Tracker could be had. */
	withoutRequestTracker?: boolean;
	/** Called for each line a person may want to read. */
	print?: (line: string) => void;
	/** Called when one of the programs ends although nobody asked it to. */
	onCrash?: (how: string) => void;
	/** Called at once with the way to end the demo, also while it is still starting. */
	onStarting?: (starting: Pick<Demo, 'stop' | 'logFolder'>) => void;
}

/** Starts sandbox, helpdesk and n8n, imports credentials and templates, sets them up and publishes them. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
	const { print = () => {}, onCrash = () => {}, n8nSettings = {} } = options;
	const folder = prepareFolder(options.keep);
	const logFolder = join(folder, 'logs');
	mkdirSync(logFolder, { recursive: true });
	const programs = startProgramKeeper();
	let stopped: Promise<void> | undefined;
	const stop: Demo['stop'] = async ({ keepLogs = false } = {}) => {
		await (stopped ??= programs.stopAll());
		if (!options.keep && !keepLogs) rmSync(folder, { recursive: true, force: true });
	};
	options.onStarting?.({ stop, logFolder });

	try {
		const install = await installN8n(programs, print);
		const sandbox = await startSandbox({ programs, logFolder, onCrash });
		const userFolder = join(folder, 'n8n');
		const n8n = await prepareN8n({
			...{ install, programs, userFolder, logFolder, onCrash },
			settings: n8nSettings,
		});
		let client: N8nClient | undefined;
		const connect = () => {
			if (!client) throw new Error('n8n does not run yet.');
			return client;
		};
		const tracker = options.withoutRequestTracker
			? undefined
			: await tryRequestTracker({ programs, folder, keep: !!options.keep, print, onCrash });
		if (!tracker) {
			print('The Data Tables of n8n are the desk. All else works as with a helpdesk.');
			await n8n.start();
			client = await logIn(n8n.url, owner);
		}
		const desk = tracker ?? (await createDataTableDesk(n8n.url, connect));
		if (!tracker) await n8n.stop();
		const deskApi = 'tableIds' in desk ? n8n.url : desk.url;
		const deskUrl = (await options.openRoadToDesk?.(deskApi)) ?? deskApi;
		const templates = options.workflows.map((workflow) =>
			'tableIds' in desk ? toDataTableCopy(workflow, desk) : workflow,
		);
		print('Importing credentials and templates …');
		await importCredentials(n8n, folder, templates, { sandbox, desk, deskUrl });
		await importWorkflows(n8n, folder, templates);
		print('Starting n8n …');
		await n8n.start();
		client = await logIn(n8n.url, owner);
		const workflows = await setUpAndPublish(client, templates, print);
		return {
			n8nUrl: n8n.url,
			sandboxUrl: sandbox.url,
			...{ desk, n8n, client, sandbox, workflows, logFolder, stop },
			importAgain: () => importWorkflows(n8n, folder, templates),
		};
	} catch (error) {
		await stop({ keepLogs: true });
		throw error;
	}
}

function prepareFolder(keep: string | undefined): string {
	const folder = keep ? resolve(keep) : mkdtempSync(join(tmpdir(), 'x-care-demo-'));
	mkdirSync(folder, { recursive: true });
	// Request Tracker runs as another user, who has to get through to its own folder.
	chmodSync(folder, 0o711);
	return folder;
}

async function tryRequestTracker(options: Parameters<typeof startRequestTrackerDesk>[0]) {
	try {
		return await startRequestTrackerDesk(options);
	} catch (error) {
		if (process.env.X_CARE_REQUIRE_RT === '1') throw error;
		options.print(error instanceof Error ? error.message : String(error));
		return undefined;
	}
}

async function importCredentials(
	n8n: N8nServer,
	folder: string,
	templates: Template[],
	far: FarSide,
): Promise<void> {
	const credentials = join(folder, 'credentials.json');
	writeFileSync(credentials, JSON.stringify(toCredentials(listCredentials(templates), far)), {
		mode: 0o600,
	});
	await n8n.runCommand('import:credentials', [`--input=${credentials}`]);
	rmSync(credentials);
}

async function importWorkflows(
	n8n: N8nServer,
	folder: string,
	templates: Template[],
): Promise<void> {
	const workflows = join(folder, 'workflows');
	rmSync(workflows, { recursive: true, force: true });
	mkdirSync(workflows);
	templates.forEach((template, index) => {
		writeFileSync(join(workflows, `${index + 1}.json`), JSON.stringify(template));
	});
	await n8n.runCommand('import:workflow', ['--separate', `--input=${workflows}`]);
}

async function setUpAndPublish(
	client: N8nClient,
	templates: Template[],
	print: (line: string) => void,
) {
	const imported = await client.listWorkflows();
	const workflows: Demo['workflows'] = [];
	for (const template of templates) {
		const { name } = template;
		const id = imported.find((workflow) => workflow.name === name)?.id;
		if (id === undefined) throw new Error(`n8n did not take the template '${name}'.`);
		const setUp = findSetUpTrigger(template);
		if (setUp) await client.runFrom(id, setUp);
		await client.publish(id);
		print(`  published: ${name}`);
		workflows.push({ id, name });
	}
	return workflows;
}
