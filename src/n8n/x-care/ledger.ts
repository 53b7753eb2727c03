import { createHash, randomBytes } from 'crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { parseTriage } from '../../domain/case-triage';
import { toNature } from '../../domain/event';
import { parseEvent } from '../../domain/event-parse';
import { InvalidItem, read } from '../../domain/field';
import {
	type CaseOutcome,
	type HistoryRow,
	type ReplyOutcome,
	toHistoryRow,
} from '../../domain/ledger/row';

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The row for one item with an event, and whatever became of it. Throws `InvalidItem`. */
export function toLedger(context: IExecuteFunctions, itemIndex: number): HistoryRow {
	const { json } = context.getInputData()[itemIndex];
	const readText = (name: string) =>
		String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const event = parseEvent(json.event);
	const keeps: Record<ReturnType<typeof toNature>, () => unknown> = {
		post: () => context.getNodeParameter('keepPosts', itemIndex, true),
		message: () => context.getNodeParameter('keepMessages', itemIndex, false),
		// Nobody's words: X says who, and we say what.
		person: () => true,
		notice: () => true,
	};
	return toHistoryRow(
		{
			event,
			triage: parseTriage(json.triage),
			case: parseCase(json.case),
			reply: parseReply(json.reply),
		},
		{
			decision: readText('decision'),
			reason: readText('reason'),
			keepsText: keeps[toNature(event.kind)]() === true,
			salt: randomBytes(16).toString('hex'),
		},
		sha256Hex,
	);
}

function parseCase(value: unknown): CaseOutcome | undefined {
	if (value === undefined || value === null) return undefined;
	const filed = read(value, 'case');
	const text = (name: string) => filed.optional(name, String);
	return { desk: text('desk'), id: text('id'), url: text('url'), outcome: text('outcome') };
}

function parseReply(value: unknown): ReplyOutcome | undefined {
	if (value === undefined || value === null) return undefined;
	const reply = read(value, 'reply');
	const text = (name: string) => reply.optional(name, String);
	return { outcome: text('outcome'), id: text('postId') ?? text('messageId') };
}

/** The rows of the history, as they came in. */
export const readHistory = (context: IExecuteFunctions): unknown[] =>
	context.getInputData().map(({ json }) => json);

/** The rows of the table of seals, from an expression or as JSON. Throws `InvalidItem`. */
export function readSealTable(context: IExecuteFunctions): unknown[] {
	const given = context.getNodeParameter('seals', 0, '') as unknown;
	const rows = typeof given === 'string' ? parseJson(given) : given;
	if (Array.isArray(rows)) return rows;
	throw new InvalidItem(
		'Seals',
		given,
		'a list of the rows of the table of seals',
		"Read the table with a Data Table node named 'Seals' before this one ('Always Output Data' on), and enter the expression {{ $('Seals').all().map((it) => it.json) }} here. An empty list, [], says that there are none yet.",
	);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
