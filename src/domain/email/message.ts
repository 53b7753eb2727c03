import type { CaseDraft } from '../case';
import { toPlainLine } from '../case-text';
import type { EmailAddress } from './address';
import { toHtml } from './html';

/** A complete message for whatever sends mail; built without sending anything. */
export interface EmailMessage {
	/** `"Name" <address>` or the bare address. */
	from: string;
	to: string[];
	replyTo?: string;
	/** The same for every message of a conversation; at most 150 characters. */
	subject: string;
	text: string;
	html: string;
	/** In angle brackets; the same whenever the same post is composed again. */
	messageId: string;
	/** Absent on the message that opens the conversation. */
	inReplyTo?: string;
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
	const { from, to, replyTo, profile } = settings;
	const [, domain] = from.address.split('@');
	const toMessageId = (key: string) => `<x.${sha256Hex(key).slice(0, 32)}@${domain}>`;
	// The key of the case is the reference of the post that opened the conversation, also where that post was never mailed.
	const rootId = toMessageId(draft.caseKey);
	return {
		from: toHeader(from),
		to: to.map(({ address }) => address),
		replyTo: replyTo?.address,
		subject: toPlainLine(draft.subject, 150),
		text: `${draft.body}\n`,
		html: toHtml(draft),
		messageId: toMessageId(draft.reference),
		inReplyTo: draft.isFollowUp ? rootId : undefined,
		references: draft.isFollowUp ? [rootId] : [],
		date: toDate(draft.createdAt),
		headers: {
			'List-Id': `<x-${draft.account.id}.${domain}>`,
			'X-Care-Case': draft.caseKey,
			'X-Care-Post': draft.postKey,
			'X-Care-Permalink': draft.permalink.slice(0, 900),
			...(profile === 'mailbox' ? automatic : {}),
		},
	};
}

const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

const toHeader = ({ name, address }: EmailAddress) => (name ? `"${name}" <${address}>` : address);

const toDate = (iso: string) => new Date(iso).toUTCString().replace('GMT', '+0000');
