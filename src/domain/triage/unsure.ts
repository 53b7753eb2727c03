import type { DetectedLanguage } from './languages/detect';
import { countWords } from './tokens';
import type { Token } from './tokens';

/** Fewer words than this say too little to be sure of anything. */
export const fewestWords = 3;

export interface UnsureRule {
	/** Stands in the reasons. */
	cue: string;
	/** Whether the scores mean anything at all. */
	canGuess: boolean;
	explanation: string;
}

/** The rule, if any, by which a post goes to a person whatever a model would say. */
export function findUnsureRule(
	post: { hasMedia?: boolean },
	tokens: Token[],
	{ readsAsEnglish }: DetectedLanguage,
): UnsureRule | undefined {
	const words = countWords(tokens);
	if (words === 0) return post.hasMedia ? rules.picture : rules.noWords;
	if (!readsAsEnglish) return rules.language;
	if (words >= fewestWords) return undefined;
	return post.hasMedia ? rules.fewWordsAndPicture : rules.fewWords;
}

const rules: Record<string, UnsureRule> = {
	picture: {
		cue: 'picture only',
		canGuess: false,
		explanation: 'Unsure: the post has no words, its meaning is in the picture.',
	},
	noWords: { cue: 'no words', canGuess: false, explanation: 'Unsure: the post has no words.' },
	language: {
		cue: 'not English',
		canGuess: false,
		explanation: 'Unsure: the post is not in English, the only language this classifier reads.',
	},
	fewWords: {
		cue: 'too short',
		canGuess: true,
		explanation: `Unsure: fewer than ${fewestWords} words are too few to tell.`,
	},
	fewWordsAndPicture: {
		cue: 'too short',
		canGuess: true,
		explanation: `Unsure: fewer than ${fewestWords} words, the meaning may be in the picture.`,
	},
};
