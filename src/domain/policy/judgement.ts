/** What the policy gate says about one outgoing action. */
export interface Judgement {
	verdict: Verdict;
	/** The rule that decided; absent when all of them let it pass. */
	rule?: PolicyRule;
	/** One sentence for ops staff: why, and what to do. */
	reason?: string;
	/** What to know although it does not stop the action, e.g. that a link makes the post dearer. One sentence each. */
	notes: string[];
}

/** `needs a person`: X or the company's rules want a human hand on it; `forbidden`: nobody should do it. */
export type Verdict = 'allowed' | 'needs a person' | 'forbidden';

export const policyRules = [
	'post gone',
	'not our post',
	'not our conversation',
	'protected post',
	'protected account',
	'opted out',
	'not summoned',
	'one reply per interaction',
	'person did not write first',
	'AI text not approved',
	'repost not approved',
	'unasked mention',
	'similar text',
	'reply settings',
	'text too long',
	'too many cashtags',
	'daily limit',
	/** X itself said no although the gate let it pass. */
	'refused by X',
] as const;

export type PolicyRule = (typeof policyRules)[number];
