import { HttpFailure } from '../../http';
import { toSaid } from '../answer';
import type { Ticket } from './answers';
import type { TrackerApi } from './api';
import { quote } from './api';
import { trackerFields } from './set-up';

/**
 * The one ticket of a conversation. Others that hold it too are what races and runs that ended early left behind (or the
 * field is not set to be unique): they are merged into it. The ticket with the key goes first, then the oldest.
 */
export async function findCase(api: TrackerApi, caseKey: string): Promise<Ticket | undefined> {
	const keyed = await api.findTickets(`'CF.{${trackerFields.caseKey}}'=${quote(caseKey)}`);
	const linked = await api.findTickets(`RefersTo=${quote(toCaseLink(caseKey))}`);
	const [winner, ...others] = [...keyed, ...linked];
	const losers = others.filter((it, index) => {
		const keys = it.fields[trackerFields.caseKey] ?? [];
		const isRepeated = it.id === winner.id || others.findIndex(({ id }) => id === it.id) < index;
		return !isRepeated && (keys.length === 0 || keys.includes(caseKey));
	});
	for (const { id } of losers) await merge(api, id, winner.id);
	return winner;
}

/** The ticket that was created with this post, or took in the one that was. */
export async function findPostHolder(
	api: TrackerApi,
	reference: string,
): Promise<Ticket | undefined> {
	const [holder] = await api.findTickets(`RefersTo=${quote(toPostLink(reference))}`);
	return holder;
}

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
