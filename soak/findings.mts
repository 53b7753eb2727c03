import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Demo } from '../demo/demo.mts';
import type { Row } from '../demo/n8n-client.mts';
import type { Kill } from './kills.ts';
import { belongsInCase, type Found, type Problem, type Said } from './truth.ts';

/** Everything there is to look at in the end. */
export interface Findings extends Found {
	tables: { open: Row[]; history: Row[] };
	deliveries: Delivery[];
}

interface Delivery {
	time: string;
	event: string;
	eventUuid: string;
	status: string;
	tries: number;
	httpStatus?: number;
	why?: string;
}

interface Shown {
	id: string;
	isCompany: boolean;
	inReplyTo?: string;
}

/** Asks desk, X and the ledger for what they hold. */
export async function collectFindings(demo: Demo): Promise<Findings> {
	const { sandbox, desk } = demo;
	const tables = await readTables(demo);
	const timeline = await sandbox.control<Shown[]>('GET', 'timeline');
	return {
		cases: await desk.readCases(),
		answers: timeline.filter(({ isCompany }) => isCompany),
		history: countRows(tables.history),
		open: tables.open.length,
		tables,
		deliveries: await sandbox.control<Delivery[]>('GET', 'deliveries'),
	};
}

/** How much is still to be done: what is open, and what the history should name and does not. */
export async function countUndone(
	demo: Demo,
	said: Said[],
): Promise<{ open: number; missing: number }> {
	const { open, history } = await readTables(demo);
	const named = countRows(history);
	const due = said.filter(
		(one) => !one.isReplaced && (belongsInCase(one) || one.kind === 'follow'),
	);
	return { open: open.length, missing: due.filter(({ id }) => !named.has(id)).length };
}

async function readTables({ client, workflows }: Demo): Promise<Findings['tables']> {
	const tables: Findings['tables'] = { open: [], history: [] };
	for (const { id } of workflows) {
		const open = await client.readTable(`x_care_open_${id}`);
		tables.open.push(...open.filter(({ state }) => state !== 'done'));
		tables.history.push(...(await client.readTable(`x_care_history_${id}`)));
	}
	return tables;
}

function countRows(history: Row[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { eventId } of history) {
		counts.set(String(eventId), (counts.get(String(eventId)) ?? 0) + 1);
	}
	return counts;
}

/** What is known about the event of a problem, for the person who has to find out why. */
export function tellStory(
	{ key }: Problem,
	said: Said[],
	{ tables, deliveries, answers }: Findings,
	kills: Kill[],
): string[] {
	const one = said.find((candidate) => candidate.key === key);
	if (!one) return [];
	const pushes = deliveries.filter(({ eventUuid }) => eventUuid === one.id);
	const rows = tables.history.filter(({ eventId }) => eventId === one.id);
	const open = tables.open.filter((row) => String(row.key).endsWith(`-${one.id}`));
	return [
		`said ${toTime(one.saidMs)}${one.isReplaced ? ', edited later' : ''}: ${one.text}`,
		...pushes.map(({ time, status, tries, httpStatus, why }) => {
			const how = [httpStatus, why].filter(Boolean).join(' ');
			return `told at ${time.slice(11, 23)}: ${status} after ${tries} tries ${how}`.trimEnd();
		}),
		...rows.map(
			({ createdAt, decision, source, outcome, caseId }) =>
				`in the history since ${String(createdAt).slice(11, 23)}: ${[decision, source, outcome, caseId].filter(Boolean).join(', ')}`,
		),
		...open.map(({ state, lastError }) => `still ${state}: ${lastError || 'no error noted'}`),
		...answers.filter(({ inReplyTo }) => inReplyTo === one.id).map(({ id }) => `answer ${id}`),
		...kills
			.filter(({ atMs }) => atMs > one.saidMs - 5_000 && atMs < one.saidMs + 60_000)
			.map(({ atMs, moment }) => `n8n was killed at ${toTime(atMs)} (${moment})`),
	];
}

const toTime = (ms: number) => new Date(ms).toISOString().slice(11, 23);

/** Writes what was found beside the logs. */
export function keepFindings(
	logFolder: string,
	findings: Findings & { said: Said[]; kills: Kill[] },
): void {
	const { tables, ...others } = findings;
	const parts = { ...others, ...tables, history: tables.history };
	for (const [name, part] of Object.entries(parts)) {
		writeFileSync(join(logFolder, `${name}.json`), JSON.stringify(part, undefined, '\t'));
	}
}
