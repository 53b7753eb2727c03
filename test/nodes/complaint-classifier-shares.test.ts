import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { ComplaintClassifier } from '../../nodes/ComplaintClassifier/ComplaintClassifier.node';
import type { ShareReport } from '../../src/domain/triage/shares/share-report';
import type { Category } from '../../src/domain/triage/triage';
import { runNode } from '../support/node-context';

const dayMs = 24 * 3_600_000;
const now = new Date('2026-03-12T09:00:00Z');

/** As the classifier hands them on: one post each, written on a day so many days ago, from noon on. */
const posts = (daysAgo: number, counts: Partial<Record<Category, number>>): INodeExecutionData[] =>
	Object.entries(counts).flatMap(([category, count]) =>
		Array.from({ length: count }, (_, i) => ({
			json: {
				event: {
					id: `${daysAgo}-${category}-${i}`,
					createdAt: new Date(Date.UTC(2026, 2, 12, 12, i) - daysAgo * dayMs).toISOString(),
				},
				triage: { category },
			},
		})),
	);

const quietDays = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].flatMap((daysAgo) =>
	posts(daysAgo, { complaint: 5 + (daysAgo % 3), question: 10, praise: 15, not_for_us: 2 }),
);

const run = async (
	input: INodeExecutionData[],
	parameters: IDataObject = {},
	more: Partial<Parameters<typeof runNode>[1]> = {},
) =>
	await runNode(new ComplaintClassifier(), {
		input,
		parameters: { operation: 'shares', timezone: 'UTC', ...parameters } as never,
		...more,
	});
const toReport = (item: INodeExecutionData) => item.json as unknown as ShareReport;

