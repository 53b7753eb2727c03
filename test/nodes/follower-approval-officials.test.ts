import type { IDataObject, INode, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import { FollowerApproval } from '../../nodes/FollowerApproval/FollowerApproval.node';
import { makeEvent } from '../support/events';
import { createFollowerApproval, findCalls, toJson } from '../support/follower-approval';
import { useSandbox } from '../support/use-sandbox';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => undefined,
}));

const sandbox = useSandbox();
let run: ReturnType<typeof createFollowerApproval>;
beforeEach(() => {
	run = createFollowerApproval(sandbox);
});

const register = [
	{ Name: 'Rosa', Role: 'Press', 'E-Mail': 'rosa@acme.example', Channels: 'E-Mail' },
	{ Name: 'Tom', Role: 'Legal', 'X User ID': '1402000000000000106', Channels: 'DM' },
	{ Name: 'Ines', Role: 'Press' },
];
const post = { event: makeEvent() as never, order: 4711 };
const message = { event: makeEvent({ id: '77-88', kind: 'message' }) as never };
const find = async (
	people: IDataObject[],
	rows: IDataObject[] | null,
	parameters: INodeParameters = {},
	more: Parameters<typeof run>[2] = {},
) =>
	await run({ operation: 'findOfficials', ...parameters }, [people, rows], {
		credentials: {},
		...more,
	});

describe('Find Officials to Tell', () => {
	it('tells each by their channel and hands a public post to the feed', async () => {
		const { outputs, error } = await find([post], register);
		expect(error).toBeUndefined();
		const [mails, messages, reposts] = outputs;
		expect(mails).toMatchObject([
			{
				json: { order: 4711, notice: { channel: 'email', email: 'rosa@acme.example' } },
				pairedItem: { item: 0, input: 0 },
			},
		]);
		expect(messages).toMatchObject([{ json: { notice: { userId: '1402000000000000106' } } }]);
		expect(reposts).toMatchObject([{ json: { notice: { isPrivate: false } } }]);
		expect(await findCalls(sandbox)).toEqual([]);
	});

	it('hands a direct message only to those who may hear of what is private, and never to the feed', async () => {
		const [mails, messages, reposts, nobody] = toJson(await find([message], register));
		expect([mails, messages, reposts]).toEqual([[], [], []]);
		expect(nobody).toMatchObject([{ notice: { isPrivate: true } }]);
		const [toPress] = toJson(await find([message], register, { privateRoles: 'Press' }));
		expect(toPress).toMatchObject([{ notice: { isPrivate: true, email: 'rosa@acme.example' } }]);
		const [toAll, , noReposts] = toJson(await find([message], register, { privateRoles: '' }));
		expect(toAll).toMatchObject([{ notice: { isPrivate: true } }]);
		expect(noReposts).toEqual([]);
	});

	it('tells only people with a role, and names who of them cannot be reached', async () => {
		const roles = { tell: 'roles', roles: 'Press', repost: false };
		const [mails, messages, reposts, nobody] = toJson(await find([post], register, roles));
		expect([mails.length, messages.length, reposts.length]).toEqual([1, 0, 0]);
		expect(nobody).toMatchObject([{ notice: { official: { name: 'Ines' } } }]);
	});

	it('says so when nobody is told', async () => {
		const [, , , nobody] = toJson(await find([post], register, { tell: 'roles', roles: 'Chef' }));
		expect(nobody).toHaveLength(1);
	});

	it.each([[null], [[]], [[{}]]])(
		'fails with a register of %j, and loses no message when told to go on',
		async (rows) => {
			const { error } = await find([post, message], rows);
			expect(error?.message).toContain('Register');
			const { outputs } = await find([post, message], rows, {}, { continueOnFail: true });
			expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 2]);
			expect(outputs[3][0].json).toMatchObject({ order: 4711, error: error?.message });
		},
	);

	it('fails the item that is no event, and tells of the others', async () => {
		const { outputs } = await find([{ a: 1 }, post], register, {}, { continueOnFail: true });
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[3]).toMatchObject([{ json: { a: 1 }, pairedItem: { item: 0 } }]);
	});

	it('refuses roles that were left empty', async () => {
		const { error } = await find([post], register, { tell: 'roles', roles: ' ' });
		expect(error?.message).toContain('Roles');
	});
});

