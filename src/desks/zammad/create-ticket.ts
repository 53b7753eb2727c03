import type { CaseDraft } from '../../domain/case';
import { isAmbiguous } from '../answer';
import type { NewCaseFields } from '../desk';
import type { Row } from './answers';
import type { ZammadApi } from './api';
import type { WriteArticle } from './article';
import { ticketAttributes } from './attributes';
import { attributeMissing } from './failures';

export interface NewTicketSettings {
	/** Id or name of the group that takes new cases. */
	group: string;
	newCase: NewCaseFields;
}

/** @param customer id of the user the ticket is about */
export async function createTicket(
	api: ZammadApi,
	settings: NewTicketSettings,
	writeArticle: WriteArticle,
	customer: string,
	draft: CaseDraft,
): Promise<{ id: string; notes?: string[] }> {
	const ticket = toTicketBody(settings, customer, draft);
	const write = async (article: Row) => await api.createTicket({ ...ticket, article });
	const { value: made, notes } = await writeArticle(draft, write).catch(async (error: unknown) => {
		const found = isAmbiguous(error) ? await api.findTickets(draft.caseKey) : [];
		const value = found.find(({ firstPost }) => firstPost === draft.postKey);
		if (!value) throw error;
		return { value, notes: undefined };
	});
	// Zammad drops attributes it does not know without a word.
	if (made.caseKey !== draft.caseKey) throw attributeMissing(ticketAttributes.caseKey, '');
	return { id: made.id, notes };
}

function toTicketBody({ group, newCase }: NewTicketSettings, customer: string, draft: CaseDraft) {
	const { status, owner, tags, priorities } = newCase;
	return {
		title: draft.title,
		customer_id: Number(customer),
		[ticketAttributes.caseKey]: draft.caseKey,
		[ticketAttributes.firstPost]: draft.postKey,
		...toChoice('group', group),
		...toChoice('state', status),
		...toChoice('owner', owner),
		...toChoice('priority', draft.urgency && priorities[draft.urgency]),
		...(tags.length > 0 ? { tags: tags.join(',') } : {}),
	};
}

/** Digits are an id, anything else is a name, an owner's login included. */
function toChoice(field: string, value: string | undefined): Row {
	if (!value) return {};
	return /^\d+$/.test(value) ? { [`${field}_id`]: Number(value) } : { [field]: value };
}
