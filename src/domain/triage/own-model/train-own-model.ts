import { packWeights } from '../linear/packed';
import type { TriageModel } from '../model';
import { crossLearn } from './cross-learn';
import type { Example } from './example';
import { learnSums } from './learn-sums';
import { toLesson } from './lesson';
import { ownModelKind, ownModelVersion, toRounded } from './own-model';
import type { OwnModelJson } from './own-model';
import { readExamples } from './read-examples';
import { toReport } from './report';
import type { TrainingReport } from './report';

const defaultSeed = 42;
const longestName = 40;

export interface TrainingOptions {
	/** As ops staff call it. */
	name: string;
	seed?: number;
}

export interface Trained {
	model: OwnModelJson;
	report: TrainingReport;
}

/**
 * Makes a model of posts that people have labelled, on top of `base`: it corrects that model's answers where the posts
 * show that it should. The same examples give the same bytes, in whatever order they come (only where the same post has
 * two labels, the later one counts). Throws `RefusedTraining` when they are too few to learn from, or too many.
 */
export function trainOwnModel(
	examples: Example[],
	base: TriageModel,
	options: TrainingOptions,
): Trained {
	const steps = trainInSteps(examples, base, options);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/** The same, yielding about every second so that others get their turn. */
export function* trainInSteps(
	examples: Example[],
	base: TriageModel,
	{ name, seed = defaultSeed }: TrainingOptions,
): Generator<void, Trained> {
	const read = readExamples(examples, base);
	const { posts, trainingSet } = read;
	const lesson = toLesson(posts);
	const { strengths, unseen } = yield* crossLearn(posts, lesson, seed);
	const applied = strengths.map((strength) => strength.applied);
	const { weights, logitWeights } = learnSums(posts, lesson.decisions, applied, seed);
	const model: OwnModelJson = {
		kind: ownModelKind,
		version: ownModelVersion,
		name: `${base.name}+${toSlug(name)}`,
		base: base.name,
		trainingSet,
		posts: posts.length,
		seed,
		slopes: strengths.map(({ slope }) => toRounded(slope)),
		offsets: strengths.map(({ offset }) => toRounded(offset)),
		logitWeights,
		weights: packWeights(weights),
	};
	return { model, report: toReport(read, lesson, unseen, applied, model) };
}

/** `Our posts` becomes `our-posts`. */
function toSlug(name: string): string {
	const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	const slug = plain
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-/, '')
		.slice(0, longestName);
	return slug.replace(/-$/, '') || 'own-posts';
}
