import { toPlainLine } from '../case-text';
import type { Approval, Person, Reconciled } from './approval';
import type { Guarded, Phase } from './fold-reminders';
import { toReminderKey } from './reminder-row';
import type { ReminderRow } from './reminder-row';

export interface PlannedReminder {
	user: Person;
	/** Absent of somebody who is not among the people any more. */
	approval?: Approval;
	output: 'remind' | 'not today' | 'closed';
	reminder: Reminder;
}

export interface Reminder {
	/** Account, user and day. */
	key: string;
	/** YYYY-MM-DD in the account's zone. */
	day: string;
	/** 1 is the first day of this episode. Of `closed` how many there were. */
	number: number;
	phase: Phase;
	/** To insert: before anything is sent as the claim, or as the end. Of `not today` the row that is there already. */
	row: ReminderRow;
	channel: ReminderRow['channel'];
	/** First day of this episode, YYYY-MM-DD. */
	since: string;
	/** One sentence: why this output. */
	reason: string;
}

/** The run that plans. */
export interface Turn {
	accountId: string;
	/** YYYY-MM-DD. */
	today: string;
	channel: 'operator' | 'message';
}

/** Day one for whoever is new or follows again, else one day more. */
export function planClaim(
	turn: Turn,
	before: Guarded | undefined,
	it: Reconciled,
): PlannedReminder {
	const { today, channel } = turn;
	const { phase, days, since, lastRow } = before && !isOver(before) ? before : toFirst(today);
	const number = days + 1;
	const note = toPlainLine(`Day ${number}.${lastRow ? toLeftOver(lastRow) : ''}`, 300);
	const row = toRow(turn, it.user, { day: today, state: 'claimed', channel, note });
	const reason = `Follows without being on the register: day ${number} of asking, since ${since}.`;
	const reminder = { key: row.key, day: today, number, phase, row, channel, since, reason };
	return { ...it, output: 'remind', reminder };
}

const toFirst = (today: string) => ({
	phase: 'open' as const,
	days: 0,
	since: today,
	lastRow: undefined,
});

/** The day before may have been claimed and then nothing: a crash, or a mail server that was down. */
function toLeftOver({ state, day, note }: ReminderRow): string {
	if (state === 'claimed') return ` Whether the one of ${day} went out was never noted.`;
	if (state === 'not told') return ` The one of ${day} did not go out${note ? `: ${note}` : '.'}`;
	return '';
}

/** Nothing on this day. */
export function planHold(
	{ today, channel }: Turn,
	before: Guarded,
	it: Reconciled,
	reason = toHeld(before, today),
): PlannedReminder {
	const { lastRow: row, since, phase, days: number } = before;
	const reminder = { key: row.key, day: row.day, number, phase, row, channel, since, reason };
	return { ...it, output: 'not today', reminder };
}

function toHeld({ lastRow, lastDay }: Guarded, today: string): string {
	if (lastDay > today) return `The table is ahead of the clock: its last row is of ${lastDay}.`;
	return held[lastRow.state];
}

const held: Record<ReminderRow['state'], string> = {
	claimed: 'A run of today claimed it and has not noted what came of it; there is no second try.',
	'not told': 'It did not go out today; there is no second try on the same day.',
	told: 'It went out today.',
	gone: 'They were gone today and follow again; that counts from tomorrow.',
	approved: 'They were on the register today and are not any more; that counts from tomorrow.',
};

/** Nothing more, unless they follow again. */
export function planEnd(
	turn: Turn,
	before: Guarded,
	it: Pick<PlannedReminder, 'user' | 'approval'>,
	phase: 'gone' | 'approved',
): PlannedReminder {
	// Never before what it ends, or it would not end it: the clock may have jumped back.
	const day = before.lastDay > turn.today ? before.lastDay : turn.today;
	const { userId, since, days: number } = before;
	const reason = `${ends[phase]}, after ${number} ${number === 1 ? 'day' : 'days'} of asking.`;
	const user = { ...it.user, id: userId };
	const row = toRow(turn, user, { day, state: phase, channel: '', note: reason });
	const reminder = { key: row.key, day, number, phase, row, channel: row.channel, since, reason };
	return { ...it, output: 'closed', reminder };
}

const ends = { gone: 'Does not follow any more', approved: 'Is on the register by now' };

export const isOver = ({ phase }: Guarded) => phase === 'gone' || phase === 'approved';

function toRow(
	{ accountId }: Turn,
	{ id: userId = '', handle = '', name }: Person,
	what: Pick<ReminderRow, 'day' | 'state' | 'channel' | 'note'>,
): ReminderRow {
	const { day, state, channel, note } = what;
	return {
		key: toReminderKey(accountId, userId, day),
		accountId,
		userId,
		handle: toPlainLine(handle, 50),
		name: toPlainLine(name, 80),
		day,
		state,
		channel,
		note,
	};
}
