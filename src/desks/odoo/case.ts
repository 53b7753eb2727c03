import type { CaseDraft } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import type { NewCaseFields } from '../desk';
import type { OdooApi } from './api';
import { toReference } from './api';
import { keepContact, quiet } from './contact';
import { externalModule, toExternalId, toExternalName } from './external-id';
import { toHtml } from './html';
import type { RecordKind } from './kinds';
import { odooFields } from './kinds';
import type { Stage } from './stages';
import { findOpenStage } from './stages';

/** A lead or ticket of ours as the look-up answers it. */
export interface FoundCase {
	id: number;
	/** Reference of the post whose words stand in its description. */
	openingPost: string;
	messageIds: number[];
	teamId?: number;
	stageId?: number;
	/** Whether people see it; a lost lead is hidden, as an archived one is. */
	isActive: boolean;
}

/** The oldest record with the key, hidden ones too; consistent at once. */
export async function findCase(
	api: OdooApi,
	{ model, noun }: RecordKind,
	caseKey: string,
): Promise<FoundCase | undefined> {
	const [row] = await api.search(`looking up the ${noun}`, model, {
		domain: [[odooFields.caseKey, '=', caseKey]],
		fields: ['active', 'stage_id', 'team_id', 'message_ids', odooFields.openingPost],
		order: 'id',
		limit: 1,
		withArchived: true,
	});
	return (
		row && {
			id: row.id,
			openingPost: String(row[odooFields.openingPost] ?? ''),
			messageIds: Array.isArray(row.message_ids) ? row.message_ids.map(Number) : [],
			teamId: toReference(row.team_id)?.id,
			stageId: toReference(row.stage_id)?.id,
			isActive: row.active !== false,
		}
	);
}

/** Where new cases go and what they get. */
export interface CasePlace {
	team?: string;
	newCase: NewCaseFields;
}

/** Makes the record unless its external id is taken; then it stays as it is, and the caller looks whose words it holds. */
export async function createCase(
	api: OdooApi,
	kind: RecordKind,
	{ team, newCase }: CasePlace,
	draft: CaseDraft,
): Promise<void> {
	const { contact, urgency } = draft;
	const hasContact = contact.xUserId !== unknownAuthorId;
	const partner = hasContact ? await keepContact(api, contact) : undefined;
	const priority = urgency && (newCase.priorities[urgency] ?? usualPriorities[urgency]);
	const row: Record<string, string> = {
		id: toExternalId('case', draft.caseKey),
		name: draft.title,
		description: toHtml(draft.body),
		[odooFields.caseKey]: draft.caseKey,
		[odooFields.openingPost]: draft.reference,
		// Empty: nobody. Left out, Odoo would make our own user the owner.
		'user_id/.id': newCase.owner ?? '',
		...(partner && { 'partner_id/id': partner }),
		...(team && { 'team_id/.id': team }),
		...(newCase.status && { 'stage_id/.id': newCase.status }),
		...(priority && { priority }),
		...(newCase.tags.length > 0 && { tag_ids: newCase.tags.join(',') }),
	};
	await api.load(`creating the ${kind.noun}`, kind.model, [row], {
		existing: 'keep',
		isRepeated: false,
		context: { ...quiet, name_create_enabled_fields: { tag_ids: true } },
	});
}

const usualPriorities = { critical: '3', urgent: '2', normal: '1', low: '0' };

/**
 * Puts a post into the record as a message, once: its external id is unique. It is written, not "posted", so that nobody gets it
 * by e-mail: the customer's words as a note, ours as a comment.
 */
export async function addPost(
	api: OdooApi,
	kind: RecordKind,
	{ id, messageIds }: FoundCase,
	draft: CaseDraft,
): Promise<'added' | 'existing'> {
	const row = {
		id: toExternalId('post', draft.reference),
		model: kind.model,
		res_id: String(id),
		message_type: 'comment',
		'subtype_id/id': draft.isOurs ? 'mail.mt_comment' : 'mail.mt_note',
		body: toHtml(draft.body),
	};
	const [messageId] = await api.load(`adding to ${kind.noun} ${id}`, 'mail.message', [row], {
		existing: 'keep',
	});
	return messageIds.includes(messageId) ? 'existing' : 'added';
}

/** Whether the post is one of the record's messages. */
export async function holdsPost(
	api: OdooApi,
	{ messageIds }: FoundCase,
	{ reference }: CaseDraft,
): Promise<boolean> {
	const name = toExternalName('post', reference);
	const rows = await api.search('looking up the message', 'ir.model.data', {
		domain: [
			['module', '=', externalModule],
			['name', '=', name],
			['model', '=', 'mail.message'],
		],
		fields: ['res_id'],
	});
	return rows.some(({ res_id: held }) => messageIds.includes(Number(held)));
}

export const isClosed = ({ isActive, stageId }: FoundCase, stages: Stage[]) =>
	!isActive || stages.some(({ id, isClosing }) => isClosing && id === stageId);

/** Shows it again and puts it into the first open stage. */
export async function reopen(
	api: OdooApi,
	{ model, noun }: RecordKind,
	found: FoundCase,
	stages: Stage[],
): Promise<void> {
	const isDone = stages.some(({ id, isClosing }) => isClosing && id === found.stageId);
	const stage = isDone ? findOpenStage(stages, found.teamId) : undefined;
	const vals = { active: true, ...(stage && { stage_id: stage.id }) };
	await api.write(`opening ${noun} ${found.id} again`, model, found.id, vals, quiet);
}
