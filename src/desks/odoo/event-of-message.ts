import type { CaseEvent, CaseEventKind } from '../../domain/case-event';
import { isOurEntry, parseCaseKey } from '../../domain/case-event';
import type { Row } from './api';
import { toReference } from './api';
import type { EventFacts } from './event-facts';
import { toPlainText } from './html';
import { odooFields } from './kinds';

/** What one message tells of a record of ours: what somebody wrote, and changes of stage, owner and visibility. */
export function toCaseEvents(message: Row, facts: EventFacts, base: string): CaseEvent[] {
	const [model, caseId] = [String(message.model), Number(message.res_id)];
	const record = facts.records.get(`${model}:${caseId}`);
	const key = parseCaseKey(record?.[odooFields.caseKey]);
	const at = new Date(Date.parse(`${String(message.create_date).replace(' ', 'T')}Z`));
	if (!record || !key || Number.isNaN(at.getTime())) return [];
	const author = toReference(message.author_id) ?? toReference(message.create_uid);
	const status = toReference(record.stage_id)?.name;
	const about = {
		desk: 'odoo',
		caseId: String(caseId),
		caseUrl: `${base}/web#id=${caseId}&model=${model}&view_type=form`,
		...(typeof record.name === 'string' && { caseTitle: record.name }),
		...key,
		at: at.toISOString(),
		...(author && { by: { id: String(author.id), name: author.name } }),
		isOurs: toReference(message.create_uid)?.id === facts.userId,
		...(status !== undefined && { status }),
	};
	const found = new Map<CaseEventKind, Partial<CaseEvent>>([
		...(facts.changes.get(message.id) ?? []).flatMap((change) => toChange(change, model, facts)),
		...toComment(message, facts),
	]);
	return [...found].map(([kind, more]) => ({
		id: `odoo-message-${message.id}-${kind}`,
		kind,
		...about,
		...more,
	}));
}

type Told = Array<[CaseEventKind, Partial<CaseEvent>]>;

function toChange(change: Row, model: string, { fieldNames, closing }: EventFacts): Told {
	const name = fieldNames.get((toReference(change.field_id) ?? toReference(change.field))?.id ?? 0);
	const [before, after] = [change.old_value_integer, change.new_value_integer].map((it) =>
		Number(it),
	);
	if (name === 'user_id') {
		const owner = { id: String(after), name: String(change.new_value_char || '') };
		return [['assigned', after > 0 ? { owner } : {}]];
	}
	const isDone = (id: number) => closing.has(`${model}:${id}`);
	const [wasDone, done] =
		name === 'stage_id'
			? [isDone(before), isDone(after)]
			: name === 'active'
				? [before === 0, after === 0]
				: [false, false];
	if (wasDone === done) return [];
	return [[done ? 'resolved' : 'reopened', {}]];
}

function toComment(message: Row, { publicSubtypeId }: EventFacts): Told {
	if (!['comment', 'email', 'email_outgoing'].includes(String(message.message_type))) return [];
	const text = toPlainText(message.body);
	if (!text || isOurEntry(text)) return [];
	const subtypeId = toReference(message.subtype_id)?.id;
	const isPublic = subtypeId !== undefined && subtypeId === publicSubtypeId;
	return [['commented', { comment: { text, isPublic } }]];
}
