import { toComparable } from '../../domain/post-text/similarity';
import type { OwnPost } from '../../domain/policy/facts';
import type {
	MessageAction,
	OutgoingAction,
	PublishAction,
	ReplyAction,
} from '../../domain/policy/outgoing-action';
import type { Account } from '../account';
import type { XClient } from '../client';
import { fetchMessages } from '../messages';

/** Where to look for what an earlier attempt left on X. */
export interface Look {
	client: XClient;
	account: Account;
	/** Our newest posts, read anew; all of those after `sinceId` where it is given, however old. */
	readOwnPosts: (sinceId?: string) => Promise<OwnPost[]>;
	/** Nothing older counts, in milliseconds since 1970. */
	sinceMs: number;
}

/** A message older than this many newer ones in its conversation is not looked for: each costs a cent. */
const messagesLookedAt = 10;

/** What is there of an action already. */
export interface Found {
	/** Posts or messages, in order. */
	ids: string[];
	/** Nothing is left to do. */
	isComplete: boolean;
}

const nothing: Found = { ids: [], isComplete: false };

/**
 * What is already on X of this action. For changes that can be repeated without harm nobody needs to look, so they find
 * nothing. Throws `HttpFailure`.
 */
export async function findSent(action: OutgoingAction, look: Look): Promise<Found> {
	// An answer is newer than what it answers, and one is enough for ever.
	const sinceId = action.kind === 'reply' ? action.toPostId : undefined;
	if (isPosting(action)) return findPosts(action, await look.readOwnPosts(sinceId));
	return action.kind === 'sendMessage' ? await findMessage(action, look) : nothing;
}

export const isPosting = (action: OutgoingAction): action is ReplyAction | PublishAction =>
	action.kind === 'reply' || action.kind === 'publish';

/** The posts of the action among our own ones: the whole thread, or as far as it got. */
export function findPosts(action: ReplyAction | PublishAction, ownPosts: OwnPost[]): Found {
	const ids: string[] = [];
	let parentId = action.kind === 'reply' ? action.toPostId : undefined;
	for (const text of action.texts) {
		const answers = ownPosts.filter((it) => !it.repostOf && it.inReplyToPostId === parentId);
		const found = answers.find((post) => toComparable(post.text) === toComparable(text));
		if (!found) {
			// Whatever we said: one answer per interaction.
			const isAnswered = action.kind === 'reply' && ids.length === 0 && answers.length > 0;
			return isAnswered ? { ids: [answers[0].id], isComplete: true } : { ids, isComplete: false };
		}
		ids.push(found.id);
		parentId = found.id;
	}
	return { ids, isComplete: true };
}

/** Whether one of our own posts is the reply's first part, in these very words. */
export function hasBegun(action: OutgoingAction, ownPosts: OwnPost[]): boolean {
	if (action.kind !== 'reply') return false;
	const answers = ownPosts.filter(({ inReplyToPostId }) => inReplyToPostId === action.toPostId);
	return answers.some(({ text }) => toComparable(text) === toComparable(action.texts[0]));
}

async function findMessage(action: MessageAction, look: Look): Promise<Found> {
	const { messages } = await fetchMessages(look.client, {
		account: look.account,
		in: action.to,
		limit: messagesLookedAt,
	});
	const found = messages.find(
		({ direction, text, createdAt }) =>
			direction === 'sent' &&
			toComparable(text) === toComparable(action.text) &&
			Date.parse(createdAt) >= look.sinceMs,
	);
	return found ? { ids: [found.id], isComplete: true } : nothing;
}
