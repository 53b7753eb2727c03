import { isId } from '../../domain/post-id';
import { type Family, toEvent, toShort } from './activity-event';

/** A post of the account is gone: whatever was kept of it has to go too. */
export const readDeletion: Family = ({ payload }, context) => {
	const { id, author_id: authorId } = payload;
	if (!isId(id)) throw new Error(`a deletion without the post's id (${toShort(id)})`);
	if (authorId !== undefined && authorId !== context.account.id) {
		return { ignored: [`the deleted post ${id} was not ours`] };
	}
	const event = toEvent(
		{
			id: `deleted-${id}`,
			kind: 'post_deleted',
			text: `Post ${id} was deleted on X.`,
			author: context.account,
			createdAt: context.receivedAt,
			aboutPostId: id,
			permalink: `https://x.com/i/status/${id}`,
		},
		context,
	);
	return { events: [event] };
};

/** The account took the app's access away. */
export const readRevocation: Family = ({ payload }, context) => {
	const { user_id: userId, date_time: time } = payload;
	if (userId !== undefined && userId !== context.account.id) {
		return { ignored: [`access was revoked by account ${toShort(userId)}`] };
	}
	const told = typeof time === 'string' ? Date.parse(time) : NaN;
	const atMs = Number.isNaN(told) ? Date.parse(context.receivedAt) : told;
	const event = toEvent(
		{
			id: `revoked-${atMs}`,
			kind: 'access_revoked',
			text: `@${context.account.handle} has taken the developer app's access away: n8n can neither read nor answer until the account is connected again.`,
			author: context.account,
			createdAt: new Date(atMs).toISOString(),
			permalink: 'https://x.com/settings/connected_apps',
		},
		context,
	);
	return { events: [event] };
};
