import { WorkflowExecute } from 'n8n-core';
import { DataTable } from 'n8n-nodes-base/dist/nodes/DataTable/DataTable.node';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';

import { properties } from '../../nodes/XCare/description';
import { XCare } from '../../nodes/XCare/XCare.node';
import { historyColumns } from '../../src/domain/ledger/row';
import { TestCredentialsHelper } from '../support/credentials-helper';
import { DataTables } from '../support/data-tables';
import { makeEvent } from '../support/events';
import { toAdditionalData } from '../support/instance';
import { runNode } from '../support/node-context';

const minuteMs = 60_000;

/** The node alone, without any credential. */
const run = async (
	parameters: INodeParameters,
	input: Array<object>,
	more: Partial<Parameters<typeof runNode>[1]> = {},
) =>
	await runNode(new XCare(), {
		parameters: { resource: 'ledger', ...parameters },
		input: input.map((json) => ({ json: json as IDataObject })),
		...more,
	});

const types: Record<string, INodeType> = {
	'n8n-nodes-base.dataTable': new DataTable() as INodeType,
	'test.xCare': new XCare(),
};
const nodeTypes = {
	getByName: (type: string) => types[type],
	getByNameAndVersion: (type: string, version?: number) =>
		NodeHelpers.getVersionedNodeType(types[type], version),
	getKnownTypes: () => ({}),
};

type Step = Pick<INode, 'name' | 'type' | 'parameters'> & Partial<INode>;

/** Steps one behind the other, on n8n's own engine, with n8n's own Data Table node. */
async function runSteps(tables: DataTables, steps: Step[], items: INodeExecutionData[]) {
	const nodes: INode[] = steps.map((step, at) => ({
		id: `n${at}`,
		position: [at * 200, 0],
		typeVersion: step.type === 'test.xCare' ? 1 : 1.1,
		...step,
	}));
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, at) => [
				nodes[at].name,
				{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
			]),
	);
	const workflow = new Workflow({
		id: 'w1',
		nodes,
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const helper = new TestCredentialsHelper({}, (name) => ({
		name,
		displayName: name,
		properties: [],
	}));
	const data = toAdditionalData({ name: 'ledger', nodes, connections }, 'trigger', helper, {
		'data-table': { dataTableProxyProvider: tables.provider },
	});
	const execution = new WorkflowExecute(
		data,
		'trigger',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: nodes[0], data: { main: [items] }, source: null }],
			},
		}),
	);
	const { data: result } = await execution.processRunExecutionData(workflow);
	if (result.resultData.error) throw result.resultData.error;
	const last = result.resultData.runData[nodes[nodes.length - 1].name]?.[0];
	return (last?.data?.main?.[0] ?? []).map(({ json }) => json);
}

const table = (name: string) => ({
	resource: 'row',
	dataTableId: { __rl: true, mode: 'name', value: name },
});
const create = (name: string, columns: INodeParameters[]): Step => ({
	name: `Create ${name}`,
	type: 'n8n-nodes-base.dataTable',
	parameters: {
		resource: 'table',
		operation: 'create',
		tableName: name,
		columns: { column: columns },
		options: {},
	},
});
const insert = (name: string, value: INodeParameters): Step => ({
	name: `Insert into ${name}`,
	type: 'n8n-nodes-base.dataTable',
	parameters: {
		...table(name),
		operation: 'insert',
		columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
		options: {},
	},
});
const getAll = (name: string, as: string): Step => ({
	name: as,
	type: 'n8n-nodes-base.dataTable',
	executeOnce: true,
	alwaysOutputData: true,
	parameters: { ...table(name), operation: 'get', returnAll: true },
});
const ledger = (name: string, parameters: INodeParameters): Step => ({
	name,
	type: 'test.xCare',
	parameters: { resource: 'ledger', ...parameters },
});

const sealColumns = [
	['seq', 'number'],
	['firstRowId', 'number'],
	['lastRowId', 'number'],
	['rows', 'number'],
	['rowsHash', 'string'],
	['previousSeal', 'string'],
	['sealHash', 'string'],
	['sealedAt', 'string'],
] as const;

