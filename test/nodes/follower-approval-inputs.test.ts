import { WorkflowExecute } from 'n8n-core';
import type { INode, INodeExecutionData, INodeType, INodeTypes } from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';

import { FollowerApproval } from '../../nodes/FollowerApproval/FollowerApproval.node';
import { TestCredentialsHelper } from '../support/credentials-helper';
import { makeEvent } from '../support/events';
import { toAdditionalData } from '../support/instance';

/** Hands on the items in its notes. */
const source: INodeType = {
	description: {
		...{ name: 'source', displayName: 'Source', group: ['transform'], version: 1 },
		...{ description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
	},
	async execute(): Promise<INodeExecutionData[][]> {
		const rows = JSON.parse(this.getNode().notes ?? '[]') as object[];
		return [rows.map((row) => ({ json: { ...row } }))];
	},
};

const toNode = (name: string, type: string, more: Partial<INode> = {}): INode => ({
	...{ id: name, name, type: `test.${type}`, typeVersion: 1, position: [0, 0], parameters: {} },
	...more,
});

/** A trigger, a branch of people, a longer branch of the register, and the node they meet in. */
async function runBranches(people: object[], register: object[], more: Partial<INode> = {}) {
	const nodes = [
		toNode('Start', 'source', { notes: '[{}]' }),
		toNode('People', 'source', { notes: JSON.stringify(people) }),
		toNode('Table', 'source', { notes: '[{ "row": 1 }]' }),
		toNode('Register', 'source', { notes: JSON.stringify(register) }),
		toNode('Check', 'followerApproval', { parameters: { operation: 'checkAuthors' }, ...more }),
	];
	const to = (node: string, index = 0) => ({ node, type: 'main' as const, index });
	const nodeTypes: INodeTypes = {
		getByName: (type) => get(type),
		getByNameAndVersion: (type) => get(type),
		getKnownTypes: () => ({}),
	};
	const get = (type: string) =>
		NodeHelpers.getVersionedNodeType(type.endsWith('source') ? source : new FollowerApproval());
	const workflow = new Workflow({
		id: 'w1',
		nodes,
		connections: {
			Start: { main: [[to('People'), to('Table')]] },
			Table: { main: [[to('Register')]] },
			People: { main: [[to('Check')]] },
			Register: { main: [[to('Check', 1)]] },
		},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const credentials = new TestCredentialsHelper({}, (name) => ({
		name,
		displayName: name,
		properties: [],
	}));
	const [start] = nodes;
	const execution = new WorkflowExecute(
		toAdditionalData({ name: 'test', nodes, connections: {} }, 'trigger', credentials),
		'trigger',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
			},
		}),
	);
	const { data } = await execution.processRunExecutionData(workflow);
	const runs = data.resultData.runData.Check ?? [];
	return {
		runs: runs.length,
		counts: runs[0]?.data?.main.map((items) => items?.length ?? 0),
		error: data.resultData.error,
	};
}

const alice = '1402000000000000101';
const people = [{ event: makeEvent({ author: { id: alice } }) }];
const register = [{ Name: 'Alice', 'X User ID': alice }];

describe('two branches that meet in Follower Approval', () => {
	it('run it once, with both', async () => {
		const { runs, counts, error } = await runBranches(people, register);
		expect(error).toBeUndefined();
		expect([runs, counts]).toEqual([1, [1, 0, 0, 0]]);
	});

	it('fail it with the reason when the one of the register gives nothing', async () => {
		const { runs, error } = await runBranches(people, []);
		expect(runs).toBe(1);
		expect(error?.message).toContain('Register');
	});

	it('lose nobody by the error output then', async () => {
		const { counts, error } = await runBranches(people, [], { onError: 'continueErrorOutput' });
		expect(error).toBeUndefined();
		expect(counts).toEqual([0, 0, 0, 0, 1]);
	});

	it('leave it at peace when there are no people to check', async () => {
		const { error } = await runBranches([], register);
		expect(error).toBeUndefined();
	});
});
