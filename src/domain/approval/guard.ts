import { DateTime, IANAZone } from 'luxon';

import { InvalidItem } from '../field';
import type { Person, Reconciled } from './approval';
import { foldReminders } from './fold-reminders';
import type { Guarded } from './fold-reminders';
import { toPeople, toStanding } from './guard-people';
import { isOver, planClaim, planEnd, planHold } from './planned-reminder';
import type { PlannedReminder, Turn } from './planned-reminder';

export { foldReminders } from './fold-reminders';
export type { Guarded, Phase } from './fold-reminders';
export type { PlannedReminder, Reminder } from './planned-reminder';
export type { ReminderRow } from './reminder-row';

export interface GuardFacts {
	/** All that reconciling gave: who is not among them does not follow any more. */
	people: readonly Reconciled[];
	/** The rows of the table of reminders, in any order. */
	rows: readonly unknown[];
	account: { id: string; handle: string };
	nowIso: string;
	/** Name of a time zone: whose midnight it is. */
	timeZone: string;
	channel: 'operator' | 'message';
}

/**
 * Who is to be asked to leave today, who was already, and with whom it is over. Nothing is said of others. What it gives is
 * claimed by inserting `reminder.row` before anything is sent: that is what holds a second run of the day back.
 * Throws `InvalidItem` on a row, person, time or zone that cannot be read.
 */
export function planReminders(facts: GuardFacts): PlannedReminder[] {
	const { account, channel } = facts;
	const turn: Turn = { accountId: account.id, today: toDay(facts), channel };
	const guarded = foldReminders(facts.rows, account.id);
	const people = toPeople(facts.people, account.id);
	const planned = [...people].flatMap(([id, it]) => planOne(turn, guarded.get(id), it));
	const ended = [...guarded.values()]
		.filter((before) => !people.has(before.userId) && !isOver(before))
		.sort(byId)
		.map((before) => planEnd(turn, before, { user: toPerson(before) }, 'gone'));
	return [...planned, ...ended];
}

/** Nothing of those who may follow and were never asked to leave, nor of those with whom it is over. */
function planOne(turn: Turn, before: Guarded | undefined, it: Reconciled): PlannedReminder[] {
	const standing = toStanding(it);
	if (standing === 'inside') {
		const isHeld = before !== undefined && before.lastDay >= turn.today;
		return [isHeld ? planHold(turn, before, it) : planClaim(turn, before, it)];
	}
	if (!before || isOver(before)) return [];
	if (standing === 'unclear') return [planHold(turn, before, it, unclear)];
	return [planEnd(turn, before, it, standing)];
}

const unclear = 'It cannot be told whether they may follow: a person has to look first.';

const toPerson = ({ userId, handle, name }: Guarded): Person => ({
	id: userId,
	...(handle && { handle }),
	name: name || `X user ${userId}`,
});

/** The older account first. */
const byId = (one: Guarded, other: Guarded) =>
	one.userId.length - other.userId.length || (one.userId < other.userId ? -1 : 1);

/** YYYY-MM-DD. */
function toDay({ nowIso, timeZone }: GuardFacts): string {
	if (!IANAZone.isValidZone(timeZone)) {
		throw new InvalidItem(
			'Time Zone',
			timeZone,
			'the name of a time zone such as Europe/Berlin',
			"Enter the account's time zone in the node, or leave it empty for the workflow's; UTC is one too.",
		);
	}
	const day = DateTime.fromISO(nowIso, { zone: timeZone }).toISODate();
	if (day === null) throw new InvalidItem('now', nowIso, 'a time such as 2026-03-01T09:12:00Z');
	return day;
}
