import { cueModel } from './cue-model';
import { explain, toReasons, toUrgencyReasons } from './explain';
import type { Evidence, PostClass, ReadPost, TriageModel } from './model';
import { findOwnWords } from './own-words';
import { addScores, toLikeliest, toProbabilities, toZeroScores } from './scores';
import { toReadPost } from './read-post';
import type { Triage } from './triage';
import { findUnsureRule } from './unsure';
import { judgeUrgency } from './urgency';

export interface Post {
	text: string;
	/** BCP 47, as X guessed it. */
	language?: string;
	hasMedia?: boolean;
	/** A reply inside a conversation: never "not for us". */
	isReply?: boolean;
	mentionsUs?: ReadPost['mentionsUs'];
}

export interface TriageOptions {
	/** A best guess less likely than this (0 to 1) is `unsure`. */
	unsureBelow?: number;
	/** The company's own words and phrases that mean a post is not for it. */
	notForUsWords?: string[];
	/** The company's own words and phrases that make a post urgent. */
	urgentWords?: string[];
}

export const defaultUnsureBelow = 0.5;

/** Only this sure is a post put aside: nobody looks there. */
const notForUsFrom = 0.7;

/** What one of the company's own words adds: enough alone, but a clear complaint stays unsure. */
const ownWordScore = { not_for_us: 6 };

/** Says what a post is, how urgent, how sure and why; the same for the same input, always. */
export function classify(
	post: Post,
	model: TriageModel = cueModel,
	options: TriageOptions = {},
): Triage {
	const { text } = post;
	const read = toReadPost(text, post.mentionsUs);
	const { tokens, cues } = read;
	const rule = findUnsureRule(post, tokens);
	const { scores, evidence } = judge(read, model, options);
	const probabilities = toProbabilities(
		rule?.canGuess === false ? toZeroScores() : scores,
		post.isReply ? 'not_for_us' : undefined,
	);
	const guess = toLikeliest(probabilities);
	const probability = probabilities[guess];
	const isSure = rule === undefined && probability >= toThreshold(guess, options);
	const category = isSure ? guess : 'unsure';
	const urgentWords = findOwnWords(tokens, 'your urgent word', options.urgentWords);
	const urgency = judgeUrgency(cues, category, urgentWords);
	const reasons = rule?.canGuess === false ? [] : toReasons(text, evidence, probabilities, guess);
	return {
		category,
		probability,
		...(isSure || rule?.canGuess === false ? {} : { bestGuess: guess }),
		probabilities,
		urgency: urgency.urgency,
		reasons: [
			...(rule
				? [{ words: '', start: 0, end: 0, cue: rule.cue, speaksFor: 'unsure' as const, weight: 1 }]
				: []),
			...reasons,
			...toUrgencyReasons(text, tokens, urgency.reasons),
		],
		explanation: explain({ category, guess, probability, rule, reasons, urgency }),
		model: model.name,
	};
}

function judge(post: ReadPost, model: TriageModel, options: TriageOptions) {
	const judged = model.judge(post);
	const own: Evidence[] = findOwnWords(
		post.tokens,
		'your word for "not for us"',
		options.notForUsWords,
	)
		.slice(0, 1)
		.map(({ cue, from, to }) => ({
			cue,
			start: post.tokens[from].start,
			end: post.tokens[to - 1].end,
			scores: ownWordScore,
		}));
	return {
		scores: own.reduce((sum, { scores }) => addScores(sum, scores), judged.scores),
		evidence: [...judged.evidence, ...own],
	};
}

function toThreshold(
	guess: PostClass,
	{ unsureBelow = defaultUnsureBelow }: TriageOptions,
): number {
	return guess === 'not_for_us' ? Math.max(unsureBelow, notForUsFrom) : unsureBelow;
}
