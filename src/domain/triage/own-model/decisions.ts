import type { Logits, PostClass } from '../model';
import { namesUs, toChance } from '../probabilities';
import type { OwnHead } from './own-model';

export const decisionNames = ['forUs', 'complaint', 'kind'] as const;

/** The three things decided about a post, one after the other: is it for us, is it a complaint, what is it otherwise. */
export type DecisionName = (typeof decisionNames)[number];

/** One decision as the labels of a company allow it to be learnt. */
export interface Decision {
	name: DecisionName;
	heads: OwnHead[];
	/** Whether a post with this label says anything about it. */
	isAsked(label: PostClass): boolean;
	isTrue(head: OwnHead, label: PostClass): boolean;
	/** How likely each head was held to be, as log-odds. */
	toLogOdds(head: OwnHead, logits: Logits): number;
	/** How surprising the label is: minus the log of its probability. */
	toLoss(label: PostClass, logits: Logits): number;
}

const kinds = ['question', 'praise', 'comment'] as const;

/**
 * The decisions of which both sides occur among the labels; of the others nothing can be learnt.
 *
 * @param naming what is added to "for us" because all posts name the company
 */
export function toDecisions(labels: readonly PostClass[], naming: number): Decision[] {
	const occurring = new Set(labels);
	const present = kinds.filter((kind) => occurring.has(kind));
	const hasComplaints = occurring.has('complaint');
	const isForUs = (label: PostClass) => label !== 'not_for_us';
	const decisions: Decision[] = [];
	if (occurring.has('not_for_us') && occurring.size > 1) {
		decisions.push(
			toBinary('forUs', 'relevant', () => true, isForUs, ({ relevant }) => relevant + naming),
		);
	}
	if (hasComplaints && present.length > 0) {
		const isIt = (label: PostClass) => label === 'complaint';
		decisions.push(toBinary('complaint', 'complaint', isForUs, isIt, ({ complaint }) => complaint));
	}
	if (present.length > 1) decisions.push(toKindDecision(present));
	return decisions;
}

/** Posts that all name the company are for it more often; whether these do is read off their labels. */
export function findNaming(posts: ReadonlyArray<{ label: PostClass; logits: Logits }>): number {
	const toLoss = (naming: number) =>
		posts.reduce(
			(sum, { label, logits }) =>
				sum + toSurprise(toChance(logits.relevant + naming), label !== 'not_for_us'),
			0,
		);
	return toLoss(namesUs) < toLoss(0) ? namesUs : 0;
}

function toBinary(
	name: DecisionName,
	head: OwnHead,
	isAsked: (label: PostClass) => boolean,
	isIt: (label: PostClass) => boolean,
	toLogOdds: (logits: Logits) => number,
): Decision {
	return {
		name,
		heads: [head],
		isAsked,
		isTrue: (_, label) => isIt(label),
		toLogOdds: (_, logits) => toLogOdds(logits),
		toLoss: (label, logits) => toSurprise(toChance(toLogOdds(logits)), isIt(label)),
	};
}

function toKindDecision(present: Array<(typeof kinds)[number]>): Decision {
	return {
		name: 'kind',
		heads: present,
		isAsked: (label) => present.some((kind) => kind === label),
		isTrue: (head, label) => head === label,
		toLogOdds: (head, logits) => {
			const others = present.filter((kind) => kind !== head).map((kind) => logits[kind]);
			return logits[head] - addUp(others);
		},
		toLoss: (label, logits) =>
			addUp(kinds.map((kind) => logits[kind])) - logits[label as (typeof kinds)[number]],
	};
}

const leastChance = 1e-9;

function toSurprise(chance: number, isTrue: boolean): number {
	return -Math.log(Math.max(leastChance, isTrue ? chance : 1 - chance));
}

/** The log of the sum of what the logs stand for. */
function addUp(logs: number[]): number {
	const highest = Math.max(...logs);
	return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0));
}
