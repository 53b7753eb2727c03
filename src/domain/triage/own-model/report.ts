import { postClasses } from '../model';
import type { PostClass } from '../model';
import { toChanceOfDifference, toFigures } from './compare';
import type { ModelFigures } from './compare';
import type { DecisionName } from './decisions';
import type { Lesson } from './lesson';
import { ownHeads } from './own-model';
import type { OwnModelJson } from './own-model';
import type { ReadExamples } from './read-examples';
import { toSentence, toWarnings } from './report-words';

/** What came of training, for the people whose posts these are. */
export interface TrainingReport {
	/** One plain sentence: does the model know more than the shipped one? */
	sentence: string;
	/** What should be looked at; most often nothing. */
	warnings: string[];
	/** Different posts that were learnt from. */
	posts: number;
	perClass: Partial<Record<PostClass, number>>;
	/** Classes no post is labelled as; there the shipped answers stay. */
	notLearnt: PostClass[];
	repeated: number;
	contradicting: number;
	/** Left out: no words, or not in English. */
	notRead: number;
	/** Named by models that had not seen the post: learnt from four fifths, asked about the rest. */
	fiveFold: {
		shipped: ModelFigures;
		own: ModelFigures;
		/** How likely two equally good models differ as much. */
		chanceOfDifference: number;
		isWithinChance: boolean;
	};
	/** How much of what was learnt is in the model, 0 to 1; 0: it answers as the shipped one. */
	applied: Record<DecisionName, number>;
	modelBytes: number;
	/** A fingerprint of posts and labels: the same ones give the same model. */
	trainingSet: string;
	seed: number;
	version: number;
}

/** Two models differ when chance makes such a difference less often than this. */
const rarely = 0.05;

/** @param unseen by post: the class named by a model that had not seen it */
export function toReport(
	examples: ReadExamples,
	lesson: Lesson,
	unseen: PostClass[],
	applied: number[],
	model: OwnModelJson,
): TrainingReport {
	const { posts, repeated, notRead, contradictions } = examples;
	const { trainingSet, seed, version } = model;
	const truth = posts.map(({ label }) => label);
	const said = posts.map(({ logits }) => lesson.toClass(logits));
	const shipped = toFigures(said, truth, lesson.classes, seed);
	const own = toFigures(unseen, truth, lesson.classes, seed);
	const chanceOfDifference = toChanceOfDifference(unseen, said, truth);
	const isWithinChance = chanceOfDifference >= rarely;
	const perClass: TrainingReport['perClass'] = {};
	for (const name of lesson.classes) perClass[name] = truth.filter((it) => it === name).length;
	return {
		sentence: toSentence(posts.length, shipped, own, isWithinChance, applied),
		warnings: toWarnings(examples, shipped),
		posts: posts.length,
		perClass,
		notLearnt: postClasses.filter((name) => !lesson.classes.includes(name)),
		repeated,
		contradicting: contradictions.length,
		notRead,
		fiveFold: { shipped, own, chanceOfDifference, isWithinChance },
		applied: {
			forUs: applied[ownHeads.indexOf('relevant')],
			complaint: applied[ownHeads.indexOf('complaint')],
			kind: Math.max(...applied.slice(ownHeads.indexOf('question'))),
		},
		modelBytes: JSON.stringify(model).length,
		trainingSet,
		seed,
		version,
	};
}
