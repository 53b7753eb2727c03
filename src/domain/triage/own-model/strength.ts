import { mean } from '../learning/figures';
import { withOwnHeads } from './correct';
import type { Decision, DecisionName } from './decisions';
import type { LearningPost } from './learning-post';

/** How much of what was learnt is applied to a decision, and what makes its log-odds believable. */
export interface Strength {
	/** 0, 0.25, 0.5 or 1. */
	applied: number;
	slope: number;
	offset: number;
}

export type Strengths = Record<DecisionName, Strength>;

/** The other model's answers as they are. */
export const noStrength: Strength = { applied: 0, slope: 1, offset: 0 };

export const tuning = { cost: 4, sure: 1, calibrationPosts: 40, guard: 0, need: 0 };
const choices = [0.25, 0.5, 1];

/** @param tried by post: what would be added to its log-odds by own head, learnt from other posts */
export function chooseStrength(
	decision: Decision,
	posts: LearningPost[],
	tried: Float64Array[],
): Strength {
	const asked = posts.map((_, i) => i).filter((i) => decision.isAsked(posts[i].label));
	const toLogits = (i: number, applied: number) =>
		withOwnHeads(posts[i].logits, (head, at) =>
			posts[i].logits[head] + (decision.heads.includes(head) ? applied * tried[i][at] : 0),
		);
	const toLosses = (applied: number) =>
		asked.map((i) => decision.toLoss(posts[i].label, toLogits(i, applied)));
	const without = toLosses(0);
	let best = { applied: 0, gain: 0 };
	for (const applied of choices) {
		const gains = toLosses(applied).map((loss, at) => without[at] - loss);
		const gain = mean(gains);
		if (gain > best.gain && gain > tuning.sure * toStandardError(gains)) best = { applied, gain };
	}
	if (best.applied === 0) return noStrength;
	if (decision.heads.length > 1) return { ...noStrength, applied: best.applied };
	const [head] = decision.heads;
	const values = asked.map((i) => decision.toLogOdds(head, toLogits(i, best.applied)));
	const truth = asked.map((i) => decision.isTrue(head, posts[i].label));
	const { slope, offset } = tuning.calibrationPosts > 1e5 ? { slope: 1, offset: 0 } : calibrateCarefully(values, truth, tuning.calibrationPosts);
	// What naming adds is added after the correction, so it is taken out again here.
	const naming = decision.toLogOdds(head, posts[0].logits) - posts[0].logits[head];
	return { applied: best.applied, slope: round(slope), offset: round(offset + (slope - 1) * naming) };
}

function toStandardError(values: number[]): number {
	const middle = mean(values);
	const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
	return Math.sqrt(squares / (values.length - 1) / values.length);
}

function round(value: number): number {
	return Number(value.toPrecision(6));
}

/** Slope and offset of Platt's calibration, held back to 1 and 0 by a penalty as if `doubt` posts spoke for that. */
function calibrateCarefully(values: number[], isTrue: boolean[], doubt: number) {
	let at = { slope: 1, offset: 0 };
	const toLoss = ({ slope, offset }: typeof at) =>
		values.reduce(
			(sum, value, i) => {
				const odds = slope * value + offset;
				return sum + Math.log1p(Math.exp(-Math.abs(odds))) + Math.max(0, isTrue[i] ? -odds : odds);
			},
			(doubt * ((slope - 1) ** 2 + offset ** 2)) / 2,
		);
	let loss = toLoss(at);
	for (let step = 0; step < 50; step++) {
		let [gs, go, hss, hso, hoo] = [doubt * (at.slope - 1), doubt * at.offset, doubt, 0, doubt];
		values.forEach((value, i) => {
			const chance = 1 / (1 + Math.exp(-(at.slope * value + at.offset)));
			const miss = chance - (isTrue[i] ? 1 : 0);
			const bend = chance * (1 - chance);
			gs += miss * value;
			go += miss;
			hss += bend * value * value;
			hso += bend * value;
			hoo += bend;
		});
		const determinant = hss * hoo - hso * hso;
		let [ds, dd] = [(hoo * gs - hso * go) / determinant, (hss * go - hso * gs) / determinant];
		let next = { slope: at.slope - ds, offset: at.offset - dd };
		let nextLoss = toLoss(next);
		for (let half = 0; half < 20 && nextLoss > loss; half++) {
			[ds, dd] = [ds / 2, dd / 2];
			next = { slope: at.slope - ds, offset: at.offset - dd };
			nextLoss = toLoss(next);
		}
		if (nextLoss > loss) break;
		at = next;
		loss = nextLoss;
		if (Math.abs(ds) + Math.abs(dd) < 1e-9) break;
	}
	return at;
}
