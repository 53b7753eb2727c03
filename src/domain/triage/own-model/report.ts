import { postClasses } from '../model';
import type { PostClass } from '../model';
import { toChanceOfDifference, toFigures } from './compare';
import type { ModelFigures } from './compare';
import type { DecisionName } from './decisions';
import type { LabelledPost, Lesson } from './lesson';
import { ownHeads } from './own-model';
import type { OwnModelJson } from './own-model';
import type { ReadExamples } from './read-examples';

/** What came of training, for the people whose posts these are. */
export interface TrainingReport {
	/** One plain sentence: does the model know more than the shipped one? */
	sentence: string;
	/** What should be looked at; most often nothing. */
	warnings: string[];
	/** Different posts that were learnt from. */
	posts: number;
	perClass: Partial<Record<PostClass, number>>;
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
		sentence: toSentence(posts, shipped, own, isWithinChance, applied),
		warnings: toWarnings(examples, lesson, shipped),
		posts: posts.length,
		perClass,
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

function toSentence(
	{ length }: LabelledPost[],
	shipped: ModelFigures,
	own: ModelFigures,
	isWithinChance: boolean,
	applied: number[],
): string {
	const [ours, theirs] = [own, shipped].map(({ right }) => Math.round((100 * right) / length));
	const figures =
		own.right === shipped.right
			? `On posts it had not seen, the own model was right ${ours} of 100 times, as often as the shipped one`
			: `On posts it had not seen, the own model was right ${ours} of 100 times, the shipped one ${theirs} of 100`;
	const verdict = isWithinChance
		? `with ${length} posts the difference is within chance`
		: `with ${length} posts that is more than chance`;
	const comparison = own.right === shipped.right ? figures : `${figures}; ${verdict}`;
	return applied.some((share) => share > 0)
		? `${comparison}.`
		: `${comparison}. Learnt from all of them nothing helped clearly, so the own model answers as the shipped one does.`;
}

const mostShown = 3;

function toWarnings(
	{ posts, notRead, contradictions }: ReadExamples,
	{ classes }: Lesson,
	shipped: ModelFigures,
): string[] {
	const warnings: string[] = [];
	if (contradictions.length > 0) {
		const shown = contradictions
			.slice(0, mostShown)
			.map((where) => where.slice(0, mostShown).join(' and '));
		warnings.push(
			`${contradictions.length} ${contradictions.length === 1 ? 'post has' : 'posts have'} more than one label, the last counts: ${shown.join('; ')}${contradictions.length > mostShown ? '; …' : ''}.`,
		);
	}
	if (notRead > 0) {
		warnings.push(
			`${notRead} labelled posts are left out: they have no words or are not in English, so the model is never asked about such posts.`,
		);
	}
	const missing = postClasses.filter((name) => !classes.includes(name));
	if (missing.length > 0) {
		warnings.push(`No post is labelled ${missing.join(' or ')}: there the shipped answers stay.`);
	}
	if (shipped.right < posts.length / 2) {
		warnings.push(
			'The shipped model was wrong about most of these posts. If they are only those that somebody corrected, add those that it had right: otherwise the own model learns that it is always wrong.',
		);
	}
	return warnings;
}
