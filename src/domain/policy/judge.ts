import { checkFacts } from './check-facts';
import type { PolicyFacts } from './facts';
import type { Finding, Rule } from './finding';
import type { Judgement } from './judgement';
import { findNotes } from './notes';
import type { OutgoingAction } from './outgoing-action';
import { dailyLimit } from './rules-pace';
import * as person from './rules-person';
import * as post from './rules-post';
import * as text from './rules-text';

/** The most telling first: of equally strict ones the first decides. */
export const rules: readonly Rule[] = [
	post.postGone,
	person.optedOut,
	post.notOurPost,
	post.notOurConversation,
	post.protectedPost,
	person.didNotWriteFirst,
	person.oneReply,
	person.notSummoned,
	person.replySettings,
	person.protectedAccount,
	text.aiNotApproved,
	post.repostNotApproved,
	text.unaskedMention,
	text.textTooLong,
	text.tooManyCashtags,
	text.similarText,
	dailyLimit,
];

/**
 * Judges one outgoing action. The strictest finding decides; what the other rules found is in the notes.
 * Throws `InvalidItem` when the action has no text or the facts are not about it.
 */
export function judge(action: OutgoingAction, facts: PolicyFacts): Judgement {
	checkFacts(action, facts);
	const findings = rules.flatMap((rule) => rule(action, facts) ?? []);
	const decisive = findings.find(isForbidden) ?? findings.at(0);
	const notes = findNotes(action, facts);
	if (!decisive) return { verdict: 'allowed', notes };
	const others = findings.filter((it) => it !== decisive).map(({ reason }) => reason);
	return { ...decisive, notes: [...others, ...notes] };
}

const isForbidden = ({ verdict }: Finding) => verdict === 'forbidden';
