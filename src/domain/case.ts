import { toCaseBody } from './case-body';
import { toPlainLine } from './case-text';
import type { DueTimes } from './due-times';
import type { EventAuthor, EventKind, EventMedia, XEvent } from './event';
import { toConversationId, toNature, unknownAuthorId } from './event';
import { isId, toIdTime } from './post-id';
import type { Triage } from './triage/triage';

/** What a desk needs to hold a conversation as one case. Same event in, same draft out, byte for byte. */
export interface CaseDraft {
	/** One per conversation and account; `[A-Za-z0-9._-]`, at most 100 characters. */
	caseKey: string;
	/** One per post: the post id. */
	postKey: string;
	/** One per post and account, printed in `body`: what desks without fields of their own are searched for. */
	reference: string;
	/** The account of ours the conversation is with. */
	account: { id: string; handle: string };
	contact: CaseContact;
	/** The same for every post of a conversation, so that mail programs and helpdesks keep it together. */
	subject: string;
	/** Says who wants what, from this post alone: a case is named once, by the post that opens it. */
	title: string;
	/** The post word for word. */
	text: string;
	/** Plain text: the post word for word, who wrote it, when, the permalink, why it was classed as it was. */
	body: string;
	permalink: string;
	/** ISO 8601, UTC: when the customer posted. */
	createdAt: string;
	/** The post that carries the case's first words starts it; all others, and messages, follow up. */
	isFollowUp: boolean;
	/** Written by the account itself: an answer of ours, not the customer's words. */
	isOurs: boolean;
	/** Said in private: its words belong to the case and nowhere else. */
	isPrivate: boolean;
	category?: Triage['category'];
	urgency?: Triage['urgency'];
	media: EventMedia[];
}

/** The customer: who wrote, or of what we wrote ourselves whom it answers. */
export interface CaseContact {
	/** `unknownAuthorId` where nobody can be named; then no contact is kept. */
	xUserId: string;
	handle?: string;
	name?: string;
	followers?: number;
	profileUrl: string;
}

/** What a desk answered; becomes the item's `case` key. */
export interface CaseRef {
	desk: string;
	id: string;
	url?: string;
	outcome: 'created' | 'added' | 'existing';
	/** What else to know, one sentence each, e.g. that the case before was closed for good. */
	notes?: string[];
}

/** Key of the case an event belongs to: the same for every post of the conversation. */
export function toCaseKey(
	event: Pick<XEvent, 'id' | 'conversationId' | 'editOf' | 'account'>,
): string {
	return `x-${event.account.id}-${toConversationId(event)}`;
}

/** Tells conversations apart in a list of mails: an id of X's carries the time at which the conversation began. */
function toSubject(event: XEvent): string {
	const id = toConversationId(event);
	if (toNature(event.kind) === 'message') {
		return `X direct messages with @${event.account.handle} (${id})`;
	}
	const began = isId(id) && id.length > 15 ? ` of ${toMinute(toIdTime(id))} UTC` : '';
	return `X conversation${began} with @${event.account.handle} (${id})`;
}

const toMinute = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');

/** What is known besides the event. */
export interface CaseFacts {
	triage?: Triage;
	/** By when the customer is to hear from us. */
	due?: DueTimes;
}

/** Takes a parsed event; cannot fail. */
export function toCaseDraft(event: XEvent, { triage, due }: CaseFacts = {}): CaseDraft {
	const contact = toContact(event);
	const reference = `x-${event.account.id}-${event.id}`;
	return {
		caseKey: toCaseKey(event),
		postKey: event.id,
		reference,
		account: event.account,
		contact,
		// Whoever posts next, and whatever they are called by then, this must not change.
		subject: toSubject(event),
		title: toTitle(event, contact, triage),
		text: event.text,
		body: toCaseBody(event, contact, reference, { triage, due }),
		permalink: event.permalink,
		createdAt: event.createdAt,
		isFollowUp: event.id !== toConversationId(event),
		isOurs: isOurs(event),
		isPrivate: toNature(event.kind) === 'message',
		category: triage?.category,
		urgency: triage?.urgency,
		media: event.media,
	};
}

/** `Alice (@alice)`, with what is known of it; always something. */
export function toDisplayName({ name, handle, xUserId }: CaseContact): string {
	if (xUserId === unknownAuthorId) return 'somebody X did not name';
	if (name && handle) return `${name} (@${handle})`;
	return name ?? (handle ? `@${handle}` : `X user ${xUserId}`);
}

const isOurs = ({ account, author }: XEvent) => author.id === account.id;

function toContact(event: XEvent): CaseContact {
	const author: EventAuthor = isOurs(event)
		? { id: event.inReplyTo?.authorId ?? unknownAuthorId }
		: event.author;
	const profile = author.handle ?? `i/user/${author.id}`;
	return {
		xUserId: author.id,
		handle: author.handle,
		name: toPlainLine(author.name ?? '', 80) || undefined,
		followers: author.followers,
		profileUrl: `https://x.com/${profile}`,
	};
}

function toTitle(event: XEvent, contact: CaseContact, triage?: Triage): string {
	const excerpt = toPlainLine(event.text, 60);
	if (isOurs(event))
		return `Our answer to ${toDisplayName(contact)}${excerpt ? `: ${excerpt}` : ''}`;
	return `${toKind(event, triage)} from ${toDisplayName(contact)}${excerpt ? `: ${excerpt}` : ''}`;
}

function toKind({ kind }: XEvent, triage?: Triage): string {
	const named = unjudged[kind] ?? (toNature(kind) === 'notice' ? 'Notice about X' : undefined);
	if (named !== undefined) return named;
	const isMessage = kind === 'message';
	if (!triage || triage.category === 'unsure') return isMessage ? 'Message on X' : 'Post on X';
	return `${kinds[triage.category]} ${isMessage ? 'in a message on X' : 'on X'}`;
}

/** Nobody wrote anything, or nothing that can be read. */
const unjudged: Partial<Record<EventKind, string>> = {
	unreadable_message: 'Private message on X that cannot be read',
	repost: 'Repost on X',
	follow: 'Follow on X',
	unfollow: 'Unfollow on X',
};

const kinds: Record<Exclude<Triage['category'], 'unsure'>, string> = {
	complaint: 'Complaint',
	question: 'Question',
	praise: 'Praise',
	comment: 'Comment',
	not_for_us: 'Post (not for us)',
};
