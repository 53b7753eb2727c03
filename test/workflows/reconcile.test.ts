import type { XEvent } from '../../src/domain/event';
import { createDeath, type Death } from '../support/death';
import { createEngine, workflowId } from '../support/engine';
import { makeEvent } from '../support/events';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { useSandbox } from '../support/use-sandbox';
import { createXCare } from '../support/x-care';
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

describe('template 12, reconcile', () => {
	const sandbox = useSandbox();
	let tracker: RequestTrackerFake;
	let intake: Intake;
	let death: Death;

	beforeEach(async () => {
		tracker = await startRequestTrackerFake();
		intake = await createIntake(
			readTemplate('10-intake.json'),
			sandbox,
			tracker,
			'Everything on X',
		);
		death = createDeath();
	});

	afterEach(async () => await tracker.stop());

	const reconcile = async () => {
		const template = fillIn(readTemplate('12-reconcile.json'), {});
		setField(template, 'Which intake', 'intake', workflowId);
		const engine = await createEngine(template, {
			credentials: toCredentials(sandbox),
			dataTables: intake.tables,
			beforeNode: death.beforeNode,
		});
		return await engine.run('Every hour');
	};
	/** Somebody posts, so long ago. */
	const post = async (
		minutesAgo: number,
		text = '@acmecare my parcel is late',
		from = 'alice_m',
	) => {
		const createdAt = new Date(Date.now() - minutesAgo * minuteMs).toISOString();
		return { ...(await sandbox.post({ from, text, createdAt })), createdAt };
	};
	/** The same, and the intake had it. */
	const postAndTakeIn = async (minutesAgo: number, more: Partial<XEvent> = {}) => {
		const { id, createdAt } = await post(minutesAgo);
		await intake.deliver(
			toItem({ ...makeEvent(), id, conversationId: id, createdAt, account, ...more }),
		);
		return id;
	};
	const redacted = () =>
		intake
			.rows('history')
			.filter(({ content }) => /"redacted":true/.test(String(content)))
			.map(({ eventId }) => eventId);
	const report = (outcome: Awaited<ReturnType<typeof reconcile>>) =>
		outcome.out('What came of it')[0];
	const readHistory = () => structuredClone(intake.rows('history'));

	it('opens a mention the intake never saw, and the intake makes a case of it', async () => {
		await postAndTakeIn(90);
		const { id } = await post(60, '@acmecare I was charged twice');
		const outcome = await reconcile();
		expect(outcome.error).toBeUndefined();
		expect(report(outcome)).toMatchObject({ mentionsRead: 2, neverSeen: 1, gone: 0, trouble: '' });
		expect(pick(intake.unfinished(), 'key', 'state')).toEqual([[`${account.id}-${id}`, 'open']]);

		intake.letRowsGrowOld('open');
		await intake.sweep();
		expect(tracker.tickets()).toHaveLength(2);
		expect(pick(intake.rows('history'), 'eventId', 'source').at(-1)).toEqual([id, 'reconcile']);
		expect(report(await reconcile())).toMatchObject({ neverSeen: 0 });
	});

	it('leaves the last half hour to the intake, and what is open to the sweep', async () => {
		await post(10);
		const { id, createdAt } = await post(60);
		intake.death.plan('One by one');
		await intake
			.deliver(toItem({ id, conversationId: id, createdAt, account }))
			.catch(() => undefined);
		expect(report(await reconcile())).toMatchObject({ mentionsRead: 2, neverSeen: 0 });
		expect(intake.rows('open')).toHaveLength(1);
	});

	it('opens nothing that the account wrote itself', async () => {
		await post(60, '@acmecare part two of our answer', 'acmecare');
		expect(report(await reconcile())).toMatchObject({ neverSeen: 0, trouble: '' });
		expect(intake.rows('open')).toEqual([]);
	});

	it('has nothing to do on a quiet day', async () => {
		const outcome = await reconcile();
		expect(outcome.error).toBeUndefined();
		expect(report(outcome)).toMatchObject({ mentionsRead: 0, neverSeen: 0, postsLookedFor: 0 });
	});

	it('redacts what is gone from X, notes it once, keeps the case, and the seal stays whole', async () => {
		const kept = await postAndTakeIn(90);
		const deleted = await postAndTakeIn(60);
		intake.letRowsGrowOld('history');
		await intake.run('Every 15 minutes');
		await sandbox.control('DELETE', `posts/${deleted}`);
		const outcome = await reconcile();
		expect(outcome.error).toBeUndefined();
		expect(report(outcome)).toMatchObject({ postsLookedFor: 2, gone: 1, trouble: '' });
		expect(redacted()).toEqual([deleted]);
		expect(pick(intake.rows('history'), 'eventId', 'kind', 'decision')).toEqual([
			[kept, 'mention', 'case'],
			[deleted, 'mention', 'case'],
			[`deleted-${deleted}`, 'post_deleted', 'redacted'],
		]);
		expect(tracker.tickets()).toHaveLength(2);

		const before = readHistory();
		expect(report(await reconcile())).toMatchObject({ gone: 0 });
		expect(readHistory()).toEqual(before);
		const verified = await createXCare(sandbox)(
			{ resource: 'ledger', operation: 'verify', seals: intake.rows('seals') as never },
			intake.rows('history').map((row) => ({ json: row as never })),
		);
		expect(verified.outputs[0][0].json).toMatchObject({ ok: true, redacted: 1 });
	});

	it('redacts what was deleted while the intake still had it in hand', async () => {
		const id = await postAndTakeIn(60);
		await sandbox.control('DELETE', `posts/${id}`);
		const [row] = intake.rows('history');
		intake
			.rows('history')
			.push({ ...row, id: 900, eventId: `deleted-${id}`, kind: 'post_deleted' });
		await reconcile();
		expect(redacted()).toEqual([id]);
		expect(intake.rows('history')).toHaveLength(2);
	});

	it.each([
		['refuses', { status: 403 }],
		['says nothing about the posts', { body: { data: [] } }],
		['answers with an error page', { html: true, status: 403 }],
		[
			'has trouble with the posts',
			{ body: { errors: [{ title: 'Oops', detail: 'try later', type: 'about:blank' }] } },
		],
	])('redacts nothing when X %s', async (_, fault) => {
		const id = await postAndTakeIn(60);
		await sandbox.control('DELETE', `posts/${id}`);
		const before = readHistory();
		await sandbox.control('POST', 'faults', { path: '/2/tweets', times: 50, ...fault });
		const outcome = await reconcile();
		expect(readHistory()).toEqual(before);
		expect(report(outcome)).toMatchObject({ gone: 0 });
		expect(Boolean(outcome.error) || report(outcome).notAnswered === 1).toBe(true);
	});

	it('opens nothing when X does not show the mentions, looks for gone posts all the same, and fails', async () => {
		const id = await postAndTakeIn(60);
		await sandbox.control('DELETE', `posts/${id}`);
		await sandbox.control('POST', 'faults', {
			...{ path: '/2/users/\\d+/mentions', status: 403, times: 50 },
		});
		const outcome = await reconcile();
		expect(outcome.error?.message).toMatch(/^X could not be compared .*: .*\w{3,}/);
		expect(intake.unfinished()).toEqual([]);
		expect(redacted()).toEqual([id]);
	});

	const steps = [
		...['Mentions of the last day', 'Open events', 'History of the last day', 'Compare'],
		...['Any missing?', 'Each missing one', 'Open in the ledger', 'Each post'],
		...['What a redaction would change', 'Not redacted yet', 'Post ids', 'Look for them on X'],
		...['Gone', 'Any to note?', 'Each notice', 'History row', 'Write to the history'],
		...['Any to redact?', 'Each row', 'Redact the history', 'Empty its open row'],
		...['What came of it', 'Trouble?'],
	];

	it.each(steps)('comes to the same when the process dies before "%s"', async (step) => {
		const deleted = await postAndTakeIn(60);
		const missed = await post(90);
		await sandbox.control('DELETE', `posts/${deleted}`);
		death.plan(step);
		const died = await reconcile().catch((error: Error) => ({ error }));
		expect(died.error?.message).toContain('the process died here');
		death.cancel();
		await reconcile();
		await reconcile();
		expect(pick(intake.unfinished(), 'key')).toEqual([[`${account.id}-${missed.id}`]]);
		expect(redacted()).toEqual([deleted]);
		const noted = intake.rows('history').filter(({ kind }) => kind === 'post_deleted');
		expect(noted.map(({ eventId }) => eventId)).toEqual([`deleted-${deleted}`]);
	});

	it('fails when there is no such intake', async () => {
		Object.assign(intake.tables, { tables: [] });
		expect((await reconcile()).error?.message).toMatch(/table with name ".*" not found/);
	});
});
