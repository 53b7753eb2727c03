import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startRequestTracker, type RequestTracker } from '../scripts/request-tracker.mts';
import type { DemoDesk, HeldCase } from './desk.mts';
import { findFreePort } from './ports.mts';
import type { Programs } from './processes.mts';
import { waitFor } from './wait.mts';

export type RequestTrackerDesk = DemoDesk & Pick<RequestTracker, 'token' | 'queue'>;

/** Starts a real Request Tracker on an empty database; throws, saying why, where it cannot be had. */
export async function startRequestTrackerDesk(options: {
	programs: Programs;
	folder: string;
	/** Goes on with what an earlier run left in the folder. */
	keep: boolean;
	print: (line: string) => void;
	onCrash: (how: string) => void;
}): Promise<RequestTrackerDesk> {
	const dir = join(options.folder, 'request-tracker');
	mkdirSync(dir, { recursive: true, mode: 0o755 });
	const { url, token, queue, rootPassword, pid } = await startRequestTracker({
		dir,
		port: await findFreePort(8090),
		keep: options.keep,
		log: (line) => options.print(`  ${line}`),
	});
	options.programs.adopt(pid, () => options.onCrash('Request Tracker ended'));
	return {
		name: 'request-tracker',
		url,
		logIn: `root / ${rootPassword}`,
		token,
		queue,
		readCases: () => readCases(`${url}/REST/2.0`, token, queue),
	};
}

/** Merged tickets do not count: Request Tracker leaves them out of its search, and their words stand in the winner. */
async function readCases(api: string, token: string, queue: string): Promise<HeldCase[]> {
	const query = new URLSearchParams({ query: `Queue='${queue}'`, fields: 'CustomFields' });
	const tickets = await readAll<Ticket>(`/tickets?${query}`);
	const cases: HeldCase[] = [];
	for (let at = 0; at < tickets.length; at += atOnce) {
		cases.push(...(await Promise.all(tickets.slice(at, at + atOnce).map(readCase))));
	}
	return cases;

	async function readCase({ id, CustomFields }: Ticket): Promise<HeldCase> {
		return {
			id,
			key: CustomFields.find(({ name }) => name === 'X Case Key')?.values[0] ?? '',
			entries: await readEntries(id),
		};
	}

	async function readEntries(ticketId: string): Promise<string[]> {
		const fields = 'Content,ContentType,TransactionId';
		const attachments = await readAll<Attachment>(
			`/ticket/${ticketId}/attachments?fields=${fields}`,
		);
		return attachments
			.filter(({ ContentType }) => ContentType === 'text/plain')
			.map(({ Content }) => Content);
	}

	async function readAll<T>(path: string): Promise<T[]> {
		const items: T[] = [];
		for (let page = 1; ; page++) {
			const part = await readPage<T>(`${path}&per_page=100&page=${page}`);
			items.push(...part.items);
			if (part.items.length < 100) return items;
		}
	}

	/** It ends idle connections now and then just when they are used again. */
	async function readPage<T>(path: string): Promise<{ items: T[] }> {
		return await waitFor(
			async () => {
				const answer = await fetch(api + path, { headers: { authorization: `token ${token}` } });
				if (!answer.ok) throw new Error(`Request Tracker answered ${answer.status} to ${path}`);
				return (await answer.json()) as { items: T[] };
			},
			{ what: 'Request Tracker to show its cases', timeoutMs: 20_000 },
		);
	}
}

/** Request Tracker has four workers; thousands of questions at a time would wait for nothing. */
const atOnce = 8;

interface Ticket {
	id: string;
	CustomFields: Array<{ name: string; values: string[] }>;
}

interface Attachment {
	Content: string;
	ContentType: string;
}