describe('the node in the editor', () => {
	const node = new FollowerApproval();
	const { properties } = node.description;
	const toParameters = (parameters: INodeParameters) =>
		NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null)!;
	const operations = properties.find(({ name }) => name === 'operation')!
		.options as INodeProperties[];

	it.each<[string, INodeParameters, string[]]>([
		['Check Authors', { operation: 'checkAuthors' }, []],
		['Check Authors that asks X', { operation: 'checkAuthors', askX: true }, ['xCareOAuth2Api']],
		['Reconcile', { operation: 'reconcile' }, ['xCareOAuth2Api']],
		['Check Account', { operation: 'checkAccount' }, ['xCareOAuth2Api']],
		['Check Account', { operation: 'checkAccount', authentication: 'oAuth1' }, ['xCareOAuth1Api']],
		['Plan Reminders', { operation: 'planReminders' }, []],
		['Find Officials to Tell', { operation: 'findOfficials' }, []],
	])('%s asks for the credential it needs: %j', (_, given, wanted) => {
		const parameters = toParameters(given);
		const shown = node.description
			.credentials!.filter((it) => NodeHelpers.displayParameter(parameters, it, null, null))
			.map(({ name }) => name);
		expect(shown).toEqual(wanted);
		const isNeverAsked = ['planReminders', 'findOfficials'].includes(String(given.operation));
		expect('connection' in parameters).toBe(!isNeverAsked);
	});

	it.each<[INodeParameters, string[], string[]]>([
		[
			{ operation: 'checkAuthors' },
			['People', 'Register'],
			['Approved', 'Waiting', 'Outsider', 'Unknown'],
		],
		[
			{ operation: 'checkAuthors', registerFrom: 'typed', outputMode: 'single' },
			['People'],
			['Checked'],
		],
		[{ operation: 'reconcile' }, ['People', 'Register'], ['People', 'Follower Set']],
		[{ operation: 'checkAccount' }, ['Earlier Checks', 'Register'], ['Fine', 'Alarm']],
		[{ operation: 'checkAccount', operatorFrom: 'typed' }, ['Earlier Checks'], ['Fine', 'Alarm']],
		[
			{ operation: 'planReminders' },
			['People', 'Reminders So Far'],
			['Remind', 'Not Today', 'Closed'],
		],
		[
			{ operation: 'findOfficials' },
			['Events', 'Register'],
			['E-Mail', 'Direct Message', 'Repost', 'Nobody'],
		],
	])('with %j has the inputs %j and the outputs %j', (given, inputs, outputs) => {
		const drawn: INode = {
			...{ id: 'a1', name: 'Node', type: 'test.node', typeVersion: 1, position: [0, 0] },
			parameters: given,
		};
		const get = () => NodeHelpers.getVersionedNodeType(node);
		const workflow = new Workflow({
			...{ id: 'w1', nodes: [drawn], connections: {}, active: false },
			nodeTypes: { getByName: get, getByNameAndVersion: get, getKnownTypes: () => ({}) },
		});
		const nameAll = (ends: Array<string | { displayName?: string }>) =>
			ends.map((end) => (typeof end === 'string' ? end : end.displayName));
		const known = workflow.getNode('Node')!;
		expect(nameAll(NodeHelpers.getNodeInputs(workflow, known, node.description))).toEqual(inputs);
		expect(nameAll(NodeHelpers.getNodeOutputs(workflow, known, node.description))).toEqual(outputs);
	});

	it('has every credential once, since n8n finds it by its name', () => {
		const names = node.description.credentials!.map(({ name }) => name);
		expect(names).toEqual([...new Set(names)]);
	});

	it('lists the operations by name', () => {
		const names = operations.map(({ name }) => name);
		expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
	});

	it('never waits for an input in silence: it runs with what came, and says what is missing', () => {
		expect(node.description.requiredInputs).toBeUndefined();
	});
});
