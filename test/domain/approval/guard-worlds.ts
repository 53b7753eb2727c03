import type { Reconciled, Status } from '../../../src/domain/approval/approval';
import { toVerdict } from '../../../src/domain/approval/approval';
import type { GuardFacts, PlannedReminder, ReminderRow } from '../../../src/domain/approval/guard';
import { planReminders } from '../../../src/domain/approval/guard';

export const account = { id: '1000', handle: 'acme_staff' };

/** An invented person who stands so with the register. */
export function makePerson(
	id: string,
	status: Status,
	follows: boolean | undefined = !['waiting', 'not following'].includes(status),
): Reconciled {
	const verdict = toVerdict(status);
	return {
		user: { id, handle: `user_${id}`, name: `User ${id}` },
		approval: { verdict, status, action: 'look', reason: 'Invented.', follows },
	};
}

export const plan = (over: Partial<GuardFacts> = {}): PlannedReminder[] =>
	planReminders({
		people: [makePerson('7', 'outsider')],
		rows: [],
		account,
		nowIso: '2026-03-10T08:00:00Z',
		timeZone: 'UTC',
		channel: 'operator',
		...over,
	});

export const row = (day: string, state: ReminderRow['state'], userId = '7'): ReminderRow => ({
	key: `1000-${userId}-${day}`,
	accountId: '1000',
	userId,
	handle: `user_${userId}`,
	name: `User ${userId}`,
	day,
	state,
	channel: state === 'gone' || state === 'approved' ? '' : 'operator',
	note: '',
});

/** What a table makes of a row. */
export const toStored = (it: ReminderRow, id: number) => ({
	...it,
	id,
	createdAt: '2026-03-10T08:00:00.000Z',
	updatedAt: '2026-03-10T08:00:00.000Z',
});

export const toShort = (planned: PlannedReminder[]) =>
	planned.map(({ user, output, reminder }) => [user.id, output, reminder.number, reminder.day]);
