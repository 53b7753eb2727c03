import { foldReminders } from '../../../src/domain/approval/guard';
import { InvalidItem } from '../../../src/domain/field';
import { makePerson, plan, row, toShort, toStored } from './guard-worlds';

describe('the guard of a staff feed', () => {
	it('asks a new outsider for the first time, with the claim to insert before anything is sent', () => {
		const [planned] = plan();
		expect(planned).toMatchObject({
			user: { id: '7' },
			output: 'remind',
			reminder: {
				key: '1000-7-2026-03-10',
				day: '2026-03-10',
				number: 1,
				phase: 'open',
				since: '2026-03-10',
				channel: 'operator',
				row: { ...row('2026-03-10', 'claimed'), note: 'Day 1.' },
			},
		});
	});

	it('counts the days of one episode, and says since when', () => {
		const rows = [
			row('2026-03-08', 'claimed'),
			row('2026-03-08', 'told'),
			row('2026-03-09', 'told'),
		];
		expect(plan({ rows })[0]).toMatchObject({
			output: 'remind',
			reminder: { number: 3, since: '2026-03-08', phase: 'reminded' },
		});
	});

	it.each(['claimed', 'told', 'not told', 'gone', 'approved'] as const)(
		'does nothing more on a day that has a row "%s"',
		(state) => {
			const [planned] = plan({ rows: [row('2026-03-10', state)] });
			expect(planned).toMatchObject({ output: 'not today', reminder: { row: { state } } });
		},
	);

	it('does not try a day again that was claimed and never told, and says so the next day', () => {
		const [planned] = plan({ rows: [row('2026-03-09', 'claimed')] });
		expect(planned.reminder).toMatchObject({ number: 2, phase: 'open' });
		expect(planned.reminder.row.note).toBe(
			'Day 2. Whether the one of 2026-03-09 went out was never noted.',
		);
	});

	it('says the next day that a reminder did not go out, and why', () => {
		const failed = { ...row('2026-03-09', 'not told'), note: 'mail server down' };
		const [planned] = plan({ rows: [row('2026-03-09', 'claimed'), failed] });
		expect(planned.reminder.row.note).toBe(
			'Day 2. The one of 2026-03-09 did not go out: mail server down',
		);
	});

	it('asks those who left the register like outsiders', () => {
		expect(toShort(plan({ people: [makePerson('7', 'left')] }))).toEqual([
			['7', 'remind', 1, '2026-03-10'],
		]);
	});

	it.each(['approved', 'following', 'waiting', 'not following', 'renamed'] as const)(
		'never asks somebody who is "%s", and closes what was open as approved',
		(status) => {
			const people = [makePerson('7', status)];
			expect(plan({ people })).toEqual([]);
			expect(plan({ people, rows: [row('2026-03-09', 'told')] })).toMatchObject([
				{
					output: 'closed',
					approval: { status },
					reminder: { phase: 'approved', number: 1, row: { state: 'approved', channel: '' } },
				},
			]);
		},
	);

	it('closes as gone who does not follow any more, once', () => {
		const rows = [row('2026-03-08', 'told'), row('2026-03-09', 'told')];
		const people = [makePerson('8', 'following')];
		const [planned] = plan({ people, rows });
		expect(planned).toMatchObject({
			user: { id: '7', handle: 'user_7', name: 'User 7' },
			output: 'closed',
			reminder: {
				phase: 'gone',
				row: {
					state: 'gone',
					day: '2026-03-10',
					note: 'Does not follow any more, after 2 days of asking.',
				},
			},
		});
		expect(plan({ people, rows: [...rows, planned.reminder.row] })).toEqual([]);
	});

	it('begins anew with number 1 when somebody who was gone follows again', () => {
		const rows = [row('2026-03-05', 'told'), row('2026-03-06', 'told'), row('2026-03-07', 'gone')];
		expect(plan({ rows })[0]).toMatchObject({
			output: 'remind',
			reminder: { number: 1, since: '2026-03-10', phase: 'open', row: { note: 'Day 1.' } },
		});
	});

	it('leaves open, and asks nothing, of whom it cannot be told whether they may follow', () => {
		const people = [makePerson('7', 'unknown')];
		expect(plan({ people })).toEqual([]);
		expect(plan({ people, rows: [row('2026-03-09', 'told')] })[0]).toMatchObject({
			output: 'not today',
			reminder: { reason: expect.stringContaining('a person has to look') as string },
		});
	});

	it('asks nobody who does not follow, whoever they are', () => {
		const people = [makePerson('7', 'outsider', false)];
		expect(plan({ people })).toEqual([]);
		expect(toShort(plan({ people, rows: [row('2026-03-09', 'told')] }))).toEqual([
			['7', 'closed', 1, '2026-03-10'],
		]);
	});

	it('refuses an outsider of whom nobody looked whether they follow', () => {
		const { user, approval } = makePerson('7', 'outsider');
		const people = [{ user, approval: { ...approval, follows: undefined } }];
		expect(() => plan({ people })).toThrow("'People, item 1, approval.follows'");
		expect(() => plan({ people: [{ user: { name: 'X' }, approval }] })).toThrow(
			"'People, item 1, user.id'",
		);
	});

	it('never asks the account itself, nor somebody who is there twice and approved once', () => {
		const people = [
			makePerson('1000', 'outsider'),
			makePerson('7', 'outsider'),
			makePerson('7', 'following'),
			makePerson('8', 'outsider'),
			makePerson('8', 'outsider'),
		];
		expect(toShort(plan({ people }))).toEqual([['8', 'remind', 1, '2026-03-10']]);
	});

	it('asks nobody while the table is ahead of the clock, and ends what is open on its last day', () => {
		const rows = [row('2026-03-12', 'told')];
		const [held] = plan({ rows });
		expect(held.output).toBe('not today');
		expect(held.reminder.reason).toContain('2026-03-12');
		const [ended] = plan({ rows, people: [] });
		expect(ended.reminder.row).toMatchObject({ state: 'gone', day: '2026-03-12' });
		expect(foldReminders([...rows, ended.reminder.row], '1000').get('7')?.phase).toBe('gone');
	});

	it('goes by the calendar day of the zone it is told', () => {
		const nowIso = '2026-03-10T23:30:00Z';
		expect(plan({ nowIso, timeZone: 'Europe/Berlin' })[0].reminder.day).toBe('2026-03-11');
		expect(plan({ nowIso, timeZone: 'America/New_York' })[0].reminder.day).toBe('2026-03-10');
		// Apia went from the 29th to the 31st.
		const [last] = plan({ nowIso: '2011-12-30T09:59:00Z', timeZone: 'Pacific/Apia' });
		const [next] = plan({ nowIso: '2011-12-30T10:01:00Z', timeZone: 'Pacific/Apia' });
		expect([last.reminder.day, next.reminder.day]).toEqual(['2011-12-29', '2011-12-31']);
	});

	it.each(['', 'Middle/Earth', 'UTC+25'])('refuses "%s" as a time zone, by name', (timeZone) => {
		expect(() => plan({ timeZone })).toThrow(`'Time Zone' should be`);
		expect(() => plan({ timeZone })).toThrow(JSON.stringify(timeZone));
	});

	it('refuses a time that is none', () => {
		expect(() => plan({ nowIso: 'yesterday' })).toThrow(InvalidItem);
	});

	it('keeps a stranger’s name to one short line in the table', () => {
		const [person] = [makePerson('7', 'outsider')];
		const name = `\u202eevil\r\n\u0000${'x'.repeat(500)}`;
		const [planned] = plan({ people: [{ ...person, user: { ...person.user, name } }] });
		expect(planned.reminder.row.name).toMatch(/^evil x{74}…$/);
	});
});

