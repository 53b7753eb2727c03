import type { INodeExecutionData } from 'n8n-workflow';

import type { XEvent } from '../../src/domain/event';
import { createDeath, type Death } from '../support/death';
import { createEngine, type Engine, workflowId } from '../support/engine';
import { makeEvent } from '../support/events';
import { installProcessedData } from '../support/processed-data';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { useSandbox } from '../support/use-sandbox';
import {
	createIntake,
	fillIn,
	type Intake,
	minuteMs,
	pick,
	readTemplate,
	setField,
	toCredentials,
	toItem,
} from './intake-world';

const account = { id: '1402000000000000001', handle: 'acmecare' };
const open = `x_care_caseevents_${workflowId}`;
const returns = `x_care_returns_${workflowId}`;

describe('template 21, desk to X', () => {
	const sandbox = useSandbox();
	let tracker: RequestTrackerFake;
	let intake: Intake;
	let death: Death;
	let engine: Engine;

	const start = async () => {
		const template = fillIn(readTemplate('21-desk-to-x.json'), {});
		setField(template, 'Settings', 'intake', workflowId);
		return await createEngine(template, {
			credentials: toCredentials(sandbox, tracker),
			dataTables: intake.tables,
			processName: 'desk',
			beforeNode: death.beforeNode,
		});
	};

	beforeEach(async () => {
		await installProcessedData();
		tracker = await startRequestTrackerFake();
		const everything = readTemplate('10-intake.json');
		intake = await createIntake(everything, sandbox, tracker, 'Everything on X');
		death = createDeath();
		engine = await start();
		await engine.run('Set up once');
	});

	afterEach(async () => await tracker.stop());

	/** A customer posts, and the intake has made a case of it. */
	const takeIn = async (text = '@acmecare my parcel is late', more: Partial<XEvent> = {}) => {
		const { inReplyTo } = more;
		const { id, conversationId } = await sandbox.post({
			...{ from: 'alice_m', text },
			...(inReplyTo && { inReplyTo: inReplyTo.postId }),
		});
		await intake.deliver(
			toItem({ ...makeEvent(), ...{ id, conversationId, text, account }, ...more }),
		);
		return { id, conversationId };
	};
	const toCaseEvent = (conversationId: string, over: object = {}): INodeExecutionData =>
		({
			json: {
				caseEvent: {
					id: `requestTracker-${conversationId}`,
					...{ kind: 'commented', desk: 'requestTracker', caseId: '1' },
					caseKey: `x-${account.id}-${conversationId}`,
					...{ accountId: account.id, conversationId, at: '2026-11-20T10:00:00.000Z' },
					...{ by: { name: 'jane' }, isOurs: false },
					comment: { text: 'We have found it, Ann. It comes tomorrow. ^JD', isPublic: true },
					...over,
				},
			},
		}) as unknown as INodeExecutionData;
	const happen = async (...items: INodeExecutionData[]) =>
		await engine.run('What happened at the desk', items);
	const ours = async () => {
		const timeline = await sandbox.control<Array<{ id: string; from: string; text: string }>>(
			'GET',
			'timeline',
		);
		return timeline.filter(({ from }) => from === 'acmecare');
	};
	const outcomes = () => pick(intake.tables.rows(returns), 'kind', 'way', 'outcome');

	it("puts an agent's public comment on X, once, and our answer with its link into the case", async () => {
		const { conversationId } = await takeIn();
		const item = toCaseEvent(conversationId);
		const outcome = await happen(item);
		expect(outcome.error).toBeUndefined();
		await happen(item);
		const [post, ...others] = await ours();
		expect(others).toEqual([]);
		expect(post.text).toContain('We have found it, Ann. It comes tomorrow. ^JD');
		expect(outcomes()).toEqual([['commented', 'reply', 'sent']]);
		const [ticket] = tracker.tickets();
		expect(JSON.stringify(ticket)).toContain(`https://x.com/i/status/${post.id}`);
		expect(pick(intake.tables.rows(open), 'state')).toEqual([['done']]);
	});

	it('answers the newest post of the customer', async () => {
		const first = await takeIn();
		const inReplyTo = { postId: first.id };
		const second = await takeIn('@acmecare still nothing', { inReplyTo, kind: 'reply' });
		const outcome = await happen(toCaseEvent(first.conversationId));
		expect(outcome.out('Answer on X')[0].reply).toMatchObject({ inReplyTo: second.id });
	});

	it('keeps a note of the desk inside, unless it begins with #x', async () => {
		const { conversationId } = await takeIn();
		const note = (id: string, text: string) =>
			toCaseEvent(conversationId, { id, comment: { text, isPublic: false } });
		await happen(note('n1', 'He is a difficult one.'));
		expect(await ours()).toEqual([]);
		await happen(note('n2', '#x We are on it. ^JD'));
		expect((await ours()).map(({ text }) => text)).toEqual([
			expect.stringMatching(/We are on it\. \^JD$/),
		]);
		expect(outcomes()).toEqual([
			['commented', 'nothing', 'nothing to send'],
			['commented', 'reply', 'sent'],
		]);
	});

	it('offers a second chance when a case is solved, and hands over what the gate holds back', async () => {
		const { conversationId } = await takeIn();
		const solved = { kind: 'resolved', comment: undefined };
		await happen(toCaseEvent(conversationId, { ...solved, id: 's1' }));
		expect((await ours())[0].text).toMatch(/solved now|All done on our side|should be fixed/);
		const unsummoned = await takeIn('my parcel is late, somebody?', { mentionsUs: 'none' });
		const outcome = await happen(toCaseEvent(unsummoned.conversationId, { ...solved, id: 's2' }));
		expect(outcome.out('For a person')[0].reply).toMatchObject({ rule: 'not summoned' });
		expect(await ours()).toHaveLength(1);
		expect(outcomes()).toEqual([
			['resolved', 'reply', 'sent'],
			['resolved', 'reply', 'needs a person'],
		]);
	});

	it('never answers a private conversation in public', async () => {
		const conversationId = `2000000000000000002-${account.id}`;
		await intake.deliver(
			toItem({
				...makeEvent(),
				...{ id: '1900000000000000300', kind: 'message', conversationId, account },
				...{ mentionsUs: 'none', text: 'my secret number is 12' },
			}),
		);
		const outcome = await happen(toCaseEvent(conversationId));
		expect(outcome.order).toContain('Answer in private');
		expect(outcome.order).not.toContain('Answer on X');
		expect(await ours()).toEqual([]);
	});

	it('says so when nobody can be found to answer', async () => {
		await happen(toCaseEvent('1900000000000000999'));
		expect(outcomes()).toEqual([['commented', 'nobody', 'nothing to send']]);
		expect(intake.tables.rows(returns)[0].reason).toContain('Is the id of the intake');
	});

	it.each([
		'Claim',
		'Settings',
		'Its conversation',
		'Answer on X',
		'Our answer into the case',
		'What came of it',
		'Close in the ledger',
	])('sends once and loses nothing when the process dies before "%s"', async (node) => {
		const { conversationId } = await takeIn();
		death.plan(node);
		const torn = await happen(toCaseEvent(conversationId));
		expect(torn.error?.message).toMatch(/died here/);
		death.cancel();
		engine = await start();
		const then = new Date(Date.now() - 11 * minuteMs);
		for (const row of intake.tables.rows(open)) Object.assign(row, { updatedAt: then });
		const swept = await engine.run('Every 10 minutes');
		expect(swept.error).toBeUndefined();
		expect(await ours()).toHaveLength(1);
		expect(JSON.stringify(tracker.tickets()).match(/We have found it/g)).toHaveLength(1);
		expect(pick(intake.tables.rows(open), 'state')).toEqual([['done']]);
	});

	it('goes on with the others when the desk fails, and adds what is missing later, without sending again', async () => {
		const [one, two] = [await takeIn(), await takeIn('@acmecare another one')];
		const comment = (text: string) => ({ comment: { text, isPublic: true } });
		const items = [
			toCaseEvent(one.conversationId, comment('We found yours, Ann. ^JD')),
			toCaseEvent(two.conversationId, comment('And it is on its way. ^JD')),
		];
		tracker.failNext(/\/(comment|correspond)$/, { status: 500 });
		const outcome = await happen(...items);
		expect(outcome.error?.message).toMatch(/^Case events not dealt with: 1\./);
		expect(await ours()).toHaveLength(2);
		const then = new Date(Date.now() - 11 * minuteMs);
		for (const row of intake.tables.rows(open)) Object.assign(row, { updatedAt: then });
		const swept = await engine.run('Every 10 minutes');
		expect(swept.error).toBeUndefined();
		expect(await ours()).toHaveLength(2);
		const held = JSON.stringify(tracker.tickets());
		expect(held.match(/We found yours/g)).toHaveLength(1);
		expect(held.match(/on its way/g)).toHaveLength(1);
	});
});
