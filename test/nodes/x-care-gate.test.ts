import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { operations } from '../../nodes/XCare/operations';
import type { Judgement } from '../../src/domain/policy/judgement';
import { issuePermit } from '../../src/domain/policy/permit';
import { createXClient } from '../../src/x/client';
import { sendX } from '../../src/x/call';
import { endpoints, type OutgoingName } from '../../src/x/endpoints';
import { createFetchSend } from '../support/fetch-send';
import { processedData } from '../support/processed-data';
import { type Sandbox, startSandbox } from '../support/sandbox';
import { createXCare, findWrites, toMentionItem } from '../support/x-care';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => undefined,
}));

const alice = '1402000000000000101';

let sandbox: Sandbox;
let run: ReturnType<typeof createXCare>;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await sandbox.control('POST', 'reset', {});
	processedData.clear();
	run = createXCare(sandbox);
});

interface Scene {
	parameters: INodeParameters;
	item?: INodeExecutionData;
}

const withId = (id: string) => ({ postId: { mode: 'id', value: id } });
const withAlice = { userId: { mode: 'id', value: alice } };

async function makeMention(): Promise<Scene> {
	const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare help' });
	return { parameters: withId(id), item: await toMentionItem(sandbox, run, id) };
}

async function makeReplyToUs(): Promise<Scene> {
	const own = await sandbox.post({ from: 'acmecare', text: 'We are open' });
	const { id } = await sandbox.post({ from: 'alice_m', text: 'liars', inReplyTo: own.id });
	return { parameters: withId(id) };
}

async function makeMessage(): Promise<Scene> {
	await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'My order is lost' });
	return { parameters: withAlice };
}

/** What each outgoing operation needs in order to be let through; one that is missing here fails the walk. */
const scenes: Record<string, () => Promise<Scene>> = {
	'post publish': async () => ({ parameters: { text: 'We are back.' } }),
	'post reply': async () => {
		const { parameters, item } = await makeMention();
		return { parameters: { ...parameters, text: 'Sorry!' }, item };
	},
	'post repost': async () => {
		const { parameters, item } = await makeMention();
		return { parameters: { ...parameters, approvedBy: 'The head of care' }, item };
	},
	'post undoRepost': makeMention,
	'post hideReply': makeReplyToUs,
	'post unhideReply': makeReplyToUs,
	'post delete': async () => {
		const { id } = await sandbox.post({ from: 'acmecare', text: 'A typo' });
		return { parameters: withId(id) };
	},
	'directMessage send': async () => {
		const { parameters } = await makeMessage();
		return { parameters: { ...parameters, text: 'We have found it.' } };
	},
	'directMessage blockSender': makeMessage,
	'directMessage unblockSender': makeMessage,
	'user mute': async () => ({ parameters: withAlice }),
	'user unmute': async () => ({ parameters: withAlice }),
};

const all = Object.entries(operations).flatMap(([resource, byName]) =>
	Object.entries(byName).map(([name, { effect }]) => ({ resource, name, effect })),
);
const outgoing = all
	.filter(({ effect }) => effect === 'outgoing')
	.map(({ resource, name }) => [resource, name] as const);

