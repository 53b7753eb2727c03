import type { CaseDraft } from '../../domain/case';
import { HttpFailure } from '../../http';
import { toSaid } from '../answer';
import type { Ticket } from './answers';
import type { TrackerApi } from './api';
import { quote } from './call';
import { trackerFields } from './set-up';

export interface Found {
	/** The one ticket of the conversation. */
	ticket?: Ticket;
	/** The ticket that was created with the post, or took in the one that was. */
	holder?: Ticket;
}

/**
 * The one ticket of a conversation, and whether some ticket was created with the post, in one look. Other tickets that hold
 * the conversation are what races and runs that ended early left behind (or the field is not set to be unique): they are
 * merged into it. The ticket with the key goes first, then the oldest.
 */
export async function findCase(
	api: TrackerApi,
	{ caseKey, reference }: Pick<CaseDraft, 'caseKey' | 'reference'>,
): Promise<Found> {
	const [caseLink, postLink] = [toCaseLink(caseKey), toPostLink(reference)];
	const ofPost = refersTo(postLink);
	const byKey = `'CF.{${trackerFields.caseKey}}'=${quote(caseKey)}`;
	const found = await api.findTickets([byKey, refersTo(caseLink), ofPost].join(' OR '));
	// Before 5.0.3 a search does not tell links: each found by one is taken for the case's, and the post's is asked for.
	const isTold = found.every(({ links }) => links !== undefined);
	const holds = ({ links }: Ticket, link: string) => links?.includes(link) ?? true;
	const [holder] = isTold
		? found.filter((it) => holds(it, postLink))
		: await api.findTickets(ofPost);
	const keysOf = ({ fields }: Ticket) => fields[trackerFields.caseKey] ?? [];
	const keyed = found.filter((it) => keysOf(it).includes(caseKey));
	const linked = found.filter((it) => !keyed.includes(it) && holds(it, caseLink));
	const [ticket, ...others] = [...keyed, ...linked];
	// One with another key is another conversation's: staff have merged two.
	const losers = others.filter((it) => keysOf(it).length === 0 || keyed.includes(it));
	for (const { id } of losers) await merge(api, id, ticket.id);
	return { ticket, holder };
}

const refersTo = (link: string) => `RefersTo=${quote(link)}`;

/** Opens the conversation on X; the part after "#" is ours, so that a link someone adds by hand is not taken for the mark. */
export const toCaseLink = (caseKey: string) =>
	`https://x.com/i/status/${toId(caseKey)}#case-${caseKey}`;

export const toPostLink = (reference: string) =>
	`https://x.com/i/status/${toId(reference)}#post-${reference}`;

const toId = (key: string) => encodeURIComponent(key.split('-').at(-1) ?? '');

/** RT answers 200 whatever came of it, so the loser is read again. */
export async function merge(api: TrackerApi, loser: string, winner: string): Promise<void> {
	const answer = await api.updateTicket(loser, { MergeInto: winner });
	if ((await api.findTicketId(loser)) === winner) return;
	throw new HttpFailure(
		'refused',
		`Request Tracker: ticket ${loser} could not be merged into ${winner}: ${toSaid(answer)}`,
		{ hint: 'Both hold the same conversation. Grant ModifyTicket, or merge them by hand.' },
	);
}
