/** What a case can be in Odoo. */
export interface RecordKind {
	model: 'crm.lead' | 'helpdesk.ticket';
	/** What Odoo calls one. */
	noun: string;
	teamModel: string;
	stageModel: string;
	/** Field of the stage that says the record is done there. */
	closingField: string;
}

export const recordKinds: Record<string, RecordKind> = {
	'crm.lead': {
		model: 'crm.lead',
		noun: 'lead',
		teamModel: 'crm.team',
		stageModel: 'crm.stage',
		closingField: 'is_won',
	},
	'helpdesk.ticket': {
		model: 'helpdesk.ticket',
		noun: 'ticket',
		teamModel: 'helpdesk.team',
		stageModel: 'helpdesk.stage',
		closingField: 'fold',
	},
};

/** Custom fields by what they hold; `x_` is Odoo's own prefix for them. */
export const odooFields = {
	caseKey: 'x_care_case_key',
	openingPost: 'x_care_opening_post',
	userId: 'x_care_user_id',
	handle: 'x_care_handle',
	followers: 'x_care_followers',
	profile: 'x_care_profile',
};