describe('Nothing goes out past the gate', () => {
	it('knows a scene for every outgoing operation of the table', () => {
		expect(Object.keys(scenes).sort()).toEqual(outgoing.map((it) => it.join(' ')).sort());
	});

	it.each(outgoing)('%s %s: sends nothing when the gate says no', async (resource, operation) => {
		const { parameters, item } = await scenes[`${resource} ${operation}`]();
		await sandbox.control('DELETE', 'requests');
		const { outputs } = await run(
			{ resource, operation, ...parameters, safety: { dailyLimit: 0 } },
			item && [item],
		);
		expect(await findWrites(sandbox)).toEqual([]);
		const [outcome] = outputs[1].map(({ json }) => (json.reply ?? json.action) as object);
		expect(outcome).toMatchObject({ outcome: 'needs a person', rule: 'daily limit' });
	});

	it.each(outgoing)('%s %s: sends nothing in a dry run', async (resource, operation) => {
		const { parameters, item } = await scenes[`${resource} ${operation}`]();
		await sandbox.control('DELETE', 'requests');
		const { outputs } = await run(
			{ resource, operation, ...parameters, dryRun: true },
			item && [item],
		);
		expect(await findWrites(sandbox)).toEqual([]);
		const [outcome] = outputs[0].map(({ json }) => (json.reply ?? json.action) as object);
		expect(outcome).toMatchObject({ outcome: 'would have' });
	});

	it.each(outgoing)(
		'%s %s: makes one call when the gate says yes, and none for the same item again where a second would show',
		async (resource, operation) => {
			const { parameters, item } = await scenes[`${resource} ${operation}`]();
			await sandbox.control('DELETE', 'requests');
			const all = { resource, operation, ...parameters };
			const { error, outputs } = await run(all, item && [item]);
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(1);
			expect(await findWrites(sandbox)).toHaveLength(1);
			await run(all, item && [item]);
			const sent = (await findWrites(sandbox)).filter(
				({ path, status }) => status === 201 && !path.includes('retweets'),
			);
			expect(sent.length).toBeLessThan(2);
		},
	);

	it('lets a language model send no text of its own without an approval, not even one it gave itself', async () => {
		for (const name of ['post reply', 'post publish', 'directMessage send']) {
			const [resource, operation] = name.split(' ');
			const { parameters, item } = await scenes[name]();
			await sandbox.control('DELETE', 'requests');
			const { outputs } = await run(
				{ resource, operation, ...parameters, writtenBy: 'person', approvedBy: 'the model' },
				item && [item],
				{ asTool: true },
			);
			const [outcome] = outputs[0].map(({ json }) => (json.reply ?? json.action) as object);
			expect(outcome).toMatchObject({ rule: 'AI text not approved' });
			expect(await findWrites(sandbox)).toEqual([]);
		}
	});

	it.each([
		['what became of its wish', '={{ $json.event?.id }}', ['reply']],
		['what went wrong', '={{ "nonsense" }}', ['details', 'error']],
	])('shows a language model %s, and nothing else of the item', async (_what, value, keys) => {
		const { item } = await makeMention();
		const secret = { json: { ...item?.json, headers: { authorization: 'secret' } } };
		const { outputs } = await run(
			{ operation: 'reply', text: 'Hello!', postId: { mode: 'id', value } },
			[secret],
			{ asTool: true, continueOnFail: true },
		);
		expect(outputs[0].map(({ json }) => Object.keys(json).sort())).toEqual([keys]);
	});
});

describe('The only way to a request that others can see', () => {
	const names = Object.entries(endpoints)
		.filter(([, { effect }]) => effect === 'outgoing')
		.map(([name]) => name as OutgoingName);
	const allowed: Judgement = { verdict: 'allowed', notes: [] };

	it.each(names)('%s is closed without a permit, and with one for something else', async (name) => {
		const client = createXClient(
			createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' }),
			Date.now,
		);
		const forged = { action: { kind: 'reply', toPostId: '1', texts: ['hi'], media: [] } } as never;
		await expect(sendX(client, forged, name, {})).rejects.toThrow(/no leave/);
		const other =
			name === 'mute'
				? issuePermit({ kind: 'unmute', userId: alice }, allowed)
				: issuePermit({ kind: 'mute', userId: alice }, allowed);
		await expect(sendX(client, other, name, {})).rejects.toThrow(/no leave/);
		expect(await findWrites(sandbox)).toEqual([]);
	});

	it('gives no permit against the judgement', () => {
		const action = { kind: 'mute', userId: alice } as const;
		const judgement = { verdict: 'forbidden', rule: 'opted out', notes: [] } as const;
		expect(() => issuePermit(action, { ...judgement, notes: [] })).toThrow(/no leave/);
	});
});
