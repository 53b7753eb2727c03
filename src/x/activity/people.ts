import { pricesUsd } from '../prices';
import { type Family, parsePerson, toEvent } from './activity-event';

/** Somebody followed the account, or left. */
export const readFollow: Family = ({ eventType, payload }, context) => {
	const [source, target] = [parsePerson(payload.source), parsePerson(payload.target)];
	if (!source || !target) throw new Error(`${eventType} without both people`);
	if (source.id === context.account.id) return { ignored: [`${eventType} was our own doing`] };
	if (target.id !== context.account.id) {
		return { ignored: [`${eventType} is about account ${target.id}`] };
	}
	const kind = eventType === 'follow.follow' ? 'follow' : 'unfollow';
	const event = toEvent(
		{
			id: `${kind}-${source.id}`,
			kind,
			author: source,
			// X does not say when.
			createdAt: context.receivedAt,
			permalink: `https://x.com/i/user/${source.id}`,
			costUsd: pricesUsd.followRead,
		},
		context,
	);
	return { events: [event] };
};
