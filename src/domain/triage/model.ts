import type { CueHit } from './cues';
import type { Shape } from './shape';
import type { Token } from './tokens';
import type { Category } from './triage';

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
	/** The written cues seen in it. */
	cues: CueHit[];
	/** How it is built. */
	shape: Shape;
}

/**
 * What a trained model is asked, one at a time: is it meant for a company at all; is it a complaint; if not, is it a
 * question, praise, a comment; does it need somebody within the day, or now; is its tone negative, positive; does it
 * reproach, does it blame.
 */
export const heads = [
	'relevant',
	'complaint',
	'question',
	'praise',
	'comment',
	'urgent',
	'critical',
	'negative',
	'positive',
	'reproach',
	'blame',
] as const;

export type Head = (typeof heads)[number];

/** The answers as calibrated log-odds; of `question`, `praise` and `comment` only the differences count. */
export type Logits = Record<Head, number>;

/** What one piece of the post adds to the answers. */
export interface Evidence {
	/** A name ops staff understand, e.g. `time waited`; none where only the words themselves count. */
	cue?: string;
	/** In tokens, end exclusive. */
	from: number;
	to: number;
	logits: Logits;
}

/** The seam for another classifier. Thresholds, unsure by rule and wording are in `classify`, the same for every model. */
export interface TriageModel {
	/** Name and version, e.g. `linear-1`; stands in every triage. */
	name: string;
	judge(post: ReadPost): Logits;
	/** Which words were behind the answers; asked after `judge`, only when reasons are wanted. */
	explain(post: ReadPost): Evidence[];
	/**
	 * How sure the model was of its labelled posts, as complaint or not: entry p is the sureness (0.5 to 1) below
	 * which p percent of them lay. Turns a share of posts into a threshold.
	 */
	surenessByPercent: ArrayLike<number>;
}
