import type { XEvent } from '../../domain/event';
import { HttpFailure } from '../../http';
import { isOptOut } from '../../domain/policy/opt-out';
import type { PersonFacts, PolicyFacts, PostFacts } from '../../domain/policy/facts';
import type { OutgoingAction } from '../../domain/policy/outgoing-action';
import { fetchMessages } from '../../x/messages';
import { fetchPost } from '../../x/posts';
import { toReading } from './reading';
import type { OperationCall, OutgoingPlan } from './operation';
import { readGateSettings } from './gate-settings';
import { createOptedOut, type OptedOut } from './opted-out';

/** A conversation is looked at this many messages deep for one of the person: each costs a cent. */
const messagesLookedAt = 10;

/** What the gate has to know about an action: from the item where it says so, else from X. Throws `HttpFailure`. */
export async function gatherFacts(call: OperationCall, plan: OutgoingPlan): Promise<PolicyFacts> {
	const { session } = call;
	const [action] = plan.actions;
	const settings = readGateSettings(call);
	const account = await session.account();
	const post = await findPost(call, plan);
	const isPosting = action.kind === 'reply' || action.kind === 'publish';
	const person = await findPerson(call, plan, post, createOptedOut(session, settings.optedOut));
	return {
		nowMs: Date.now(),
		account: { id: account.id, handle: account.handle ?? account.id, protected: account.protected },
		writtenBy: settings.writtenBy,
		...(settings.approvedBy && { approvedBy: settings.approvedBy }),
		...(post && { post }),
		...(person && { person }),
		allowsSameAnswer: settings.allowsSameAnswer,
		recentPosts: isPosting && settings.comparesRecent ? await session.ownPosts() : [],
		sentToday: 0,
		dailyLimit: settings.dailyLimit,
	};
}

async function findPost(
	call: OperationCall,
	{ actions: [action], event }: OutgoingPlan,
): Promise<PostFacts | 'gone' | undefined> {
	const postId = toPostId(action);
	if (postId === undefined) return undefined;
	// Whether a post names or quotes the account was found out for the account of the event.
	const isOurs = event?.id === postId && event.account.id === (await call.session.account()).id;
	const found = isOurs ? event : await fetchEvent(call, postId);
	if (!found) return 'gone';
	const needsRoot = action.kind === 'hideReply' || action.kind === 'unhideReply';
	const root =
		needsRoot && found.conversationId !== found.id
			? await fetchEvent(call, found.conversationId)
			: undefined;
	return { ...toPostFacts(found), ...(root && { conversationAuthorId: root.author.id }) };
}

function toPostId(action: OutgoingAction): string | undefined {
	if (action.kind === 'reply') return action.toPostId;
	return 'postId' in action ? action.postId : undefined;
}

async function fetchEvent(call: OperationCall, postId: string): Promise<XEvent | undefined> {
	const { session } = call;
	const found = await fetchPost(session.client, postId, await toReading(call));
	session.purse.pay(found.charges);
	const { post, missing } = found;
	if (missing?.reason !== 'unreadable' && missing?.reason !== 'not answered') return post;
	throw new HttpFailure('malformed', `Post ${postId} could not be read: ${missing.detail}`, {
		hint: 'Look at the post in X, and run the item again later.',
	});
}

function toPostFacts(event: XEvent): PostFacts {
	return {
		id: event.id,
		authorId: event.author.id,
		authorHandle: event.author.handle,
		text: event.text,
		conversationId: event.conversationId,
		mentionsUs: event.mentionsUs,
		quotesUs: event.quotesUs,
		inReplyToUserId: event.inReplyTo?.authorId,
		whoCanReply: event.whoCanReply,
		authorIsProtected: event.author.protected,
	};
}

async function findPerson(
	call: OperationCall,
	plan: OutgoingPlan,
	post: PostFacts | 'gone' | undefined,
	optedOut: OptedOut,
): Promise<PersonFacts | undefined> {
	if (plan.actions[0].kind === 'sendMessage') return await findCorrespondent(call, plan, optedOut);
	if (post === undefined || post === 'gone') {
		const id = plan.userId;
		return id === undefined ? undefined : { id, optedOut: await optedOut.has(id) };
	}
	const { authorId: id, authorHandle: handle } = post;
	return {
		id,
		...(handle && { handle }),
		optedOut: isOptOut(post.text) || (await optedOut.has(id, handle)),
	};
}

/** The person a message goes to, and whether they have written to the account. */
async function findCorrespondent(
	{ session }: OperationCall,
	{ actions: [action], userId, received }: OutgoingPlan,
	optedOut: OptedOut,
): Promise<PersonFacts | undefined> {
	if (action.kind !== 'sendMessage') return undefined;
	if (received !== undefined && userId !== undefined) {
		const hasOptedOut = isOptOut(received) || (await optedOut.has(userId));
		return { id: userId, optedOut: hasOptedOut, wroteUs: true };
	}
	const account = await session.account();
	const { messages, charges } = await fetchMessages(session.client, {
		account,
		in: action.to,
		limit: messagesLookedAt,
	});
	session.purse.pay(charges);
	const [newest, ...older] = messages.filter(({ direction }) => direction === 'received');
	const id = userId ?? newest?.senderId;
	if (id === undefined) return undefined;
	return {
		id,
		optedOut: (newest !== undefined && isOptOut(newest.text)) || (await optedOut.has(id)),
		wroteUs: [newest, ...older].some((message) => message?.senderId === id),
	};
}
