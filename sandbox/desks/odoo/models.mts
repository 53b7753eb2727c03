export type FieldType =
	| 'char'
	| 'text'
	| 'html'
	| 'integer'
	| 'float'
	| 'boolean'
	| 'datetime'
	| 'selection'
	| 'binary'
	| 'many2one'
	| 'many2many'
	| 'one2many'
	| 'many2one_reference';

export interface Field {
	type: FieldType;
	label: string;
	isRequired?: boolean;
	/** Of relations. */
	comodel?: string;
	selection?: Array<[value: string, label: string]>;
}

export interface Model {
	label: string;
	fields: Record<string, Field>;
	/** Who may make, change and delete; everybody with a log-in unless told. */
	isForAdmins?: boolean;
	/** Has messages, and these fields' changes are told in them. */
	tracked?: string[];
}

const field = (type: FieldType, label: string, more: Partial<Field> = {}): Field => ({
	type,
	label,
	...more,
});
const to = (comodel: string, label: string) => field('many2one', label, { comodel });
const char = (label: string, isRequired = false) => field('char', label, { isRequired });

const priority = field('selection', 'Priority', {
	selection: [
		['0', 'Low'],
		['1', 'Medium'],
		['2', 'High'],
		['3', 'Very High'],
	],
});

const thread = (comodel: string) => ({
	name: char('Name', true),
	description: field('html', 'Notes'),
	active: field('boolean', 'Active'),
	partner_id: to('res.partner', 'Customer'),
	user_id: to('res.users', 'Assigned to'),
	team_id: to(`${comodel}.team`, 'Team'),
	stage_id: to(`${comodel}.stage`, 'Stage'),
	priority,
	tag_ids: field('many2many', 'Tags', { comodel: `${comodel}.tag` }),
	message_ids: field('one2many', 'Messages', { comodel: 'mail.message' }),
});

/** The part of Odoo 19's models the desk touches; every model has `id`, who made it when, and who changed it last. */
export const toModels = (): Record<string, Model> => ({
	'res.users': {
		label: 'User',
		fields: {
			name: char('Name', true),
			login: char('Login', true),
			share: field('boolean', 'Share User'),
			active: field('boolean', 'Active'),
			partner_id: to('res.partner', 'Related Partner'),
		},
		isForAdmins: true,
	},
	'res.partner': {
		label: 'Contact',
		fields: {
			name: char('Name', true),
			email: char('Email'),
			website: char('Website'),
			is_company: field('boolean', 'Is a Company'),
			active: field('boolean', 'Active'),
		},
	},
	'crm.lead': {
		label: 'Lead',
		fields: { ...thread('crm'), probability: field('float', 'Probability') },
		tracked: ['stage_id', 'user_id', 'active'],
	},
	'helpdesk.ticket': {
		label: 'Helpdesk Ticket',
		fields: thread('helpdesk'),
		tracked: ['stage_id', 'user_id'],
	},
	...Object.fromEntries(
		(['crm', 'helpdesk'] as const).flatMap(
			(app): Array<[string, Model]> => [
				[
					`${app}.team`,
					{
						label: 'Team',
						fields: { name: char('Team', true), active: field('boolean', 'Active') },
					},
				],
				[
					`${app}.stage`,
					{
						label: 'Stage',
						fields: {
							name: char('Stage Name', true),
							sequence: field('integer', 'Sequence'),
							fold: field('boolean', 'Folded'),
							team_ids: field('many2many', 'Teams', { comodel: `${app}.team` }),
							...(app === 'crm' && { is_won: field('boolean', 'Is Won Stage?') }),
						},
					},
				],
				[`${app}.tag`, { label: 'Tag', fields: { name: char('Tag Name', true) } }],
			],
		),
	),
	'mail.message': {
		label: 'Message',
		fields: {
			model: char('Related Document Model'),
			res_id: field('many2one_reference', 'Related Document ID'),
			body: field('html', 'Contents'),
			subject: char('Subject'),
			message_type: field('selection', 'Type', {
				isRequired: true,
				selection: [
					['email', 'Incoming Email'],
					['comment', 'Comment'],
					['email_outgoing', 'Outgoing Email'],
					['notification', 'System notification'],
					['user_notification', 'User Specific Notification'],
				],
			}),
			subtype_id: to('mail.message.subtype', 'Subtype'),
			author_id: to('res.partner', 'Author'),
			date: field('datetime', 'Date'),
		},
	},
	'mail.message.subtype': {
		label: 'Message subtypes',
		fields: { name: char('Message Type', true), internal: field('boolean', 'Internal Only') },
		isForAdmins: true,
	},
	'mail.tracking.value': {
		label: 'Mail Tracking Value',
		fields: {
			field_id: to('ir.model.fields', 'Field'),
			old_value_integer: field('integer', 'Old Value Integer'),
			old_value_char: char('Old Value Char'),
			new_value_integer: field('integer', 'New Value Integer'),
			new_value_char: char('New Value Char'),
			mail_message_id: to('mail.message', 'Message ID'),
		},
		isForAdmins: true,
	},
	'ir.attachment': {
		label: 'Attachment',
		fields: {
			name: char('Name', true),
			datas: field('binary', 'File Content'),
			mimetype: char('Mime Type'),
			res_model: char('Resource Model'),
			res_id: field('many2one_reference', 'Resource ID'),
		},
	},
	'ir.model': {
		label: 'Models',
		fields: { name: char('Model Description', true), model: char('Model', true) },
		isForAdmins: true,
	},
	'ir.model.fields': {
		label: 'Fields',
		fields: {
			name: char('Field Name', true),
			model: char('Model Name'),
			model_id: { ...to('ir.model', 'Model'), isRequired: true },
			field_description: char('Field Label', true),
			ttype: field('selection', 'Field Type', {
				isRequired: true,
				selection: ['char', 'text', 'integer', 'many2one', 'boolean', 'selection'].map((it) => [
					it,
					it,
				]),
			}),
			state: field('selection', 'Type', {
				selection: [
					['manual', 'Custom Field'],
					['base', 'Base Field'],
				],
			}),
			index: field('boolean', 'Indexed'),
			copied: field('boolean', 'Copied'),
		},
		isForAdmins: true,
	},
	'ir.model.data': {
		label: 'Model Data',
		fields: {
			module: char('Module', true),
			name: char('External Identifier', true),
			model: char('Model Name', true),
			res_id: field('many2one_reference', 'Record ID'),
			noupdate: field('boolean', 'Non Updatable'),
		},
		isForAdmins: true,
	},
});

/** Fields every model has. */
export const magicFields: Record<string, Field> = {
	id: field('integer', 'ID'),
	create_uid: to('res.users', 'Created by'),
	create_date: field('datetime', 'Created on'),
	write_uid: to('res.users', 'Last Updated by'),
	write_date: field('datetime', 'Last Updated on'),
};
