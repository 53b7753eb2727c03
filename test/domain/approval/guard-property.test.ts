import fc from 'fast-check';
import { DateTime } from 'luxon';

import { foldReminders, planReminders } from '../../../src/domain/approval/guard';
import type { ReminderRow } from '../../../src/domain/approval/guard';
import type { Status } from '../../../src/domain/approval/approval';
import { account, makePerson, toStored } from './guard-worlds';

const zones = [
	'UTC',
	'Europe/Berlin',
	'America/New_York',
	'Pacific/Apia',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'America/Sao_Paulo',
];
/** Days on which clocks change somewhere, and the day Apia did not have. */
const starts = ['2026-03-27T20:00:00Z', '2026-10-31T20:00:00Z', '2011-12-28T20:00:00Z'];
const ids = ['11', '12', '13'];

type Seen = Status | 'absent';
const seen = fc.constantFrom<Seen>(
	'outsider',
	'outsider',
	'outsider',
	'left',
	'following',
	'waiting',
	'renamed',
	'not following',
	'unknown',
	'absent',
);

/** One run: how far the clock went, what is seen, and where the process dies. */
const run = fc.record({
	hours: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 30 }) }, {
		weight: 1,
		arbitrary: fc.integer({ min: -40, max: -1 }),
	} as const),
	seen: fc.tuple(seen, seen, seen),
	dies: fc.constantFrom('before the claim', 'after the claim', 'after the mail', 'never', 'never'),
	mailFails: fc.boolean(),
	/** A second run that read the same rows at the same time; the first row in the table wins. */
	isDouble: fc.boolean(),
});

interface Sent {
	userId: string;
	day: string;
	number: number;
	seen: Seen;
}

type Run = typeof run extends fc.Arbitrary<infer T> ? T : never;

/** The table and the mails of one world, as the template goes about it. */
class World {
	readonly table: ReminderRow[] = [];
	readonly sent: Sent[] = [];
	private now: DateTime<true>;

	constructor(
		start: string,
		private readonly zone: string,
		private readonly shuffle: <T>(rows: T[]) => T[],
	) {
		this.now = DateTime.fromISO(start, { zone }) as DateTime<true>;
	}

	step({ hours, seen: standings, dies, mailFails, isDouble }: Run): string {
		this.now = this.now.plus({ hours });
		const people = ids.flatMap((id, index) => {
			const status = standings[index];
			return status === 'absent' ? [] : [makePerson(id, status)];
		});
		const rows = this.shuffle(this.table.map(toStored));
		const planned = Array.from({ length: isDouble ? 2 : 1 }, () =>
			planReminders({
				people,
				rows: [...rows, {}, ...rows.slice(0, 2)],
				account,
				nowIso: this.now.toISO(),
				timeZone: this.zone,
				channel: 'operator',
			}),
		);
		if (dies === 'before the claim') return this.day;
		const claims = planned.map((of) =>
			of
				.filter(({ output }) => output !== 'not today')
				.map((it) => ({ ...it, at: this.insert(it.reminder.row) })),
		);
		if (dies === 'after the claim') return this.day;
		for (const { user, output, reminder, at } of claims.flat()) {
			if (output !== 'remind' || !this.isFirst(reminder.key, at)) continue;
			const index = ids.indexOf(user.id ?? '');
			if (!mailFails) {
				const { day, number } = reminder;
				this.sent.push({ userId: user.id ?? '', day, number, seen: standings[index] });
			}
			if (dies === 'after the mail') continue;
			this.insert({ ...reminder.row, state: mailFails ? 'not told' : 'told' });
		}
		return this.day;
	}

	private get day() {
		return this.now.toISODate();
	}

	private insert(row: ReminderRow): number {
		return this.table.push(row) - 1;
	}

	private isFirst = (key: string, at: number) =>
		this.table.findIndex((it) => it.key === key && it.state === 'claimed') === at;
}

const world = fc.record({
	start: fc.constantFrom(...starts),
	zone: fc.constantFrom(...zones),
	runs: fc.array(run, { minLength: 1, maxLength: 25 }),
	seed: fc.integer(),
});

/** The same order for the same seed. */
const toShuffle =
	(seed: number) =>
	<T>(rows: T[]): T[] =>
		rows
			.map((row, index) => ({ row, at: Math.imul(index + 1, seed | 1) % 1009 }))
			.sort((one, other) => one.at - other.at)
			.map(({ row }) => row);

