import type { CaseDraft, CaseRef } from '../../domain/case';
import { HttpFailure, type HttpSend } from '../../http';
import { isAmbiguous } from '../answer';
import type { Desk, DeskCapabilities, FetchMedia } from '../desk';
import { createOdooApi, LoadRefused } from './api';
import type { CasePlace, FoundCase } from './case';
import { addPost, createCase, findCase, holdsPost, isClosed, reopen } from './case';
import { recordKinds, type RecordKind } from './kinds';
import { attachMedia } from './media';
import { prepareFields } from './set-up';
import { fetchStages, type Stage } from './stages';
import { createOdooCall, type OdooInterface } from './transport';
import { toBaseAddress } from '../base-address';

export interface OdooSettings extends CasePlace {
	/** Address people open, for links. */
	baseUrl: string;
	interface: OdooInterface;
	/** What a case is: `crm.lead` or `helpdesk.ticket`. */
	recordKind: string;
}

export const odooCapabilities: DeskCapabilities = {
	caseKey: 'uniqueReadBack',
	commentKey: 'unique',
	concurrentCreates: 'one case',
	contactKey: 'unique',
	closedCase: 'reopened',
	media: 'uploaded',
	ourAnswers: 'outgoing',
	caseEvents: 'poll',
	publicComments: true,
};

/**
 * Odoo, by JSON-2 or JSON-RPC. Case, contact, every later post and every file carry an external id (`ir.model.data`, unique in the
 * database), and `load` makes a record and its external id in one transaction, or answers the one that is there: no run
 * can leave half of the two behind. `load` does not say which it was, so a new case is read back: it says itself whose words it
 * was made with, and a run that came second adds its post to it.
 */
export function createOdoo(send: HttpSend, settings: OdooSettings, fetchMedia?: FetchMedia): Desk {
	const api = createOdooApi(createOdooCall(send, settings.interface));
	const kind = toKind(settings.recordKind);
	const base = toBaseAddress(settings.baseUrl);
	let stages: Promise<Stage[]> | undefined;
	const readStages = async () => {
		stages ??= fetchStages(api, kind).catch((error: unknown) => {
			stages = undefined;
			throw error;
		});
		return await stages;
	};
	const find = async (draft: CaseDraft) => await findCase(api, kind, draft.caseKey);

	const refer = async (
		id: number,
		outcome: CaseRef['outcome'],
		draft: CaseDraft,
	): Promise<CaseRef> => {
		const notes =
			fetchMedia && outcome !== 'existing'
				? await attachMedia(api, kind.model, id, draft, fetchMedia)
				: [];
		return {
			desk: 'odoo',
			id: String(id),
			url: `${base}/web#id=${id}&model=${kind.model}&view_type=form`,
			outcome,
			...(notes.length > 0 && { notes }),
		};
	};

	const add = async (found: FoundCase, draft: CaseDraft): Promise<CaseRef> => {
		if (found.openingPost === draft.reference) return await refer(found.id, 'existing', draft);
		const known = await readStages();
		// What we said ourselves opens nothing again.
		if (!draft.isOurs && isClosed(found, known)) {
			if (await holdsPost(api, found, draft)) return await refer(found.id, 'existing', draft);
			// Before the post goes in: a run that ended in between would find it there and leave the case closed.
			await reopen(api, kind, found, known);
		}
		return await refer(found.id, await addPost(api, kind, found, draft), draft);
	};

	return {
		name: 'Odoo',
		capabilities: odooCapabilities,
		prepare: async () => await prepareFields(api, kind),
		upsertCase: async (draft) => {
			const known = await find(draft);
			if (known) return await add(known, draft);
			const failed = await createCase(api, kind, settings, draft).then(
				() => undefined,
				(error: unknown) => {
					if (isAmbiguous(error) || error instanceof LoadRefused) return error;
					throw error;
				},
			);
			const made = await find(draft);
			if (!made) throw failed ?? unseen(kind, draft.caseKey);
			if (made.openingPost === draft.reference) return await refer(made.id, 'created', draft);
			return await add(made, draft);
		},
	};
}

function toKind(name: string): RecordKind {
	if (Object.hasOwn(recordKinds, name)) return recordKinds[name];
	throw new HttpFailure(
		'misconfigured',
		`'Record Kind' is "${name}", which Odoo's desk does not know`,
		{
			hint: `Use one of ${Object.keys(recordKinds).join(', ')}.`,
		},
	);
}

const unseen = ({ noun }: RecordKind, caseKey: string) =>
	new HttpFailure(
		'misconfigured',
		`Odoo: the ${noun} with the key "${caseKey}" was created, but the n8n user cannot see it`,
		{
			hint: "Give the n8n user of Odoo access to all records ('Sales: All Documents', 'Helpdesk: User' of the team), in the company the team belongs to, and to the field 'X Case Key'.",
		},
	);
