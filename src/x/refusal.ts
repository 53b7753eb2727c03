import { parseProblem } from './problem';

/** Why X turned an outgoing action down by its own rules: repeating it will not help. */
export type Refusal =
	| 'not summoned'
	| 'quote not allowed'
	| 'duplicate text'
	| 'too long'
	| 'reply restricted'
	| 'post gone'
	| 'message not permitted'
	| 'already reposted';

interface Wording {
	refusal: Refusal;
	/** X is not constant in the status of the same refusal. */
	statuses: readonly number[];
	phrase: RegExp;
	/** Codes of bodies in the older style. */
	codes?: readonly number[];
}

const post = '(?:tweet|post|status)';

/** X's own words, as seen; its `type` says nothing or differs between answers that mean the same. */
const wordings: readonly Wording[] = [
	{
		refusal: 'quote not allowed',
		statuses: [403],
		phrase: new RegExp(`quoting this ${post} is not allowed`, 'i'),
	},
	{
		refusal: 'not summoned',
		statuses: [403],
		phrase:
			/reply to this conversation is not allowed|not been mentioned or otherwise engaged|only reply to or quote posts where you are mentioned/i,
	},
	{ refusal: 'duplicate text', statuses: [400, 403], phrase: /duplicate content/i, codes: [187] },
	{
		refusal: 'too long',
		statuses: [400, 403],
		phrase: new RegExp(`${post} text is too long|over the max(?:imum)? character limit`, 'i'),
		codes: [186, 354],
	},
	{
		refusal: 'reply restricted',
		statuses: [400, 403],
		phrase: /author restricted who can reply/i,
		codes: [433],
	},
	{
		refusal: 'post gone',
		statuses: [400, 403, 404],
		phrase: new RegExp(
			`${post} that is deleted or not visible|could not find ${post} with|no status found with that id`,
			'i',
		),
		codes: [144, 385],
	},
	{
		refusal: 'message not permitted',
		statuses: [400, 403],
		phrase:
			/permission to (?:dm|message) one or more participants|this operation is not permitted|cannot send messages to/i,
		codes: [150, 349],
	},
	{
		refusal: 'already reposted',
		statuses: [400, 403],
		phrase: /already (?:retweeted|reposted)/i,
		codes: [327],
	},
];

/** Which of X's rules an answer, or the failure made of it, names; undefined when it is none of them. */
export function toRefusal(answer: { status?: number; body?: unknown }): Refusal | undefined {
	const { status, body } = answer;
	if (status === undefined || body === undefined) return undefined;
	const { text, codes } = parseProblem(body);
	return wordings.find(
		(wording) =>
			wording.statuses.includes(status) &&
			(wording.phrase.test(text) || codes.some((code) => wording.codes?.includes(code))),
	)?.refusal;
}
