import { createAdder } from './correct';
import { learnSums } from './learn-sums';
import type { LabelledPost, Lesson } from './lesson';
import { ownHeads, toRounded } from './own-model';
import type { Corrections } from './own-model';
import { chooseStrengths } from './strength';
import { judgeUnseen } from './unseen';

export interface LearntCorrections {
	corrections: Corrections;
	/** By own head, how much of what was learnt is in them. */
	applied: number[];
}

/**
 * Learns what must be added to another model's answers for these posts, and how much of it to add: as much as helped
 * with posts that it was not learnt from, so nothing where nothing helped.
 */
export function learnCorrections(
	posts: LabelledPost[],
	lesson: Lesson,
	seed: number,
): LearntCorrections {
	const whole = ownHeads.map(() => 1);
	const tried = judgeUnseen(posts, seed, (others) => {
		const toSums = createAdder(learnSums(others, lesson.decisions, whole, seed));
		return ({ read, logits }) => toSums(read, logits);
	});
	const strengths = chooseStrengths(posts, lesson, tried);
	const applied = strengths.map((strength) => strength.applied);
	return {
		corrections: {
			...learnSums(posts, lesson.decisions, applied, seed),
			slopes: strengths.map(({ slope }) => toRounded(slope)),
			offsets: strengths.map(({ offset }) => toRounded(offset)),
		},
		applied,
	};
}
