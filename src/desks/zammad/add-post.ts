import type { CaseDraft } from '../../domain/case';
import { isAmbiguous } from '../answer';
import type { Row, Ticket } from './answers';
import type { ZammadApi } from './api';
import { holdsPost, type WriteArticle } from './article';
import { findTicket } from './find-ticket';
import type { States } from './states';

/** Adds the post unless the ticket holds it; a customer who writes on opens the ticket again, as with mail. */
export async function addPost(
	api: ZammadApi,
	states: States,
	writeArticle: WriteArticle,
	{ id, state }: Ticket,
	draft: CaseDraft,
): Promise<{ isNew: boolean; notes?: string[] }> {
	const isThere = async () => holdsPost(await api.findArticles(id), draft);
	if (await isThere()) return { isNew: false };
	const reopening = draft.isOurs ? {} : await states.toReopening(state);
	const write = async (article: Row) => await api.updateTicket(id, { ...reopening, article });
	const { value: after, notes } = await writeArticle(draft, write).catch(async (error: unknown) => {
		if (!isAmbiguous(error) || !(await isThere())) throw error;
		return { value: undefined, notes: undefined };
	});
	if (after && (await states.isMerged(after.state))) await takeAlong(api, states, id, draft);
	return { isNew: true, notes };
}

/** The ticket was merged while the post was on its way into it: merging again moves the post as well. */
async function takeAlong(api: ZammadApi, states: States, id: string, { caseKey }: CaseDraft) {
	const kept = await findTicket(api, states, caseKey);
	if (kept && kept.ticket.id !== id) await api.merge(id, kept.ticket);
}
