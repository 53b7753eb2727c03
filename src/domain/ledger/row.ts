import { toPlainLine } from '../case-text';
import type { CaseRef } from '../case';
import type { Sha256Hex } from '../email/message';
import { toNature, type XEvent } from '../event';
import type { Triage } from '../triage/triage';
import { toCanonical } from './canonical';
import { toNumberCell, toTextCell } from './cells';
import { longestReason, toPlainReason, withoutQuotes } from './reason';

/** What stays for good; none of it may hold words of the post. */
const fixedColumns = [
	'eventId',
	'kind',
	'conversationId',
	'accountId',
	'authorId',
	'postedAt',
	'permalink',
	'source',
	'category',
	'probability',
	'urgency',
	'decision',
	'reason',
	'desk',
	'caseId',
	'caseUrl',
	'outcome',
] as const;

/** The columns of the history, in order; all hold text, but for `probability`. */
export const historyColumns = [...fixedColumns, 'content', 'contentHash', 'rowHash'] as const;

/** One line of the history. What there is none of is empty; `probability` is null then (n8n makes 0 of an empty text). */
export type HistoryRow = Record<Exclude<(typeof historyColumns)[number], 'probability'>, string> & {
	probability: number | null;
};

/** What is known of an interaction when its line is written. */
export interface Outcome {
	event: XEvent;
	triage?: Triage;
	case?: CaseOutcome;
	reply?: ReplyOutcome;
}

export type CaseOutcome = Partial<Record<keyof CaseRef, string>>;

export interface ReplyOutcome {
	outcome?: string;
	/** The post or message that answered. */
	id?: string;
}

export interface RowSettings {
	/** Empty: `case`, `reply`, `noted` (what was only to be known) or `parked`. */
	decision: string;
	/** Empty: what the classifier went by. Must not quote the post; what it quotes is taken out as far as it can be told. */
	reason: string;
	/** Whether words, pictures and films are kept; else only who it was. */
	keepsText: boolean;
	/** By chance, and never twice, so that nobody guesses a short text from its hash. */
	salt: string;
}

/** The line for one interaction. Costs the same however long the history is; cannot fail. */
export function toHistoryRow(
	{ event, triage, case: filed, reply }: Outcome,
	settings: RowSettings,
	sha256Hex: Sha256Hex,
): HistoryRow {
	const content = toContent(event, settings);
	const row = {
		eventId: event.id,
		kind: event.kind,
		conversationId: event.conversationId,
		accountId: event.account.id,
		authorId: event.author.id,
		postedAt: event.createdAt,
		permalink: toLine(event.permalink),
		source: event.source,
		category: triage?.category ?? '',
		probability: triage?.probability ?? null,
		urgency: triage?.urgency ?? '',
		decision: toLine(settings.decision) || toDecision(event, filed, reply),
		reason: toPlainLine(
			withoutQuotes(settings.reason.trim() || toPlainReason(triage), event),
			longestReason,
		),
		desk: toLine(filed?.desk),
		caseId: toLine(filed?.id),
		caseUrl: toLine(filed?.url),
		outcome: toLine(toOutcome(filed, reply)),
		content,
		contentHash: sha256Hex(content),
	};
	return { ...row, rowHash: hashRow(row, sha256Hex) };
}

/** The hash that a row ought to have, from a row as the table hands it back. */
export function hashRow(row: Record<string, unknown>, sha256Hex: Sha256Hex): string {
	const cells: Record<string, unknown> = {};
	for (const name of hashed) {
		cells[name] = name === 'probability' ? toNumberCell(row[name]) : toTextCell(row[name]);
	}
	return sha256Hex(toCanonical(cells));
}

const hashed = [...fixedColumns, 'contentHash'];

/** What X may oblige us to delete, and the salt that has to go with it. */
function toContent({ author, text, media }: XEvent, { keepsText, salt }: RowSettings): string {
	return JSON.stringify({
		salt,
		handle: author.handle,
		name: author.name,
		...(keepsText && { text, media }),
	});
}

function toDecision({ kind }: XEvent, filed?: CaseOutcome, reply?: ReplyOutcome): string {
	if (filed) return 'case';
	if (reply) return 'reply';
	return toNature(kind) === 'notice' ? 'noted' : 'parked';
}

function toOutcome(filed?: CaseOutcome, reply?: ReplyOutcome): string {
	const answered = reply && ['reply', reply.outcome, reply.id].filter(Boolean).join(' ');
	return [filed?.outcome, answered].filter(Boolean).join('; ');
}

/** Nothing in it that a table or a list would show as something else. */
const toLine = (text = '') => toPlainLine(text, 1000);
