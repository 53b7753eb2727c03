import { packWeights } from '../linear/packed';
import type { TriageModel } from '../model';
import { createCorrector } from './correct';
import type { Example } from './example';
import { learnCorrections } from './learn-corrections';
import { toLesson } from './lesson';
import { ownModelKind, ownModelVersion } from './own-model';
import type { OwnModelJson } from './own-model';
import { readExamples } from './read-examples';
import { toReport } from './report';
import type { TrainingReport } from './report';
import { judgeUnseen } from './unseen';

const defaultSeed = 42;
const longestName = 40;

/**
 * Makes a model of posts that people have labelled, on top of `base`: it corrects that model's answers where the posts
 * show that it should. The same examples give the same bytes, in whatever order they come (only where the same post has
 * two labels, the later one counts). Throws `RefusedTraining` when they are too few to learn from.
 */
export function trainOwnModel(
	examples: Example[],
	base: TriageModel,
	{ name, seed = defaultSeed }: { name: string; seed?: number },
): { model: OwnModelJson; report: TrainingReport } {
	const read = readExamples(examples, base);
	const { posts, trainingSet } = read;
	const lesson = toLesson(posts);
	const { corrections, applied } = learnCorrections(posts, lesson, seed);
	const unseen = judgeUnseen(posts, seed + 1, (others) => {
		const correct = createCorrector(learnCorrections(others, lesson, seed).corrections);
		return (post) => lesson.toClass(correct(post.read, post.logits));
	});
	const { weights, ...rest } = corrections;
	const model: OwnModelJson = {
		kind: ownModelKind,
		version: ownModelVersion,
		name: `${base.name}+${toSlug(name)}`,
		base: base.name,
		trainingSet,
		posts: posts.length,
		seed,
		...rest,
		weights: packWeights(weights, toBase64),
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

function toBase64(bytes: Uint8Array): string {
	return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
