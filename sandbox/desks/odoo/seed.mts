import type { Store } from './store.mts';

/** The user the key belongs to; 1 is Odoo's own. */
export const botId = 2;
/** People at the desk. */
export const agentIds = [3, 4];

const asSystem = { userId: 1, context: {} };

/** A database with CRM and Helpdesk installed, some people, and the custom fields made. */
export function seed(store: Store): void {
	const make = (model: string, values: Record<string, unknown>) =>
		store.create(model, values, asSystem).id;
	for (const [name, login] of [
		['OdooBot', '__system__'],
		['n8n', 'n8n@example.test'],
		['Ada Agent', 'ada@example.test'],
		['Bo Agent', 'bo@example.test'],
	]) {
		const partner_id = make('res.partner', { name, email: login });
		make('res.users', { name, login, partner_id, share: false });
	}
	make('res.users', {
		...{ name: 'Pat Portal', login: 'pat@example.test', share: true },
		partner_id: make('res.partner', { name: 'Pat Portal' }),
	});
	make('mail.message.subtype', { name: 'Discussions', internal: false });
	make('mail.message.subtype', { name: 'Note', internal: true });
	const name = (key: string, res_id: number) =>
		make('ir.model.data', {
			...{ module: 'mail', name: key, model: 'mail.message.subtype', res_id, noupdate: true },
		});
	name('mt_comment', 1);
	name('mt_note', 2);
	seedApps(make);
	seedModels(store, make);
	addCustomFields(store);
}

type Make = (model: string, values: Record<string, unknown>) => number;

function seedApps(make: Make) {
	const sales = make('crm.team', { name: 'Sales' });
	make('crm.team', { name: 'Social Media' });
	for (const [at, title] of ['New', 'Qualified', 'Proposition', 'Won'].entries()) {
		const is_won = title === 'Won';
		make('crm.stage', { name: title, sequence: at, is_won, fold: false, team_ids: [] });
	}
	const care = make('helpdesk.team', { name: 'Customer Care' });
	make('helpdesk.team', { name: 'Returns' });
	for (const [at, title] of ['New', 'In Progress', 'Solved', 'Cancelled'].entries()) {
		const team_ids = [care, care + 1];
		make('helpdesk.stage', { name: title, sequence: at, fold: at > 1, team_ids });
	}
	make('crm.tag', { name: 'Social' });
	return sales;
}

function seedModels(store: Store, make: Make) {
	for (const model of store.modelNames()) {
		make('ir.model', { name: store.model(model).label, model });
	}
	for (const { id, model } of store.search('ir.model', [])) {
		for (const [key, { label }] of Object.entries(store.model(String(model)).fields)) {
			const row = { id: nextId(store), name: key, model, model_id: id, state: 'base' };
			const more = { field_description: label, ttype: 'char' };
			store.table('ir.model.fields').set(row.id, { ...row, ...more });
		}
	}
}

const nextId = (store: Store) => store.table('ir.model.fields').size + 1;

function addCustomFields(store: Store) {
	// Base fields went in past the sequence.
	const afterBase = store.table('ir.model.fields').size;
	store.skip('ir.model.fields', afterBase);
	for (const [model, names] of Object.entries(custom)) {
		const [{ id }] = store.search('ir.model', [['model', '=', model]]);
		for (const key of names) {
			const more = { field_description: key, ttype: 'char', state: 'manual' };
			store.create('ir.model.fields', { model_id: id, name: key, ...more }, asSystem);
		}
	}
}

const caseFields = ['x_care_case_key', 'x_care_opening_post'];
const custom = {
	'crm.lead': caseFields,
	'helpdesk.ticket': caseFields,
	'res.partner': ['x_care_user_id', 'x_care_handle', 'x_care_followers', 'x_care_profile'],
};
