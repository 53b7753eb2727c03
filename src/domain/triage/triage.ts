export const categories = [
	'complaint',
	'question',
	'praise',
	'comment',
	'not_for_us',
	'unsure',
] as const;

export type Category = (typeof categories)[number];

export type Urgency = 'critical' | 'urgent' | 'normal' | 'low';

/** What the classifier found out about one post; becomes the item's `triage` key. */
export interface Triage {
	category: Category;
	/** 0 to 1: how likely the category is right; for `unsure`, of the best guess. */
	probability: number;
	/** The best guess when the category is `unsure`. */
	bestGuess?: Exclude<Category, 'unsure'>;
	/** 0 to 1 for each class; they add up to 1. */
	probabilities: Record<Exclude<Category, 'unsure'>, number>;
	urgency: Urgency;
	reasons: TriageReason[];
	/** One plain sentence for ops staff. */
	explanation: string;
	/** Which classifier said so, e.g. `cues-1`. */
	model: string;
}

export interface TriageReason {
	/** The words that counted, as they stand in the post. */
	words: string;
	/** Offsets into the post's text, UTF-16 code units, end exclusive. */
	start: number;
	end: number;
	/** The cue's name, e.g. `time waited`. */
	cue: string;
	/** The category or urgency it speaks for (or, when negative, against). */
	speaksFor: Category | Urgency;
	weight: number;
}
