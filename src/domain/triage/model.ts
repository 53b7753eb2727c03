import type { CueHit } from './cues';
import type { Category } from './triage';
import type { Token } from './tokens';

/** What a post can be; `unsure` is no class but what is said when none is likely enough. */
export type PostClass = Exclude<Category, 'unsure'>;

export const postClasses: PostClass[] = [
	'complaint',
	'question',
	'praise',
	'comment',
	'not_for_us',
];

export type Scores = Record<PostClass, number>;

/** A post as a model gets it: read once, never to be changed. */
export interface ReadPost {
	text: string;
	tokens: Token[];
	/** The written cues seen in it, also as features for a trained model. */
	cues: CueHit[];
	/** Whether the post says our name; absent when not known. */
	mentionsUs?: 'explicit' | 'implicit' | 'none';
}

/** What one piece of the post adds to the scores. */
export interface Evidence {
	/** A name ops staff understand, e.g. `time waited`. */
	cue: string;
	/** UTF-16 offsets into the text, end exclusive; both 0 when it is about the whole post. */
	start: number;
	end: number;
	scores: Partial<Scores>;
}

/**
 * The seam for another classifier: read post in, scores out. Scores are natural logarithms up to a
 * constant, so a model that has probabilities hands over `Math.log(p)` and a linear one its sums;
 * calibration is the model's own. Everything else (thresholds, unsure by rule, urgency, wording)
 * is in `classify` and the same for every model.
 */
export interface TriageModel {
	/** Name and version, e.g. `cues-1`; stands in every triage. */
	name: string;
	judge(post: ReadPost): { scores: Scores; evidence: Evidence[] };
}
