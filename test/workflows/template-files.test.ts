/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

const folder = path.resolve(__dirname, '../../workflows');
const names = readdirSync(folder);

interface File {
	id: string;
	name: string;
	nodes: INode[];
	connections: Record<string, { main: Array<Array<{ node: string }>> }>;
	settings: { executionOrder: string };
	pinData: object;
	active: boolean;
	[other: string]: unknown;
}

const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as File;
const all = names.map(read);

describe('the templates as files', () => {
	it('have node ids that are unique across the whole set, so that durable cursors can stay on', () => {
		const ids = all.flatMap(({ nodes }) => nodes.map(({ id }) => id));
		expect(new Set(ids).size).toBe(ids.length);
		for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	});

	const toTables = ({ nodes }: File) =>
		nodes.flatMap(({ parameters }) => {
			const { tableName, dataTableId } = parameters as {
				tableName?: string;
				dataTableId?: { value: string };
			};
			return tableName ?? dataTableId?.value ?? [];
		});

	const isOfAnother = (table: string) => !table.startsWith('=') || table.includes("$('");

	it('name their tables after the workflow, so that two copies never share a ledger', () => {
		const tables = all.flatMap(toTables).filter((table) => !isOfAnother(table));
		// n8n finds a table by a part of its name: none of them may be contained in another.
		expect([...new Set(tables)].sort()).toEqual([
			'=x_care_asked_{{ $workflow.id }}',
			'=x_care_caseevents_{{ $workflow.id }}',
			'=x_care_checks_{{ $workflow.id }}',
			'=x_care_digests_{{ $workflow.id }}',
			'=x_care_followers_{{ $workflow.id }}',
			'=x_care_health_{{ $workflow.id }}',
			'=x_care_history_{{ $workflow.id }}',
			'=x_care_labels_{{ $workflow.id }}',
			'=x_care_models_{{ $workflow.id }}',
			'=x_care_open_{{ $workflow.id }}',
			'=x_care_register_{{ $workflow.id }}',
			'=x_care_reminders_{{ $workflow.id }}',
			'=x_care_returns_{{ $workflow.id }}',
			'=x_care_seals_{{ $workflow.id }}',
			'=x_care_told_{{ $workflow.id }}',
			'=x_care_welcomed_{{ $workflow.id }}',
		]);
	});

	/** The value a Set node ships with. */
	const toField = ({ nodes }: File, nodeName: string, field: string) => {
		const node = nodes.find(({ name }) => name === nodeName);
		const { assignments } = Object(node?.parameters.assignments) as {
			assignments?: Array<{ name: string; value: string }>;
		};
		return assignments?.find(({ name }) => name === field)?.value ?? 'a field that is not there';
	};

	it('read a table of another template by the name it has there', () => {
		const created = all.flatMap(({ id, nodes }) =>
			nodes.flatMap(({ parameters: { tableName } }) =>
				typeof tableName === 'string' ? tableName.slice(1).replace('{{ $workflow.id }}', id) : [],
			),
		);
		const foreign = all.flatMap((file) =>
			toTables(file)
				.filter(isOfAnother)
				.map((table) =>
					table
						.replace(/^=/, '')
						.replace(
							/\{\{ \$\('(.+)'\)\.first\(\)\.json\.(\w+) \}\}/,
							(_, node: string, field: string) => toField(file, node, field),
						),
				),
		);
		expect([...new Set(foreign)].sort()).toEqual([
			'x_care_followers_xCare30Guard',
			'x_care_history_xCare01Helpdesk',
			'x_care_history_xCare10Intake',
			'x_care_open_xCare10Intake',
			'x_care_register_xCare33Register',
			'x_care_seals_xCare10Intake',
		]);
		for (const table of foreign) expect(created).toContain(table);
	});

	it('give every node that X or people call an address of its own', () => {
		const called = all
			.flatMap(({ nodes }) => nodes)
			.filter(({ type }) => /[.](xActivityTrigger|formTrigger|webhook)$/.test(type));
		const ids = called.map(({ webhookId }) => webhookId);
		expect(new Set(ids).size).toBe(called.length);
		for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	});

	describe.each(names)('%s', (name) => {
		const file = read(name);

		it('has a stable id that n8n accepts, is off, and ships nothing of anybody', () => {
			expect(name).toMatch(/^\d\d-[a-z0-9-]+\.json$/);
			expect(file.id).toMatch(/^\w{1,21}$/);
			expect(file.active).toBe(false);
			expect(file.pinData).toEqual({});
			expect(file.settings.executionOrder).toBe('v1');
			expect(
				Object.keys(file).filter((key) =>
					['versionId', 'instanceId', 'staticData', 'shared'].includes(key),
				),
			).toEqual([]);
		});

		it('asks for credentials by name alone', () => {
			for (const { credentials } of file.nodes) {
				for (const credential of Object.values(credentials ?? {})) {
					expect(credential).toEqual({ id: null, name: expect.stringMatching(/\w/) });
				}
			}
		});

		it("uses the package's real node names and n8n's own, and no Code node", () => {
			for (const { type } of file.nodes) {
				expect(type).toMatch(/^(n8n-nodes-x-care|n8n-nodes-base)\.\w+$/);
				expect(type).not.toMatch(/\.(code|function|functionItem|executeCommand)$/);
			}
		});

		it('connects only nodes it has, and reaches every one of them', () => {
			const known = new Set(file.nodes.map((node) => node.name));
			expect(known.size).toBe(file.nodes.length);
			const targets = Object.values(file.connections).flatMap(({ main }) =>
				main.flat().map(({ node }) => node),
			);
			for (const target of [...targets, ...Object.keys(file.connections)])
				expect(known).toContain(target);
			const unreached = file.nodes
				.filter(({ type }) => !/Trigger$|stickyNote$/.test(type))
				.filter((node) => !targets.includes(node.name));
			expect(unreached.map((node) => node.name)).toEqual([]);
		});

		it('tells an ops person what it does and the three things to fill in', () => {
			const about = file.nodes.find((node) => node.name === 'About');
			const text = String(about?.parameters.content);
			expect(text).toMatch(/### Fill in three things\n1\. .*\n2\. .*\n3\. /);
			expect(text).toContain('Set up once');
			expect(text).toContain('Publish');
		});
	});
});
