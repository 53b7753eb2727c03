import type { Judgement } from '../../domain/policy/judgement';
import type { ActionKind, OutgoingAction } from '../../domain/policy/outgoing-action';
import type { HttpFailure } from '../../http';
import type { Refusal } from '../refusal';

/** What X's refusal of an action that the gate had let pass means for ops staff. */
const meanings: Record<Refusal, Pick<Judgement, 'verdict' | 'reason'>> = {
	'not summoned': {
		verdict: 'needs a person',
		reason:
			'X takes automatic replies only where the author names or quotes the account in this very post. Answer by hand with the link.',
	},
	'quote not allowed': {
		verdict: 'needs a person',
		reason: 'X takes no automatic quotes of this post. Quote it by hand in X.',
	},
	'duplicate text': {
		verdict: 'needs a person',
		reason:
			'X refuses a text that the account has posted lately. Change the wording, or add wording variants to the node.',
	},
	'too long': {
		verdict: 'needs a person',
		reason: 'X finds the text too long. Shorten it and post it by hand.',
	},
	'reply restricted': {
		verdict: 'needs a person',
		reason:
			'The author lets only some people reply. Look at the post in X whether the account may answer there.',
	},
	'post gone': {
		verdict: 'forbidden',
		reason: 'The post is deleted or hidden from the account, so nothing was sent.',
	},
	'message not permitted': {
		verdict: 'needs a person',
		reason:
			'X does not let the account message this person automatically. Ask them publicly to write first, or try by hand with the link.',
	},
	'already reposted': { verdict: 'forbidden', reason: 'The post is reposted already.' },
};

/** X's ways to say that what was to be done is so already. */
const done: Partial<Record<ActionKind, Refusal>> = {
	repost: 'already reposted',
	undoRepost: 'post gone',
	deletePost: 'post gone',
};

export const isDoneAlready = (action: OutgoingAction, refusal: Refusal | undefined) =>
	refusal !== undefined && done[action.kind] === refusal;

/** The gate's judgement, corrected by what X answered. */
export function toJudgement(refusal: Refusal, failure: HttpFailure, before: Judgement): Judgement {
	const { verdict, reason } = meanings[refusal];
	return {
		verdict,
		rule: refusal === 'post gone' ? 'post gone' : 'refused by X',
		reason,
		notes: [...before.notes, failure.message],
	};
}