describe('the rows of the table of reminders', () => {
	const fold = (rows: unknown[]) => foldReminders(rows, '1000');

	it('are read as a table gives them, with ids and times of its own and empty cells as null', () => {
		const stored = { ...toStored(row('2026-03-09', 'told'), 4), note: null, handle: undefined };
		expect(fold([stored]).get('7')).toMatchObject({ phase: 'reminded', handle: '', days: 1 });
	});

	it('are left out when they are empty, or of another account', () => {
		const other = { ...row('2026-03-09', 'told'), accountId: '2000', day: 'whenever' };
		const blank = { id: 1, createdAt: 'x', key: null, userId: '' };
		expect(fold([{}, blank, other]).size).toBe(0);
	});

	it.each([
		['accountId', undefined],
		['accountId', 1000],
		['userId', ''],
		['userId', 'seven'],
		['userId', 7],
		['day', '2026-3-9'],
		['day', '2026-13-01'],
		['day', null],
		['state', 'sent'],
		['state', ''],
		['channel', 'fax'],
		['note', { a: 1 }],
		['key', '1000-7-2026-03-10'],
		['key', null],
		['userId', '07'],
	])('are refused by row and column when %s is %j', (column, value) => {
		const rows = [{}, { ...row('2026-03-09', 'told'), [column]: value }];
		expect(() => fold(rows)).toThrow(`'Reminders So Far, row 2, column "${column}"'`);
	});

	it.each([null, 7, 'row', [[]]])('are refused when they are no rows: %j', (value) => {
		expect(() => fold([value])).toThrow(`'Reminders So Far, row 1'`);
	});

	it('tell the episode that is over when the last thing is an end', () => {
		const rows = [
			row('2026-03-01', 'told'),
			row('2026-03-02', 'gone'),
			row('2026-03-05', 'told'),
			row('2026-03-06', 'told'),
			row('2026-03-07', 'approved'),
		];
		expect(fold(rows).get('7')).toMatchObject({
			phase: 'approved',
			since: '2026-03-05',
			lastDay: '2026-03-07',
			days: 2,
		});
	});

	it('keep nobody apart by a name like those every object has', () => {
		expect([...fold([{ ...row('2026-03-09', 'told'), name: '__proto__' }]).values()]).toMatchObject(
			[{ name: '__proto__', phase: 'reminded' }],
		);
	});
});
