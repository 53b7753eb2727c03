import type { CaseDraft, CaseRef } from '../domain/case';
import type { EmailMessage, EmailSettings, Sha256Hex } from '../domain/email/message';
import { composeCaseEmail } from '../domain/email/message';
import type { Desk } from './desk';

/** What the e-mail desk answers: the case is the message, handed on for a mail node to send. */
export interface EmailCaseRef extends CaseRef {
	email: EmailMessage;
}

export interface EmailDesk extends Desk {
	upsertCase(draft: CaseDraft): Promise<EmailCaseRef>;
}

/**
 * Composes; sends nothing. At least once by nature: a mailbox cannot be asked what it already holds, so a repeated post is
 * composed again as the very same message. Mail systems can drop it where the sender takes our Message-ID, as HTTP mail APIs
 * do; n8n's mail nodes give each message one of their own.
 */
export function createEmailDesk(settings: EmailSettings, sha256Hex: Sha256Hex): EmailDesk {
	return {
		name: 'E-Mail',
		capabilities: {
			caseKey: 'none',
			commentKey: 'none',
			concurrentCreates: 'two cases possible',
			contactKey: 'none',
			closedCase: 'left closed',
			media: 'links',
			ourAnswers: 'text',
			caseEvents: 'none',
			publicComments: false,
		},
		upsertCase: async (draft) => {
			const email = composeCaseEmail(draft, settings, sha256Hex);
			return {
				desk: 'email',
				id: email.messageId,
				url: draft.permalink,
				outcome: draft.isFollowUp ? 'added' : 'created',
				email,
			};
		},
	};
}
