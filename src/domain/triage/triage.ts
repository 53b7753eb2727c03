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

export type Sentiment = 'negative' | 'neutral' | 'positive';

/** Tone of blame, from none to loud. */
export type Severity = 'none' | 'low' | 'raised' | 'strong';

export type NameKind = 'vip' | 'competitor' | 'product';

/** A name of the user's lists, seen in the post (offsets as in reasons) or borne by its author (both 0). */
export interface NameHit {
	kind: NameKind;
	name: string;
	start: number;
	end: number;
}

/** What a language model said of an unsure post, or why there is nothing of use from it. */
export type SecondOpinion =
	| {
			category: Exclude<Category, 'unsure'>;
			/** The model's own name, where it tells. */
			model?: string;
			inputTokens: number;
			outputTokens: number;
			/** Counted at four characters a token, since the model did not tell. */
			tokensEstimated?: true;
			estimatedUsd?: number;
	  }
	| { problem: string };

/** What the classifier found out about one post; becomes the item's `triage` key. */
export interface Triage {
	category: Category;
	/** 0 to 1: how likely the category is right; for `unsure`, of the best guess. */
	probability: number;
	/** The best guess when the category is `unsure`. */
	bestGuess?: Exclude<Category, 'unsure'>;
	/** 0 to 1 for each class; they add up to 1. */
	probabilities: Record<Exclude<Category, 'unsure'>, number>;
	/** 0 to 1: how likely it is a complaint. */
	complaintProbability?: number;
	/** 0 to 1: how likely it is meant for the company at all. */
	relevanceProbability?: number;
	/** Whether a person should look before anything is done. */
	needsReview?: boolean;
	/** BCP 47; `und` when not told, `mul` for a mixture of languages. */
	language?: string;
	sentiment?: Sentiment;
	/** How loud the blame is, of a complaint; advisory: it says nothing about how urgent it is. */
	severity?: Severity;
	/** The user's own topics that the post touches. */
	topics?: string[];
	/** The user's own names that the post or its author bears. */
	names?: NameHit[];
	/** Only when a language model was to be asked; with an answer, `category` is the answer. */
	secondOpinion?: SecondOpinion;
	urgency: Urgency;
	reasons: TriageReason[];
	/** One plain sentence for ops staff. */
	explanation: string;
	/** Which classifier said so, e.g. `linear-1`. */
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
