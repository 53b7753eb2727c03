import type { CaseDraft, CaseRef } from '../../domain/case';
import { HttpFailure } from '../../http';
import type { FetchMedia, NewCaseFields } from '../desk';
import type { ZendeskApi } from './api';
import { toBaseAddress } from '../base-address';

export interface ZendeskSettings {
	/** Address of the account, e.g. `https://example.zendesk.com`. */
	baseUrl: string;
	/** Id of the group that gets new tickets; Zendesk's own routing when absent. */
	group?: string;
	/** `quiet`: public unless Zendesk would mail it to somebody. `internal`: notes among agents, always. */
	commentsAs: 'quiet' | 'internal';
	newCase: NewCaseFields;
}

/** What the steps of one upsert share. */
export interface Work {
	api: ZendeskApi;
	settings: ZendeskSettings;
	fetchMedia?: FetchMedia;
	draft: CaseDraft;
}

/** Where a person opens the ticket. */
export const toTicketUrl = (baseUrl: string, id: string) =>
	`${toBaseAddress(baseUrl)}/agent/tickets/${id}`;

export function refer(
	{ settings }: Pick<Work, 'settings'>,
	id: string,
	outcome: CaseRef['outcome'],
	...notes: Array<string | undefined>
): CaseRef {
	const told = notes.filter((note): note is string => Boolean(note));
	const url = toTicketUrl(settings.baseUrl, id);
	return { desk: 'zendesk', id, url, outcome, ...(told.length > 0 && { notes: told }) };
}

export const busy = (doing: string) =>
	new HttpFailure('temporarily-unavailable', `Zendesk: ${doing} was turned away again and again`, {
		status: 409,
		hint: 'Zendesk was busy with the same ticket. Run it again: nothing is added twice.',
	});