describe('Share of Classes on the n8n engine', () => {
	// The node asks the clock; everything else stays real.
	beforeAll(() => {
		jest.useFakeTimers({
			now,
			doNotFake: [
				...(['nextTick', 'setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] as const),
				...(['setInterval', 'clearInterval', 'queueMicrotask', 'performance', 'hrtime'] as const),
			],
		});
	});
	afterAll(() => {
		jest.useRealTimers();
	});

	it('makes one report of all posts and raises the alarm when yesterday was worse than usual', async () => {
		const input = [...posts(1, { complaint: 24, praise: 6, unsure: 2 }), ...quietDays];
		const { outputs, error, hints } = await run(input);
		expect(error).toBeUndefined();
		expect(outputs.map((items) => items.length)).toEqual([1]);
		expect(toReport(outputs[0][0])).toMatchObject({
			period: { from: '2026-03-11T00:00:00+00:00', to: '2026-03-12T00:00:00+00:00' },
			total: 32,
			counts: { complaint: 24, praise: 6, unsure: 2 },
			state: 'more negative than usual',
			alarm: true,
		});
		expect(outputs[0][0].pairedItem).toEqual(input.map((_, item) => ({ item })));
		const { sentence } = toReport(outputs[0][0]);
		expect(sentence).toContain('24 of 32 posts were complaints yesterday (75 %)');
		expect(hints.map(({ message, type }) => ({ message, type }))).toEqual([
			{ message: sentence, type: 'warning' },
		]);
	});

	it('stays calm on a usual day, whatever order the posts come in', async () => {
		const input = [...quietDays, ...posts(1, { complaint: 6, question: 12, praise: 14 })].reverse();
		const { outputs, hints } = await run(input);
		expect(toReport(outputs[0][0])).toMatchObject({ state: 'usual', alarm: false });
		expect(hints.map(({ type }) => type)).toEqual(['info']);
	});

	it('reads class and time from the fields that were named, as a table keeps them', async () => {
		const input = posts(1, { complaint: 3, praise: 4 }).map(({ json }) => ({
			json: {
				label: (json.triage as IDataObject).category,
				day: (json.event as IDataObject).createdAt,
			},
		}));
		for (const at of [
			'={{ $json.day }}',
			'={{ DateTime.fromISO($json.day) }}',
			'={{ new Date($json.day) }}',
		]) {
			const { outputs, error } = await run(input, {
				category: '={{ $json.label }}',
				at,
				minimumPosts: 5,
			});
			expect(error).toBeUndefined();
			expect(toReport(outputs[0][0])).toMatchObject({ total: 7, state: 'too little past' });
		}
		const plain = input.map(({ json }) => ({ json: { category: json.label, at: json.day } }));
		expect(toReport((await run(plain)).outputs[0][0]).state).toBe('too few posts');
	});

	it("ends days by the chosen time zone, or by the workflow's when none is chosen", async () => {
		const chosen = await run(posts(1, { praise: 1 }), { timezone: 'Asia/Kathmandu' });
		expect(toReport(chosen.outputs[0][0]).period.from).toBe('2026-03-11T00:00:00+05:45');
		const own = await run(posts(1, { praise: 1 }), { timezone: '' });
		const same = await run(posts(1, { praise: 1 }), { timezone: '={{ $now.zoneName }}' });
		expect(toReport(own.outputs[0][0])).toEqual(toReport(same.outputs[0][0]));
	});

	it('takes hours and weeks too', async () => {
		const hour = await run(posts(1, { praise: 1 }), { period: 'hour' });
		expect(toReport(hour.outputs[0][0]).period.from).toBe('2026-03-12T08:00:00+00:00');
		const week = await run(posts(1, { praise: 1 }), { period: 'week' });
		expect(toReport(week.outputs[0][0]).period.from).toBe('2026-03-02T00:00:00+00:00');
	});

	const [good] = posts(1, { praise: 1 });
	it.each<[string, IDataObject, string]>([
		[
			'that nobody classified',
			{ event: { createdAt: '2026-03-11T12:00:00Z' } },
			"'Category' should be one of complaint, question, praise, comment, not_for_us, unsure, but it is missing [item 1]",
		],
		[
			'of a class that does not exist',
			{ ...good.json, triage: { category: 'rant' } },
			'but it is "rant" [item 1]',
		],
		[
			'of a class with a name every object has',
			{ ...good.json, triage: { category: 'constructor' } },
			'but it is "constructor" [item 1]',
		],
		[
			'without a time',
			{ triage: { category: 'praise' } },
			"'Time' should be a time with its zone such as 2026-03-01T09:12:00Z, but it is missing [item 1]",
		],
		[
			'with a time that would mean another moment on each machine',
			{ ...good.json, event: { createdAt: '2026-03-11 12:00' } },
			'but it is "2026-03-11 12:00" [item 1]',
		],
		[
			'with a time in milliseconds',
			{ ...good.json, event: { createdAt: 1_773_230_400_000 } },
			'but it is 1773230400000 [item 1]',
		],
	])(
		'stops at a post %s, or leaves it out and says so when told to continue',
		async (_, json, message) => {
			const input = [good, { json }, good];
			const stopped = await run(input);
			expect(stopped.error?.message).toContain(message);
			expect((stopped.error as Error & { description: string }).description).toMatch(/node/);
			expect((stopped.error as Error & { context: IDataObject }).context.itemIndex).toBe(1);

			const { outputs, error, hints } = await run(input, {}, { continueOnFail: true });
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(2);
			expect(toReport(outputs[0][0]).total).toBe(2);
			expect(outputs[0][1].json).toMatchObject({
				...json,
				error: expect.stringContaining(message) as string,
			});
			expect(outputs[0][1].pairedItem).toEqual({ item: 1 });
			expect(hints.at(-1)).toMatchObject({
				message: '1 of 3 items are not counted: see their error.',
				type: 'warning',
			});
		},
	);

	it('hands what it cannot count to the error output, where the node has one', async () => {
		const { outputs } = await run(
			[good, { json: { n: 1 } }],
			{},
			{ onError: 'continueErrorOutput' },
		);
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(toReport(outputs[0][0]).total).toBe(1);
		expect(outputs[1][0].json).toMatchObject({
			error: expect.stringContaining('[item 1]') as string,
		});
	});

	it.each<[string, IDataObject, string]>([
		[
			'period',
			{ period: 'month' },
			'\'Period\' should be one of hour, day, week, but it is "month"',
		],
		['time zone', { timezone: 'Mars/Olympus' }, 'but it is "Mars/Olympus"'],
		['least number', { minimumPosts: 0 }, "'Minimum Posts' should be a number from 1"],
		['number in halves', { minimumPosts: 2.5 }, "'Minimum Posts' should be a whole number"],
	])('stops at a wrong %s and names field and value', async (_, parameters, message) => {
		const { error } = await run([good], parameters);
		expect(error?.message).toContain(message);
		expect((error as Error & { description: string }).description).not.toBe('');
	});

	it('counts thousands of posts without losing one', async () => {
		const many = Array.from({ length: 15 }, () => posts(1, { complaint: 50, praise: 150 })).flat();
		const { outputs } = await run(many);
		expect(toReport(outputs[0][0])).toMatchObject({ total: 3_000, counts: { complaint: 750 } });
	});
});
