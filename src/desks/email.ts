import type { CaseDraft, CaseRef } from '../domain/case';
import { composeDigestEmail } from '../domain/email/digest';
import type { EmailMessage, EmailSettings, Sha256Hex } from '../domain/email/message';
import { composeCaseEmail } from '../domain/email/message';
import type { Desk, DeskCapabilities } from './desk';
import type { MailApi } from './mail-apis/mail-api';
import { sendMail } from './mail-apis/send-mail';

/** What the e-mail desk answers: the case is the message, handed on for a mail node to send, or sent. */
export interface EmailCaseRef extends CaseRef {
	email: EmailMessage;
	/** The service that took the message; absent when nothing was sent yet. */
	sentWith?: string;
	/** The service's own id of it, for its log. */
	providerMessageId?: string;
}

export interface EmailDesk extends Desk {
	upsertCase(draft: CaseDraft): Promise<EmailCaseRef>;
	/** One message about many posts, at least one. */
	sendDigest(drafts: CaseDraft[]): Promise<EmailCaseRef>;
}

export const emailCapabilities: DeskCapabilities = {
	caseKey: 'none',
	commentKey: 'none',
	concurrentCreates: 'two cases possible',
	contactKey: 'none',
	closedCase: 'left closed',
	media: 'links',
	ourAnswers: 'text',
	caseEvents: 'none',
	publicComments: false,
};

/**
 * At least once by nature: a mailbox cannot be asked what it already holds, so a repeated post is composed again as the very same
 * message. Mail systems can drop it where the sender takes our Message-ID, as some HTTP mail APIs do; n8n's mail nodes give each
 * message one of their own.
 *
 * @param mailApi what sends; without it the message is composed and nothing more
 * @param notes what people should know of how the message came to go where it goes
 */
export function createEmailDesk(
	settings: EmailSettings,
	sha256Hex: Sha256Hex,
	{ mailApi, notes = [] }: { mailApi?: MailApi; notes?: string[] } = {},
): EmailDesk {
	const hand = async (email: EmailMessage, reference: Pick<CaseRef, 'url' | 'outcome'>) => {
		const sent = mailApi && (await sendMail(mailApi, email, sha256Hex));
		const all = [...notes, ...(sent?.notes ?? [])];
		return {
			desk: 'email',
			id: email.messageId,
			...reference,
			...(sent?.isRepeat && { outcome: 'existing' as const }),
			...(all.length > 0 && { notes: all }),
			email,
			...(mailApi && { sentWith: mailApi.name }),
			...(sent?.id && { providerMessageId: sent.id }),
		};
	};
	return {
		name: 'E-Mail',
		capabilities: emailCapabilities,
		upsertCase: async (draft) =>
			await hand(composeCaseEmail(draft, settings, sha256Hex), {
				url: draft.permalink,
				outcome: draft.isFollowUp ? 'added' : 'created',
			}),
		sendDigest: async (drafts) =>
			await hand(composeDigestEmail(drafts, settings, sha256Hex), { outcome: 'created' }),
	};
}