async function createLedger() {
	const tables = new DataTables();
	const toColumn = (name: string) => ({
		name,
		type: name === 'probability' ? 'number' : 'string',
	});
	await runSteps(
		tables,
		[
			create('history', historyColumns.map(toColumn)),
			create(
				'seals',
				sealColumns.map(([name, type]) => ({ name, type })),
			),
		],
		[{ json: {} }],
	);
	const read = [getAll('seals', 'Seals'), getAll('history', 'History')];
	return {
		tables,
		note: async (items: object[]) =>
			await runSteps(
				tables,
				[
					ledger('Hash', { operation: 'hash' }),
					insert(
						'history',
						Object.fromEntries(historyColumns.map((name) => [name, `={{ $json.ledger.${name} }}`])),
					),
				],
				items.map((json) => ({ json: json as IDataObject })),
			),
		seal: async () =>
			await runSteps(
				tables,
				[
					...read,
					ledger('Seal', { operation: 'seal' }),
					insert(
						'seals',
						Object.fromEntries(sealColumns.map(([name]) => [name, `={{ $json.${name} }}`])),
					),
				],
				[{ json: {} }],
			),
		verify: async (more: INodeParameters = {}) =>
			(
				await runSteps(
					tables,
					[...read, ledger('Verify', { operation: 'verify', ...more })],
					[{ json: {} }],
				)
			)[0],
		redact: async () =>
			await runSteps(
				tables,
				[
					getAll('history', 'History'),
					ledger('Redact', { operation: 'redact', reason: 'Deleted on X' }),
					{
						name: 'Update',
						type: 'n8n-nodes-base.dataTable',
						parameters: {
							...table('history'),
							operation: 'update',
							filters: {
								conditions: [{ keyName: 'id', condition: 'eq', keyValue: '={{ $json.id }}' }],
							},
							matchType: 'allConditions',
							columns: {
								mappingMode: 'defineBelow',
								value: { content: '={{ $json.content }}' },
								matchingColumns: [],
								schema: [],
							},
							options: {},
						},
					},
				],
				[{ json: {} }],
			),
	};
}

const items = (count: number) =>
	Array.from({ length: count }, (_, n) => ({
		event: makeEvent({
			id: String(1_900_000_000_000_000_001n + BigInt(n)),
			text: `post ${n} 👍 "{{ 1 }}"`,
		}),
		...(n % 2 === 0 && { case: { desk: 'requestTracker', id: String(n), outcome: 'created' } }),
		...(n % 3 === 0 && { triage: { category: 'complaint', probability: 0.91, urgency: 'urgent' } }),
	}));

describe('The ledger in tables of n8n', () => {
	it('holds what was written, sealed and redacted, and says so', async () => {
		const { tables, note, seal, verify, redact } = await createLedger();
		expect(await verify()).toMatchObject({ ok: true, rows: 0, seals: 0 });
		expect(await seal()).toEqual([]);
		tables.clockOffsetMs = -10 * minuteMs;
		await note(items(7));
		tables.clockOffsetMs = 0;
		await note(items(2));
		expect(await seal()).toHaveLength(1);
		const whole = await verify();
		expect(whole).toMatchObject({ ok: true, rows: 9, seals: 1, unsealedRows: 2 });
		await redact();
		expect(JSON.stringify(tables.rows('history'))).not.toContain('post 3');
		expect(await verify({ lastKnownSeal: whole.lastSeal as string })).toMatchObject({
			ok: true,
			redacted: 9,
		});
		expect(await seal()).toEqual([]);
	});

	it('names the row that somebody changed in the table by hand', async () => {
		const { tables, note, seal, verify } = await createLedger();
		tables.clockOffsetMs = -10 * minuteMs;
		await note(items(5));
		await seal();
		const row = tables.rows('history')[2];
		row.decision = 'parked';
		expect(await verify()).toMatchObject({
			ok: false,
			firstBroken: { what: 'row', id: row.id },
			sentence: expect.stringContaining(`Row ${row.id} was changed`) as string,
		});
	});
});

