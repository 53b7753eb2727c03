import type { IDataObject } from 'n8n-workflow';

import { CaseEventTrigger } from '../../nodes/CaseEventTrigger/CaseEventTrigger.node';
import type { CaseEvent } from '../../src/domain/case-event';
import { boundDesks } from '../desks/every-desk';
import { type FaultProxy, startFaultProxy } from '../desks/fault-proxy';
import { type CaseDesk, openCaseDesk } from '../support/case-desk';
import { createPolledNode, type PolledNode } from '../support/poll-context';
import { useSandbox } from '../support/use-sandbox';

jest.setTimeout(30_000);

const minuteMs = 60_000;
const every = ['assigned', 'commented', 'reopened', 'resolved'];
let workflows = 0;

interface Polled {
	/** Whom a case can be given to there. */
	owner: string;
	/** Whether comments can be for the customer. */
	hasPublic: boolean;
	/** Whether it tells that we opened a case again. */
	tellsOwn: boolean;
}

/** Desks of the sandbox that are asked. */
const polled: Array<[desk: string, has: Polled]> = [
	['freshdesk', { owner: '102', hasPublic: true, tellsOwn: true }],
	['hubSpot', { owner: '77001', hasPublic: false, tellsOwn: true }],
	['odoo', { owner: '4', hasPublic: true, tellsOwn: false }],
	['salesforce', { owner: 'Bob Agent', hasPublic: true, tellsOwn: true }],
];

