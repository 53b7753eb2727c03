import type { EventMedia, XEvent } from './event';
import { toConversationId } from './event';
import type { Triage } from './triage/triage';

/** What a desk needs to hold a conversation as one case. Same event in, same draft out, byte for byte. */
export interface CaseDraft {
	/** One per conversation and account; `[A-Za-z0-9._-]`, at most 100 characters. */
	caseKey: string;
	/** One per post: the post id. */
	postKey: string;
	contact: CaseContact;
	/** The same for every post of a conversation, so that mail programs and helpdesks keep it together. */
	subject: string;
	/** Plain text: the post word for word, who wrote it, when, the permalink, why it was classed as it was. */
	body: string;
	permalink: string;
	/** ISO 8601, UTC: when the customer posted. */
	createdAt: string;
	/** The post that carries the case's first words starts it; all others follow up. */
	isFollowUp: boolean;
	category?: Triage['category'];
	urgency?: Triage['urgency'];
	media: EventMedia[];
}

export interface CaseContact {
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
}

/** Key of the case an event belongs to: the same for every post of the conversation. */
export function toCaseKey(
	event: Pick<XEvent, 'id' | 'conversationId' | 'editOf' | 'account'>,
): string {
	return `x-${event.account.id}-${toConversationId(event)}`;
}
