import type { PostFacts, PolicyFacts } from './facts';
import type { PolicyRule, Verdict } from './judgement';
import type { OutgoingAction } from './outgoing-action';

/** Why one rule does not let an action pass. */
export interface Finding {
	verdict: Exclude<Verdict, 'allowed'>;
	rule: PolicyRule;
	/** One sentence for ops staff: why, and what to do. */
	reason: string;
}

/** Looks at one thing only; undefined where it has nothing against the action. */
export type Rule = (action: OutgoingAction, facts: PolicyFacts) => Finding | undefined;

export const forbid = (rule: PolicyRule, reason: string): Finding => ({
	verdict: 'forbidden',
	rule,
	reason,
});

export const askPerson = (rule: PolicyRule, reason: string): Finding => ({
	verdict: 'needs a person',
	rule,
	reason,
});

/** The post the action is about, where it is still there. */
export function toPost({ post }: PolicyFacts): PostFacts | undefined {
	return post === 'gone' ? undefined : post;
}

export function isOwn(post: PostFacts, { account }: PolicyFacts): boolean {
	return post.authorId === account.id;
}

/** The texts that everybody can read; none for a message. */
export function toPublicTexts(action: OutgoingAction): string[] {
	return 'texts' in action ? action.texts : [];
}

/** `, post 2 of 3,` in a thread, nothing for a single post. */
export function toPartName(index: number, count: number): string {
	return count > 1 ? ` (post ${index + 1} of ${count})` : '';
}
