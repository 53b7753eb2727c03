import type { Logits, PostClass } from '../model';
import { toChance } from '../probabilities';
import type { OwnHead } from './own-model';

/** What is decided about a post, one after the other: is it for us, is it a complaint, what is it otherwise. */
export type DecisionName = 'forUs' | 'complaint' | 'kind';

/** One decision as the labels of a company allow it to be learnt. */
export interface Decision {
	name: DecisionName;
	heads: OwnHead[];
	/** Added to the log-odds of its head because all posts name the company; no business of the model's. */
	naming: number;
	/** Whether a post with this label says anything about it. */
	isAsked(label: PostClass): boolean;
	isTrue(head: OwnHead, label: PostClass): boolean;
	/** How likely each head was held to be, as log-odds. */
	toLogOdds(head: OwnHead, logits: Logits): number;
	/** How surprising the label is: minus the log of its probability. */
	toLoss(label: PostClass, logits: Logits): number;
}

const kinds = ['question', 'praise', 'comment'] as const;
type Kind = (typeof kinds)[number];

const isForUs = (label: PostClass) => label !== 'not_for_us';
const isComplaint = (label: PostClass) => label === 'complaint';

/** The decisions of which both sides occur among the labels; of the others nothing can be learnt. */
export function toDecisions(occurring: ReadonlySet<PostClass>, naming: number): Decision[] {
	const present = kinds.filter((kind) => occurring.has(kind));
	const decisions: Decision[] = [];
	if (occurring.has('not_for_us') && occurring.size > 1) {
		decisions.push(toBinary('forUs', 'relevant', naming, () => true, isForUs));
	}
	if (occurring.has('complaint') && present.length > 0) {
		decisions.push(toBinary('complaint', 'complaint', 0, isForUs, isComplaint));
	}
	if (present.length > 1) decisions.push(toKindDecision(present));
	return decisions;
}

function toBinary(
	name: DecisionName,
	head: OwnHead,
	naming: number,
	isAsked: (label: PostClass) => boolean,
	isIt: (label: PostClass) => boolean,
): Decision {
	const toLogOdds = (logits: Logits) => logits[head] + naming;
	return {
		name,
		heads: [head],
		naming,
		isAsked,
		isTrue: (_, label) => isIt(label),
		toLogOdds: (_, logits) => toLogOdds(logits),
		toLoss: (label, logits) => toSurprise(toLogOdds(logits), isIt(label)),
	};
}

function toKindDecision(present: Kind[]): Decision {
	return {
		name: 'kind',
		heads: present,
		naming: 0,
		isAsked: (label) => present.some((kind) => kind === label),
		isTrue: (head, label) => head === label,
		toLogOdds: (head, logits) => {
			const others = present.filter((kind) => kind !== head);
			return logits[head] - addUp(others.map((kind) => logits[kind]));
		},
		toLoss: (label, logits) => addUp(kinds.map((kind) => logits[kind])) - logits[label as Kind],
	};
}

const leastChance = 1e-9;

/** Minus the log of the probability that what happened would. */
export function toSurprise(logOdds: number, happened: boolean): number {
	const chance = toChance(happened ? logOdds : -logOdds);
	return -Math.log(Math.max(leastChance, chance));
}

/** The log of the sum of what the logs stand for. */
function addUp(logs: number[]): number {
	const highest = Math.max(...logs);
	return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0));
}