describe('X Care → Ledger', () => {
	it('asks for no credential and shows no setting of X', () => {
		const { credentials = [] } = new XCare().description;
		const node = (parameters: INodeParameters) =>
			({ typeVersion: 1, parameters, type: 'test.xCare' }) as INode;
		for (const operation of ['hash', 'seal', 'verify', 'redact']) {
			const parameters = { resource: 'ledger', operation, authentication: 'oAuth2' };
			const isShown = (it: { displayOptions?: object }) =>
				NodeHelpers.displayParameter(
					parameters,
					it as never,
					node(parameters),
					new XCare().description,
				);
			expect(credentials.filter(isShown)).toEqual([]);
			const names = properties.filter(isShown).map(({ name }) => name);
			expect(names).not.toContain('authentication');
			expect(names).not.toContain('connection');
			expect(names).not.toContain('dryRun');
		}
		const post = { resource: 'post', operation: 'get', authentication: 'oAuth2' };
		expect(
			credentials
				.filter((it) =>
					NodeHelpers.displayParameter(post, it as never, node(post), new XCare().description),
				)
				.map(({ name }) => name),
		).toEqual(['xCareOAuth2Api']);
	});

	it('adds the row to the item, and never the same salt', async () => {
		const [event] = [makeEvent()];
		const { outputs } = await run({ operation: 'hash' }, [{ event, note: 1 }, { event }]);
		const [one, other] = outputs[0].map(({ json }) => json.ledger as IDataObject);
		expect(outputs[0][0].json).toMatchObject({ event: { id: event.id }, note: 1 });
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(Object.keys(one)).toEqual([...historyColumns]);
		expect(one.contentHash).not.toBe(other.contentHash);
	});

	it('keeps the text of posts and not of messages, unless told otherwise', async () => {
		const input = [
			{ event: makeEvent({ text: 'public words' }) },
			{ event: makeEvent({ kind: 'message', text: 'private words' }) },
			{ event: makeEvent({ kind: 'silence', text: 'Nothing for six hours.' }) },
		];
		const toContents = async (parameters: INodeParameters) =>
			(await run({ operation: 'hash', ...parameters }, input)).outputs[0].map(
				({ json }) => (json.ledger as IDataObject).content as string,
			);
		const kept = await toContents({});
		expect(kept[0]).toContain('public words');
		expect(kept[1]).not.toContain('private words');
		expect(kept[2]).toContain('Nothing for six hours.');
		const turned = await toContents({ keepPosts: false, keepMessages: true });
		expect(turned[0]).not.toContain('public words');
		expect(turned[1]).toContain('private words');
	});

	it('hands an item without an event on with what is wrong, and does the others', async () => {
		const input = [{ event: makeEvent() }, { event: { id: 7 } }, {}];
		const { outputs, error } = await run({ operation: 'hash' }, input, { continueOnFail: true });
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ json }) => Boolean(json.error))).toEqual([false, true, true]);
		const stopped = await run({ operation: 'hash' }, input);
		expect(stopped.error?.message).toMatch(/^2 of 3 items were not hashed: \[item 1\]/);
	});

	it.each(['seal', 'verify'])(
		'%s says what is to be entered where Seals holds no list',
		async (operation) => {
			const { error } = await run({ operation, seals: 'nothing' }, [{}]);
			expect(error?.message).toContain("'Seals' should be a list");
			const { outputs } = await run({ operation, seals: 'nothing' }, [{}], {
				continueOnFail: true,
			});
			expect(outputs[0][0].json.error).toContain("'Seals' should be a list");
		},
	);

	it('takes the seals as JSON too, and rows of a table that is empty', async () => {
		expect((await run({ operation: 'seal', seals: '[{}]' }, [{}])).outputs[0] ?? []).toEqual([]);
		const { outputs } = await run({ operation: 'verify', seals: '[]' }, [{}]);
		expect(outputs[0][0].json).toMatchObject({ ok: true, rows: 0 });
	});

	it('redacts each row, leaves those that are redacted already, and passes over what is no row', async () => {
		const hashed = await run({ operation: 'hash' }, [{ event: makeEvent() }]);
		const row = { ...(hashed.outputs[0][0].json.ledger as IDataObject), id: 4 };
		const first = await run({ operation: 'redact' }, [row, {}]);
		expect(first.outputs[0].map(({ json }) => json)).toEqual([
			{
				id: 4,
				eventId: makeEvent().id,
				changed: true,
				content: expect.stringMatching(/^{"redacted":true,.*"Deleted on X"}$/) as string,
			},
		]);
		const { content } = first.outputs[0][0].json;
		const again = await run({ operation: 'redact', reason: 'other' }, [{ ...row, content }]);
		expect(again.outputs[0][0].json).toMatchObject({ content, changed: false });
	});

	it('gives a language model the row alone', async () => {
		const { outputs } = await run({ operation: 'hash' }, [{ event: makeEvent(), secret: 1 }], {
			asTool: true,
		});
		expect(Object.keys(outputs[0][0].json)).toEqual(['ledger']);
	});
});
