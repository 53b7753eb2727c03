import { toComparable } from '../../domain/post-text/similarity';
import type { OwnPost } from '../../domain/policy/facts';
import type { Charge } from '../../domain/spend/charge';
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
export interface Look extends FindOptions {
	client: XClient;
	account: Account;
	/** Our newest posts, read anew; all of those after `sinceId` where it is given, however old. */
	readOwnPosts: (sinceId?: string) => Promise<OwnPost[]>;
	onCharges: (charges: Charge[]) => void;
}

export interface FindOptions {
	/** No older message or post counts, in milliseconds since 1970; an answer may be older than that. */
	sinceMs?: number;
	/** The post answered is our own. */
	isOwnThread?: boolean;
	/** A picture without words is taken for ours when it is new enough. */
	countsWordless?: boolean;
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
	if (isPosting(action)) return findPosts(action, await readPosts(action, look), look);
	return action.kind === 'sendMessage' ? await findMessage(action, look) : nothing;
}

/** Our own posts among which the action's may be. An answer is newer than what it answers, and one is enough for ever. */
export async function readPosts(
	action: ReplyAction | PublishAction,
	{ readOwnPosts }: Pick<Look, 'readOwnPosts'>,
): Promise<OwnPost[]> {
	return await readOwnPosts(action.kind === 'reply' ? action.toPostId : undefined);
}

export const isPosting = (action: OutgoingAction): action is ReplyAction | PublishAction =>
	action.kind === 'reply' || action.kind === 'publish';

/** The posts of the action among our own ones: the whole thread, or as far as it got. */
export function findPosts(
	action: ReplyAction | PublishAction,
	ownPosts: OwnPost[],
	{ sinceMs = 0, isOwnThread = false, countsWordless = false }: FindOptions = {},
): Found {
	const ids: string[] = [];
	let parentId = action.kind === 'reply' ? action.toPostId : undefined;
	for (const text of action.texts) {
		const answers = ownPosts.filter((it) => !it.repostOf && it.inReplyToPostId === parentId);
		const found = answers.find(
			(post) =>
				(parentId !== undefined || post.createdAtMs >= sinceMs) &&
				isSameText(post.text, text, countsWordless),
		);
		if (!found) {
			// Whatever we said: one answer per interaction. Our own threads may go on as often as we like.
			const isAnswered =
				action.kind === 'reply' && !isOwnThread && ids.length === 0 && answers.length > 0;
			return isAnswered ? { ids: [answers[0].id], isComplete: true } : { ids, isComplete: false };
		}
		ids.push(found.id);
		parentId = found.id;
	}
	return { ids, isComplete: true };
}

/** Pictures without words are all the same to us. */
function isSameText(a: string, b: string, countsWordless: boolean): boolean {
	const wanted = toComparable(b);
	return (wanted !== '' || countsWordless) && toComparable(a) === wanted;
}

async function findMessage(action: MessageAction, look: Look): Promise<Found> {
	const { messages, charges } = await fetchMessages(look.client, {
		account: look.account,
		in: action.to,
		limit: messagesLookedAt,
	});
	look.onCharges(charges);
	const { sinceMs = 0, countsWordless = false } = look;
	const found = messages.find(
		({ direction, text, createdAt }) =>
			direction === 'sent' &&
			isSameText(text, action.text, countsWordless) &&
			Date.parse(createdAt) >= sinceMs,
	);
	return found ? { ids: [found.id], isComplete: true } : nothing;
}
