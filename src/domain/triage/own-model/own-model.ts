import type { PackedWeights } from '../linear/packed';
import type { LinearWeights } from '../linear/weights';

/** What an own model corrects; all other answers stay those of the model it was learnt on top of. */
export const ownHeads = ['relevant', 'complaint', 'question', 'praise', 'comment'] as const;

export type OwnHead = (typeof ownHeads)[number];

/** Log2 of the number of buckets: enough for the words of one company, small enough for a cell of a Data Table. */
export const ownBits = 12;

/** What is added to another model's log-odds. */
export interface Sums {
	/** What the post's words and cues add, by own head. */
	weights: LinearWeights;
	/** What the other model's log-odds themselves add: to own head * own heads + from own head. */
	logitWeights: readonly number[];
}

/** Corrected log-odds = slope * (theirs + sums) + offset. */
export interface Corrections extends Sums {
	/** By own head: log-odds that can be believed. */
	slopes: readonly number[];
	offsets: readonly number[];
}

export const ownModelKind = 'own model of the Complaint Classifier';
export const ownModelVersion = 1;

/** An own model as it is kept: numbers and two names, no texts. */
export interface OwnModelJson extends Omit<Corrections, 'weights'> {
	kind: typeof ownModelKind;
	version: typeof ownModelVersion;
	name: string;
	/** The model it corrects and cannot do without. */
	base: string;
	/** A fingerprint of the posts and labels it was learnt from. */
	trainingSet: string;
	posts: number;
	seed: number;
	weights: PackedWeights;
}

/** Six digits: the same bytes wherever it is learnt, and short. */
export function toRounded(value: number): number {
	return Number(value.toPrecision(6));
}
