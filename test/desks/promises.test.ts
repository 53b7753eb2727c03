/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { properties } from '../../nodes/CaseForwarder/description';
import { promises } from '../../nodes/CaseForwarder/desks/promises';
import type { DeskCapabilities } from '../../src/desks/desk';
import { emailCapabilities } from '../../src/desks/email';
import { createHttpDesk } from '../../src/desks/http/desk';
import { toPromise } from '../../src/desks/promise';
import { HttpFailure } from '../../src/http';
import { bindings } from '../../src/n8n/desks/bindings';
import { boundDesks } from './every-desk';
import { full } from './http-desk-under-test';
import { toDeskParameters } from './node-parameters';

/** The columns of the overview in docs/desks.md, behind the desk's name. */
const columns: Array<[heading: string, capability: keyof DeskCapabilities]> = [
	['one case per conversation', 'caseKey'],
	['one entry per post', 'commentKey'],
	['two runs at once', 'concurrentCreates'],
	['contact', 'contactKey'],
	['closed case', 'closedCase'],
	['media', 'media'],
	['our answers', 'ourAnswers'],
	['comes back by', 'caseEvents'],
];

const desks = (properties.find(({ name }) => name === 'desk')?.options ??
	[]) as INodePropertyOptions[];
const toName = (value: string) => desks.find((it) => it.value === value)?.name ?? value;

const refuseToSend = async () => {
	throw new HttpFailure('unreachable', 'Nothing is to be sent for a promise.');
};

/** What a desk says of itself, made as the node makes it. */
function readCapabilities(value: string): DeskCapabilities {
	const { toCredentials, parameters } = boundDesks[value];
	const credentials = toCredentials('https://desk.test', 'key');
	const binding = bindings[value];
	const settings = binding.readSettings(toDeskParameters(parameters), credentials);
	return binding.create(refuseToSend, settings).capabilities;
}

const bound = Object.keys(bindings).sort();

describe('what a desk promises', () => {
	it('can be chosen in the node for every desk there is, and for no other', () => {
		const others = ['email', 'httpApi'];
		expect(desks.map(({ value }) => value).sort()).toEqual([...bound, ...others].sort());
		expect(Object.keys(boundDesks).sort()).toEqual(bound);
	});

	it.each(bound)(
		'is a constant that %s hands out unchanged, whatever its settings',
		async (value) => {
			const exported = await findConstant(value);
			expect(exported).toEqual(readCapabilities(value));
		},
	);

	it.each(bound)('stands below the choice of %s in the node', (value) => {
		const shown = promises.filter(({ displayOptions }) =>
			(displayOptions?.show?.desk ?? []).includes(value),
		);
		expect(shown.map(({ displayName }) => displayName)).toEqual([
			toPromise(readCapabilities(value)),
		]);
		expect(properties).toContain(shown[0]);
	});

	it('stands right behind the operation, before what is asked for', () => {
		const operation = properties.findIndex(({ name }) => name === 'operation');
		expect(properties.slice(operation + 1, operation + 1 + promises.length)).toEqual(promises);
	});
});

describe('the overview in docs/desks.md', () => {
	const rows = readOverview();
	const all: Array<[value: string, read: () => DeskCapabilities]> = [
		...bound.map((value): [string, () => DeskCapabilities] => [
			value,
			() => readCapabilities(value),
		]),
		['httpApi', () => createHttpDesk(refuseToSend, full).capabilities],
		['email', () => emailCapabilities],
	];

	it('has the columns this test knows', () => {
		expect(rows.headings.slice(1)).toEqual(columns.map(([heading]) => heading));
	});

	it('has one row for each desk, and none for another', () => {
		const named = rows.cells.map(([name]) => toPlain(name)).sort();
		expect(named).toEqual(all.map(([value]) => toName(value)).sort());
	});

	it.each(all)('says of %s what it says of itself', (value, read) => {
		const [, ...cells] = rows.cells.find(([name]) => toPlain(name) === toName(value)) ?? [];
		const capabilities = read();
		const wrong = columns
			.map(([heading, capability], at) => ({
				heading,
				cell: cells[at] ?? 'no cell',
				value: String(capabilities[capability]),
			}))
			.filter(({ cell, value: promised }) => !saysIt(cell, promised));
		expect(wrong).toEqual([]);
	});
});

/** The constant that the desk's folder exports. */
async function findConstant(value: string): Promise<unknown> {
	const name = `${value}Capabilities`;
	const folder = value.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
	for (const path of [`${folder}/desk`, `${value.toLowerCase()}/${value.toLowerCase()}`]) {
		const found = await import(`../../src/desks/${path}`).then(
			(module: Record<string, unknown>) => module[name],
			() => undefined,
		);
		if (found) return found;
	}
	throw new Error(`src/desks/${folder} exports no ${name}`);
}

/** The first table: its headings, and its rows as cells. */
function readOverview(): { headings: string[]; cells: string[][] } {
	const text = readFileSync(join(__dirname, '../../docs/desks.md'), 'utf8');
	const lines = text.split('\n');
	const start = lines.findIndex((line) => line.startsWith('|'));
	const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
	const [headings, , ...cells] = lines.slice(start, end).map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
	return { headings, cells };
}

/** In full words: `unique` is not said by `uniqueReadBack`. */
const saysIt = (cell: string, value: string) =>
	new RegExp(`(?<![A-Za-z])${value}(?![A-Za-z])`).test(cell);

/** Without marks and links, and without a version behind the name. */
const toPlain = (cell: string) =>
	cell
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/[*`]/g, '')
		.replace(/\s*\(.*\)$|\s+\d+(\.\d+)*$/g, '')
		.trim();
