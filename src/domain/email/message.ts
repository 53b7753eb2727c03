import type { CaseDraft } from '../case';
import { toDisplayName } from '../case';
import { toPlainLine } from '../case-text';
import type { EmailAddress } from './address';
import { toHtml } from './html';

/** A complete message for whatever sends mail; built without sending anything. */
export interface EmailMessage {
	/** `"Name" <address>` or the bare address. */
	from: string;
	to: string[];
	replyTo?: string;
	/** The same for every message of a conversation, but for the `Re: ` of those that follow up; at most 154 characters. */
	subject: string;
	text: string;
	html: string;
	/** In angle brackets; the same whenever the same post is composed again. */
	messageId: string;
	/** Absent on the message that opens the conversation. */
	inReplyTo?: string;
	/** Oldest first, at most ten. */
	references: string[];
	/** RFC 5322; when the customer posted, not when this was composed. */
	date: string;
	/** For senders that take headers. Names come from a fixed list; no value is longer than 900 characters. */
	headers: Record<string, string>;
}

export interface EmailSettings {
	from: EmailAddress;
	to: EmailAddress[];
	replyTo?: EmailAddress;
	/** `helpdesk`: not marked as automatic, because helpdesks park or suspend such mail. */
	profile: 'mailbox' | 'helpdesk';
}

/** Hexadecimal SHA-256 of a text's UTF-8 bytes. */
export type Sha256Hex = (text: string) => string;

/**
 * The mail for one post. Same draft and settings in, same message out, byte for byte: where the sender takes the Message-ID and
 * Date from it, programs that drop duplicates by them (Exchange, Gmail) can do so.
 */
export function composeCaseEmail(
	draft: CaseDraft,
	settings: EmailSettings,
	sha256Hex: Sha256Hex,
): EmailMessage {
	const toId = (key: string) => toMessageId(key, settings, sha256Hex);
	// The key of the case is the reference of the post that opened the conversation, also where that post was never mailed.
	const rootId = toId(draft.caseKey);
	const subject = toPlainLine(draft.subject, 150);
	return {
		...toEnvelope(settings),
		// Zammad and Exchange keep messages together by a subject that is the same but for this.
		subject: draft.isFollowUp ? `Re: ${subject}` : subject,
		text: `${toLead(draft)}${draft.body}\n`,
		html: toHtml(draft),
		messageId: toId(draft.reference),
		inReplyTo: draft.isFollowUp ? rootId : undefined,
		references: draft.isFollowUp ? [rootId] : [],
		date: toMailDate(draft.createdAt),
		headers: {
			...toCommonHeaders(draft.account.id, settings),
			'X-Care-Case': draft.caseKey,
			'X-Care-Post': draft.postKey,
			'X-Care-Permalink': draft.permalink.slice(0, 900),
		},
	};
}

/** Who it comes from and goes to. */
export const toEnvelope = ({ from, to, replyTo }: EmailSettings) => ({
	from: toHeader(from),
	to: to.map(({ address }) => address),
	replyTo: replyTo?.address,
});

/** The Message-ID that stands for a key of ours, of the sender's own domain. */
export function toMessageId(key: string, { from }: EmailSettings, sha256Hex: Sha256Hex): string {
	return `<x.${sha256Hex(key).slice(0, 32)}@${toDomain(from)}>`;
}

export const toCommonHeaders = (accountId: string, { from, profile }: EmailSettings) => ({
	'List-Id': `<x-${accountId}.${toDomain(from)}>`,
	...(profile === 'mailbox' ? automatic : {}),
});

export const toMailDate = (iso: string) => new Date(iso).toUTCString().replace('GMT', '+0000');

const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

const toDomain = ({ address }: EmailAddress) => address.split('@')[1];

const toHeader = ({ name, address }: EmailAddress) => (name ? `"${name}" <${address}>` : address);

/** Whose words follow, where they are not the customer's. */
function toLead({ isOurs, isPrivate, contact }: CaseDraft): string {
	if (!isOurs) return '';
	return `${isPrivate ? 'Our private answer' : 'Our answer'} to ${toDisplayName(contact)}:\n\n`;
}
