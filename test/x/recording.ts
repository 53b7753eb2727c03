/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EndpointName, endpoints } from '../../src/x/endpoints';
import type { Exchange } from './exchange';

/** How one request of the table was made when X's own file had nothing against it, and what an answer looked like. */
export interface Recording {
	call: string;
	/** Each way of making it once. */
	requests: Array<{ query: unknown; body?: unknown }>;
	/** Each status with what its bodies have in common: keys that are not in all of them end in `?`. */
	answers: Record<string, unknown>;
}

const folder = join(__dirname, '..', 'fixtures', 'x');
const toFile = (name: EndpointName) => join(folder, `${name}.json`);

export function readRecording(name: EndpointName): Recording | undefined {
	const file = toFile(name);
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recording) : undefined;
}

export function writeRecordings(recordings: Map<EndpointName, Recording>): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const [name, recording] of recordings) {
		writeFileSync(toFile(name), `${JSON.stringify(recording, undefined, '\t')}\n`);
	}
}

/** What was exchanged, as far as it is the same in every run. */
export function toRecordings(exchanges: Exchange[]): Map<EndpointName, Recording> {
	const names = Object.keys(endpoints) as EndpointName[];
	return new Map(
		names.map((name) => [
			name,
			toRecording(
				name,
				exchanges.filter((it) => it.name === name),
			),
		]),
	);
}

function toRecording(name: EndpointName, exchanges: Exchange[]): Recording {
	const { method, path } = endpoints[name];
	const requests = exchanges.map(({ request: { query, body } }) =>
		JSON.stringify({ query: toShape(query ?? {}), ...(body ? { body: toShape(body) } : {}) }),
	);
	const statuses = [...new Set(exchanges.map(({ response }) => response.status))].sort();
	return {
		call: `${method} /2/${path}`,
		requests: [...new Set(requests)].sort().map((it) => JSON.parse(it) as { query: unknown }),
		answers: Object.fromEntries(
			statuses.map((status) => [
				status,
				exchanges
					.filter(({ response }) => response.status === status)
					.map(({ response }) => toShape(response.body))
					.reduce(merge),
			]),
		),
	};
}

/** Values by their kind; words of X's own, such as `image/png` and lists of fields, stay as they are. */
function toShape(value: unknown): unknown {
	if (Array.isArray(value)) return value.length > 0 ? [value.map(toShape).reduce(merge)] : [];
	if (typeof value === 'string') return toKind(value);
	if (typeof value !== 'object' || value === null) return typeof value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, it]) => [key, toShape(it)]),
	);
}

function toKind(text: string): string {
	if (/^\d{1,4}$/.test(text)) return text;
	if (/^[\d-]+$/.test(text)) return '(id)';
	if (/^\d{4}-\d\d-\d\dT/.test(text)) return '(time)';
	const isMimeType = /^[a-z]+\/[a-z0-9]+$/.test(text);
	const isName = /^[a-z_.]+(?:,[a-z_.]+)*$|^[A-Z]+$|^[A-Za-z][a-z]+(?:[A-Z][a-z]+)+$/.test(text);
	return isMimeType || isName ? text : '(text)';
}

/** What two shapes have in common. */
function merge(a: unknown, b: unknown): unknown {
	if (Array.isArray(a) && Array.isArray(b)) {
		const items = [...(a as unknown[]), ...(b as unknown[])];
		return items.length > 0 ? [items.reduce(merge)] : [];
	}
	if (!isObject(a) || !isObject(b)) return a === b ? a : '(differs)';
	const bare = (it: string) => it.replace(/\?$/, '');
	const keys = [...new Set([...Object.keys(a), ...Object.keys(b)].map(bare))].sort();
	return Object.fromEntries(
		keys.map((key) => {
			const values = [a, b].map((it) => it[key] ?? it[`${key}?`]);
			const known = values.filter((it) => it !== undefined);
			const isSure = key in a && key in b;
			return [isSure ? key : `${key}?`, known.reduce<unknown>(merge, known[0])];
		}),
	);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