describe('the guard, whatever happens', () => {
	it('reminds at most once per outsider and day, and never anybody who may follow', () => {
		fc.assert(
			fc.property(world, ({ start, zone, runs, seed }) => {
				const it = new World(start, zone, toShuffle(seed));
				runs.forEach((one) => it.step(one));
				const days = it.sent.map(({ userId, day }) => `${userId} ${day}`);
				expect(new Set(days).size).toBe(days.length);
				for (const sent of it.sent) expect(['outsider', 'left']).toContain(sent.seen);
			}),
			{ numRuns: 400 },
		);
	});

	it('is silent after an end until they follow again, and then begins with number 1', () => {
		fc.assert(
			fc.property(world, ({ start, zone, runs, seed }) => {
				const it = new World(start, zone, toShuffle(seed));
				for (const one of runs) {
					const before = foldReminders(it.table, account.id);
					const already = it.sent.length;
					it.step(one);
					for (const { userId, number, day } of it.sent.slice(already)) {
						const guarded = before.get(userId);
						const isNew = !guarded || guarded.phase === 'gone' || guarded.phase === 'approved';
						expect(number).toBe(isNew ? 1 : guarded.days + 1);
						if (guarded) expect(day > guarded.lastDay).toBe(true);
					}
				}
			}),
			{ numRuns: 400 },
		);
	});

	it('reminds every day until gone when each day is run once and nothing dies', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...starts),
				fc.constantFrom(...zones),
				fc.integer({ min: 1, max: 12 }),
				fc.integer({ min: 1, max: 5 }),
				(start, zone, length, again) => {
					const it = new World(start, zone, (rows) => rows);
					const day = (first: Seen): Run => ({
						hours: 24,
						seen: [first, 'absent', 'following'],
						dies: 'never',
						mailFails: false,
						isDouble: false,
					});
					const asked = Array.from({ length }, () => it.step(day('outsider')));
					it.step(day('absent'));
					const askedAgain = Array.from({ length: again }, () => it.step(day('left')));
					expect(it.sent.map((sent) => sent.day)).toEqual([...asked, ...askedAgain]);
					expect(it.sent.map((sent) => sent.number)).toEqual([
						...asked.map((_, index) => index + 1),
						...askedAgain.map((_, index) => index + 1),
					]);
				},
			),
			{ numRuns: 200 },
		);
	});

	const anyRow = fc.record({
		userId: fc.constantFrom(...ids),
		day: fc.integer({ min: 10, max: 28 }).map((day) => `2026-02-${day}`),
		state: fc.constantFrom<ReminderRow['state']>('claimed', 'told', 'not told', 'gone', 'approved'),
		name: fc.constantFrom('A', 'B', ''),
	});

	it('stands the same by its rows in any order, and however often they are there', () => {
		fc.assert(
			fc.property(fc.array(anyRow, { maxLength: 30 }), fc.integer(), (drafts, seed) => {
				const rows = drafts.map((draft) => ({
					...draft,
					key: `${account.id}-${draft.userId}-${draft.day}`,
					accountId: account.id,
					handle: '',
					channel: '' as const,
					note: '',
				}));
				const toSorted = (of: unknown[]) =>
					[...foldReminders(of, account.id)].sort(([one], [other]) => one.localeCompare(other));
				const other = toShuffle(seed)([...rows, ...rows.slice(0, 7)]);
				expect(toSorted(other)).toEqual(toSorted(rows));
			}),
			{ numRuns: 300 },
		);
	});

	it('closes everybody who was open and is not there any more, exactly once', () => {
		fc.assert(
			fc.property(world, ({ start, zone, runs, seed }) => {
				const it = new World(start, zone, toShuffle(seed));
				runs.forEach((one) => it.step(one));
				const gone: Run = {
					hours: 1,
					seen: ['absent', 'absent', 'following'],
					dies: 'never',
					mailFails: false,
					isDouble: false,
				};
				it.step(gone);
				const rows = it.table.length;
				const all = [...foldReminders(it.table, account.id).values()];
				expect(all.every(({ phase }) => phase === 'gone' || phase === 'approved')).toBe(true);
				it.step(gone);
				expect(it.table.length).toBe(rows);
			}),
			{ numRuns: 200 },
		);
	});
});
