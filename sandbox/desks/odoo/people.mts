import type { DeskAct } from '../service.mts';
import { postMessage } from './methods.mts';
import type { OdooTempers } from './odoo.mts';
import { agentIds } from './seed.mts';
import type { Record_, Store } from './store.mts';

const asAgent = { userId: agentIds[0], context: {} };

/** What agents and administrators do. */
export function people(store: Store, tempers: OdooTempers, act: DeskAct): unknown {
	switch (act.do) {
		case 'forgetFields':
			return store.forgetCustomFields();
		case 'set':
			return void set(store, tempers, act.name, act.value);
		case 'renameContact':
			return store.write(
				'res.partner',
				[findContact(store, act.xUserId).id],
				{ name: act.name },
				asAgent,
			);
		case 'deleteContact':
			return store.unlink('res.partner', [findContact(store, act.xUserId).id]);
	}
	const [model, record] = findCase(store, act.caseId);
	const change = (vals: Record<string, unknown>) => store.write(model, [record.id], vals, asAgent);
	const [app] = model.split('.');
	const stageOf = (isDone: boolean) =>
		store
			.search(`${app}.stage`, [], { order: 'sequence, id' })
			.find((it) => (app === 'crm' ? it.is_won : it.fold) === isDone)?.id;
	switch (act.do) {
		case 'closeCase':
			return change({ stage_id: stageOf(true) });
		case 'closeForGood':
			return change(
				app === 'crm' ? { active: false, probability: 0 } : { stage_id: stageOf(true) },
			);
		case 'reopenCase':
			return change({ active: true, stage_id: stageOf(false) });
		case 'deleteCase':
			return store.unlink(model, [record.id]);
		case 'assign':
			return change({ user_id: act.owner ? Number(act.owner) : false });
		case 'comment': {
			const subtype_xmlid = act.isPublic ? 'mail.mt_comment' : 'mail.mt_note';
			const body = `<p>${act.text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`;
			const message = { body, message_type: 'comment', subtype_xmlid };
			return { id: postMessage(store, model, record.id, message, asAgent) };
		}
	}
}

function set(store: Store, tempers: OdooTempers, name: string, value: unknown) {
	const setters: Record<string, () => void> = {
		isAdmin: () => void (tempers.isAdmin = value === true),
		hasJson2: () => void (tempers.hasJson2 = value === true),
		hasJsonRpc: () => void (tempers.hasJsonRpc = value === true),
		lostLoads: () => void (tempers.lostLoads = Number(value)),
		/** Uninstalls the app. */
		withoutHelpdesk: () => {
			const gone = store.search('ir.model', [['model', '=', 'helpdesk.ticket']]);
			store.dropModel('helpdesk.ticket');
			for (const { id } of gone) store.table('ir.model').delete(id);
		},
		/** Somebody else's record and a comment on it. */
		strangersLead: () => {
			const { id } = store.create('crm.lead', { name: String(value) }, asAgent);
			postMessage(store, 'crm.lead', id, { body: '<p>hi</p>', message_type: 'comment' }, asAgent);
			store.write('crm.lead', [id], { stage_id: 4 }, asAgent);
		},
		/** So many more teams, to need pages. */
		moreTeams: () => {
			for (let n = 0; n < Number(value); n++) {
				store.create('crm.team', { name: `Team ${n}` }, asAgent);
			}
		},
	};
	if (!Object.hasOwn(setters, name)) throw new Error(`Odoo has no "${name}" to set`);
	setters[name]();
}

function findCase(store: Store, caseId: string): [model: string, record: Record_] {
	for (const model of ['crm.lead', 'helpdesk.ticket']) {
		const record = store.has(model) ? store.table(model).get(Number(caseId)) : undefined;
		if (record) return [model, record];
	}
	throw new Error(`Odoo has no case ${caseId}`);
}

function findContact(store: Store, xUserId: string): Record_ {
	const [found] = store.search('res.partner', [['x_care_user_id', '=', xUserId]]);
	if (!found) throw new Error(`Odoo has no contact of X user ${xUserId}`);
	return found;
}
