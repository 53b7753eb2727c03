import { compareText } from '../compare-text';
import { parseReminderRows, reminderStates } from './reminder-row';
import type { ReminderRow } from './reminder-row';

/** Where one outsider stands by all rows about them, whatever the rows' order. */
export interface Guarded {
	userId: string;
	/** Empty when no row says it. */
	handle: string;
	/** Empty when no row says it. */
	name: string;
	phase: Phase;
	/** First day of this episode, YYYY-MM-DD. */
	since: string;
	/** The latest day any row is of; nothing more is due on it, nor on one before. */
	lastDay: string;
	/** On how many days of this episode a reminder was claimed. */
	days: number;
	/** What the latest day ended with. */
	lastRow: ReminderRow;
}

/** `open`: of no reminder it is noted that it went out. The last two: until they follow again. */
export type Phase = 'open' | 'reminded' | 'gone' | 'approved';

/**
 * Everybody the rows are about, by user id. An end is the last thing of its day, and what is of a later day is a new
 * episode: so no order of the rows matters, and none that is there twice. Throws `InvalidItem` on a row that cannot be read.
 */
export function foldReminders(rows: readonly unknown[], accountId: string): Map<string, Guarded> {
	const byUser = new Map<string, ReminderRow[]>();
	for (const row of parseReminderRows(rows, accountId)) {
		const others = byUser.get(row.userId);
		if (others) others.push(row);
		else byUser.set(row.userId, [row]);
	}
	return new Map([...byUser].map(([userId, of]) => [userId, foldOne(of)]));
}

function foldOne(rows: ReminderRow[]): Guarded {
	const latestFirst = rows.sort((one, other) => compare(other, one));
	const [lastRow] = latestFirst;
	const endDays = latestFirst.filter(isEnd).map(({ day }) => day);
	// What is over began after the end before it.
	const from = (isEnd(lastRow) ? endDays.find((day) => day < lastRow.day) : endDays[0]) ?? '';
	const episode = latestFirst.filter((row) => row.day > from && !isEnd(row));
	const known = (column: 'handle' | 'name') => latestFirst.find((row) => row[column])?.[column];
	return {
		userId: lastRow.userId,
		handle: known('handle') ?? '',
		name: known('name') ?? '',
		phase: toPhase(lastRow, episode),
		since: (episode.at(-1) ?? lastRow).day,
		lastDay: lastRow.day,
		days: new Set(episode.map(({ day }) => day)).size,
		lastRow,
	};
}

function toPhase({ state }: ReminderRow, episode: ReminderRow[]): Phase {
	if (state === 'gone' || state === 'approved') return state;
	return episode.some((row) => row.state === 'told') ? 'reminded' : 'open';
}

const isEnd = ({ state }: ReminderRow) => state === 'gone' || state === 'approved';

/** By day, within a day as a day goes; then by their text, so that two orders never give two answers. */
const compare = (one: ReminderRow, other: ReminderRow) =>
	compareText(one.day, other.day) ||
	reminderStates.indexOf(one.state) - reminderStates.indexOf(other.state) ||
	compareText(one.handle, other.handle) ||
	compareText(one.name, other.name) ||
	compareText(one.channel, other.channel) ||
	compareText(one.note, other.note);
