import type { CaseDraft } from '../../domain/case';
import type { Person } from './answers';

/** Whose comment a post becomes, and who sees it. */
export interface Speaker {
	/** A user's id; the agent of the credential when absent. */
	author_id?: number;
	public: boolean;
}

export interface Audience {
	/** Undefined: nobody is known to be the requester. */
	requester?: Person;
	/** Whether somebody gets a copy of each public comment by mail. */
	hasMailCopies: boolean;
}

/**
 * Public only while Zendesk has no address it could mail the comment to. The customer's words are theirs, as long as they may
 * stand as an author; an internal note is always the agent's.
 */
export function toSpeaker(
	{ isOurs }: Pick<CaseDraft, 'isOurs'>,
	author: Person | undefined,
	audience: Audience,
): Speaker {
	if (!isQuiet(audience)) return { public: false };
	if (isOurs) return { public: true };
	return author?.isUsable ? { author_id: Number(author.id), public: true } : { public: false };
}

/** Whether a public comment is mailed to nobody but agents. */
const isQuiet = ({ requester, hasMailCopies }: Audience): boolean =>
	requester !== undefined && requester.isUsable && !requester.hasAddress && !hasMailCopies;