describe.each(polled)('Case Event Trigger with %s', (name, { owner, hasPublic, tellsOwn }) => {
	const sandbox = useSandbox();
	let proxy: FaultProxy;
	let desk: CaseDesk;
	let nowMs = Date.parse('2026-11-20T10:00:00.000Z');

	beforeAll(async () => {
		proxy = await startFaultProxy(sandbox.url);
	});
	beforeEach(async () => {
		proxy.behave();
		desk = openCaseDesk(sandbox, name, proxy.url);
		await wait(24 * 60 * minuteMs);
		await desk.prepare();
	});
	afterEach(() => jest.restoreAllMocks());
	afterAll(async () => await proxy.close());

	/** For the sandbox and for n8n alike, time stands still between. */
	const wait = async (ms: number) => {
		nowMs += ms;
		await sandbox.control('POST', 'clock', { now: new Date(nowMs).toISOString() });
		jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
	};
	const start = (parameters: IDataObject = {}, staticData?: IDataObject) =>
		createPolledNode(new CaseEventTrigger(), {
			workflowId: `${name}-${++workflows}`,
			parameters: { desk: name, events: every, ...parameters },
			credentials: desk.credentials,
			credentialTypes: [boundDesks[name].credential],
			staticData,
		});
	const poll = async (node: PolledNode, mode?: 'manual'): Promise<CaseEvent[]> =>
		((await node.poll(mode)) ?? []).map(({ json }) => json.caseEvent as unknown as CaseEvent);
	const act = async (it: IDataObject) => {
		await wait(5000);
		await desk.act(it);
		await wait(5000);
	};
	const comment = async (caseId: string, text: string, isPublic = false) =>
		await act({ do: 'comment', caseId, text, isPublic });
	const toStored = ({ staticData }: PolledNode) =>
		JSON.parse(JSON.stringify(staticData)) as IDataObject;
	const texts = (events: CaseEvent[]) => events.map((event) => event.comment?.text);

	it('starts now, and hands on once each what people do, with the conversation it is about', async () => {
		const { caseId, of } = await desk.forward();
		await comment(caseId, 'before it was published');
		const node = start();
		expect(await poll(node)).toEqual([]);
		const happening: Array<[IDataObject, object]> = [
			[
				{ do: 'assign', owner },
				{ kind: 'assigned', owner: expect.anything() },
			],
			[
				{ do: 'comment', text: 'We are on it.', isPublic: true },
				{ kind: 'commented', comment: { text: 'We are on it.', isPublic: hasPublic } },
			],
			[
				{ do: 'comment', text: 'Who knows?', isPublic: false },
				{ kind: 'commented', comment: { text: 'Who knows?', isPublic: false } },
			],
			[{ do: 'closeCase' }, { kind: 'resolved' }],
			[{ do: 'reopenCase' }, { kind: 'reopened' }],
		];
		const ids: string[] = [];
		for (const [doing, told] of happening) {
			await act({ ...doing, caseId });
			const events = await poll(node);
			expect(events).toMatchObject([{ ...of, ...told, isOurs: false }]);
			ids.push(...events.map(({ id }) => id));
		}
		expect(await poll(node)).toEqual([]);
		await wait(20 * minuteMs);
		expect(await poll(node)).toEqual([]);
		expect(new Set(ids).size).toBe(happening.length);
		for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
	});

	it('starts for the kinds that were chosen, and for no others', async () => {
		const { caseId } = await desk.forward();
		const node = start({ events: ['resolved'] });
		await poll(node);
		await comment(caseId, 'not asked for');
		await act({ do: 'closeCase', caseId });
		expect((await poll(node)).map(({ kind }) => kind)).toEqual(['resolved']);
	});

	it('leaves out what the Case Forwarder did, unless its changes are wanted; what it wrote never comes', async () => {
		const { caseId, event } = await desk.forward();
		const [node, all] = [start(), start({ options: { ownChanges: true } })];
		for (const it of [node, all]) await poll(it);
		await act({ do: 'closeCase', caseId });
		for (const it of [node, all]) {
			expect((await poll(it)).map(({ kind }) => kind)).toEqual(['resolved']);
		}
		const { id: conversationId, account, author } = event;
		await wait(minuteMs);
		await desk.forward({ conversationId, author, text: 'not solved at all' });
		const inReplyTo = { postId: event.id, authorId: author.id };
		const ours = { author: { id: account.id }, inReplyTo, text: 'We are sorry.' };
		await desk.forward({ conversationId, ...ours } as never);
		await wait(5000);
		expect(await poll(node)).toEqual([]);
		const own = tellsOwn ? [{ kind: 'reopened', caseId, isOurs: true }] : [];
		expect(await poll(all)).toMatchObject(own);
	});

	type Refusal = { status: number; headers: Record<string, string>; body: object };
	const statuses: Refusal[] = [
		{ status: 401, headers: {}, body: { message: 'no' } },
		{ status: 429, headers: { 'retry-after': '120' }, body: { message: 'slow down' } },
		{ status: 500, headers: {}, body: { message: 'oops' } },
	];
	it.each<[string, 'drop-answer' | Refusal]>([
		...statuses.map((it): [string, Refusal] => [`${it.status}`, it]),
		['an answer cut off', 'drop-answer'],
	])('loses nothing to %s, and says so once, when it is time', async (_name, fault) => {
		const { caseId } = await desk.forward();
		const node = start();
		await poll(node);
		await comment(caseId, 'while it fails');
		const before = toStored(node);
		proxy.behave({ when: () => true, fault });
		const lasts = fault !== 'drop-answer' && fault.status === 401;
		if (lasts) await expect(node.poll()).rejects.toThrow(/401/);
		else expect(await node.poll()).toBeNull();
		expect(node.log.at(-1)).toContain('nothing was read and nothing is lost');
		proxy.takeLog();
		await wait(minuteMs);
		expect(await node.poll()).toBeNull();
		const isTold = fault !== 'drop-answer' && fault.status === 429;
		expect(proxy.takeLog().length === 0).toBe(isTold);
		await wait(61 * minuteMs);
		await expect(node.poll()).rejects.toThrow();
		await wait(3 * minuteMs);
		expect(await node.poll()).toBeNull();
		expect(toStored(node)).toEqual(before);
		proxy.behave();
		await wait(3 * minuteMs);
		expect(texts(await poll(node))).toEqual(['while it fails']);
		expect(await poll(node)).toEqual([]);
	});

	it('does not fail the activation while the desk fails, and starts with its first answer', async () => {
		const { caseId } = await desk.forward();
		proxy.behave({ when: () => true, fault: { status: 503, body: {} } });
		const node = start();
		expect(await node.poll()).toBeNull();
		proxy.behave();
		await wait(minuteMs);
		expect(await poll(node)).toEqual([]);
		await comment(caseId, 'and on');
		expect(texts(await poll(node))).toEqual(['and on']);
	});

	it('hands on the last minutes again after a restart, which may have been lost, with the same ids', async () => {
		const { caseId } = await desk.forward();
		const before = start();
		await poll(before);
		await comment(caseId, 'long ago');
		const known = await poll(before);
		await wait(40 * minuteMs);
		await poll(before);
		await comment(caseId, 'just now');
		const last = await poll(before);
		known.push(...last);
		const after = start({}, toStored(before));
		const again = await poll(after);
		expect(again.map(({ id }) => id)).toContain(last[0].id);
		for (const event of again) expect(known).toContainEqual(event);
		expect(await poll(after)).toEqual([]);
		await comment(caseId, 'after it');
		expect(texts(await poll(after))).toEqual(['after it']);
	});

	it('shows the newest few in a test, and moves nothing', async () => {
		const { caseId } = await desk.forward();
		const node = start();
		await poll(node);
		const before = toStored(node);
		for (let n = 1; n <= 6; n++) await comment(caseId, `note ${n}`);
		const sample = await poll(node, 'manual');
		expect(sample.length).toBeLessThanOrEqual(5);
		expect(sample.at(-1)?.comment?.text).toBe('note 6');
		expect(toStored(node)).toEqual(before);
		expect(await poll(node)).toHaveLength(6);
	});

	it('says in a test that there is nothing to show, and how there could be', async () => {
		await expect(start().poll('manual')).rejects.toMatchObject({
			message: 'Nothing has happened to a case from X yet',
			description: expect.stringContaining('at the desk as a person'),
		});
		const { caseId } = await desk.forward();
		await comment(caseId, 'only this');
		await expect(start({ events: ['resolved'] }).poll('manual')).rejects.toMatchObject({
			message: expect.stringContaining('None of the newest events'),
			description: expect.stringContaining("'Events'"),
		});
	});

	it('says in a test what is wrong, for the person at the screen', async () => {
		proxy.behave({ when: () => true, fault: { status: 403, body: { message: 'no rights' } } });
		await expect(start().poll('manual')).rejects.toThrow(/403/);
	});
});
