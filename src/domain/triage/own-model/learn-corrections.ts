import { dealFolds } from '../learning/folds';
import { learnLogistic } from '../learning/logistic';
import type { SparseRows } from '../learning/logistic';
import { toLinearWeights } from '../learning/quantise';
import { toRows, toSignalTable } from '../learning/signal-table';
import type { Logits } from '../model';
import { toChance, toNamedClass, toProbabilities } from '../probabilities';
import { createAdder, toLogitValues, withOwnHeads } from './correct';
import type { Decision } from './decisions';
import { ownBits, ownHeads } from './own-model';
import type { Corrections } from './own-model';
import type { LearningPost } from './learning-post';
import { chooseStrength, noStrength, tuning } from './strength';
import type { Strength, Strengths } from './strength';

/** Mistakes cost little: few posts are not to overrule what was learnt from thousands. */
const cost = () => tuning.cost;
const farthestOdds = 10;

/** Rounds of learning and trying out on posts left aside. */
const folds = 5;

export interface LearntCorrections {
	corrections: Corrections;
	strengths: Strengths;
}

/**
 * Learns what must be added to another model's answers for these posts, and how much of it to add: as much as helped
 * with posts that it was not learnt from, so nothing where nothing helped.
 */
export function learnCorrections(
	posts: LearningPost[],
	decisions: Decision[],
	name: string,
	seed: number,
): LearntCorrections {
	const tried = tryOut(posts, decisions, seed);
	const strengths: Strengths = { forUs: noStrength, complaint: noStrength, kind: noStrength };
	for (const decision of decisions) strengths[decision.name] = chooseStrength(decision, posts, tried);
	if (tuning.guard > 0) {
	const naming = decisions.find(d => d.name === 'forUs') ? decisions.find(d => d.name === 'forUs')!.toLogOdds('relevant', posts[0].logits) - posts[0].logits.relevant : undefined;
	const nm = (l: Logits) => toNamedClass(toProbabilities(l, naming === undefined ? 1 : toChance(l.relevant + naming)).probabilities);
	let d = 0, dd = 0;
	posts.forEach((post, i) => {
		const l = withOwnHeads(post.logits, (head, at) => { const st = strengths[decisions.find(({ heads }) => heads.includes(head))?.name ?? 'forUs']; return st.slope * (post.logits[head] + st.applied * tried[i][at]) + st.offset; });
		const diff = Number(nm(l) === post.label) - Number(nm(post.logits) === post.label);
		d += diff; dd += diff * diff;
	});
	if (d < tuning.need * Math.sqrt(dd)) for (const decision of decisions) strengths[decision.name] = noStrength;
	}
	const byHead = ownHeads.map(
		(head) => strengths[decisions.find(({ heads }) => heads.includes(head))?.name ?? 'forUs'],
	);
	return {
		corrections: {
			...learnSums(posts, decisions, byHead, name, seed),
			slopes: byHead.map(({ slope }) => slope),
			offsets: byHead.map(({ offset }) => offset),
		},
		strengths,
	};
}

/** By post: what would be added to its log-odds by what the other posts teach. */
function tryOut(posts: LearningPost[], decisions: Decision[], seed: number): Float64Array[] {
	const dealt = dealFolds(
		posts.map(({ label }) => label),
		folds,
		seed,
	);
	const sums = new Array<Float64Array>(posts.length);
	const full = ownHeads.map(() => noStrength).map((strength) => ({ ...strength, applied: 1 }));
	for (let fold = 0; fold < folds; fold++) {
		const others = posts.filter((_, i) => dealt[i] !== fold);
		const toSums = createAdder(learnSums(others, decisions, full, '', seed));
		posts.forEach(({ read, logits }, i) => {
			if (dealt[i] === fold) sums[i] = toSums(read, logits);
		});
	}
	return sums;
}

function learnSums(
	posts: LearningPost[],
	decisions: Decision[],
	strengths: Strength[],
	name: string,
	seed: number,
): Pick<Corrections, 'weights' | 'logitWeights'> {
	const signals = posts.map((post) => post.signals);
	const table = toSignalTable(signals, ownBits);
	const plain = toRows(signals, table, () => undefined, ownHeads.length);
	const firstLogit = plain.width - ownHeads.length;
	const rows = withLogits(plain, posts, firstLogit);
	const learnt = ownHeads.map((head, i) => {
		const { applied } = strengths[i];
		const decision = decisions.find(({ heads }) => heads.includes(head));
		const weights =
			decision === undefined || applied === 0
				? new Float64Array(rows.width)
				: learnLogistic(rows, {
						rows: posts.map((_, row) => row).filter((row) => decision.isAsked(posts[row].label)),
						isTrue: (row) => decision.isTrue(head, posts[row].label),
						cost,
						offset: (row) => {
							const odds = decision.toLogOdds(head, posts[row].logits);
							return Math.max(-farthestOdds, Math.min(farthestOdds, odds));
						},
						seed,
					});
		return { head, weights, slope: applied, offset: 0 };
	});
	return {
		weights: toLinearWeights(name, table, learnt, []),
		logitWeights: learnt.flatMap(({ weights, slope }) =>
			Array.from(weights.subarray(firstLogit), (weight) => Number((weight * slope).toPrecision(6))),
		),
	};
}

/** The rows with the other model's log-odds behind everything else. */
function withLogits(
	{ starts, columns, values, width }: SparseRows,
	posts: LearningPost[],
	firstLogit: number,
): SparseRows {
	const more = ownHeads.length;
	const longer: SparseRows = {
		starts: starts.map((start, row) => start + row * more),
		columns: new Int32Array(columns.length + posts.length * more),
		values: new Float64Array(columns.length + posts.length * more),
		width,
	};
	posts.forEach(({ logits }, row) => {
		const at = longer.starts[row];
		longer.columns.set(columns.subarray(starts[row], starts[row + 1]), at);
		longer.values.set(values.subarray(starts[row], starts[row + 1]), at);
		const end = longer.starts[row + 1] - more;
		toLogitValues(logits).forEach((value, i) => {
			longer.columns[end + i] = firstLogit + i;
			longer.values[end + i] = value;
		});
	});
	return longer;
}
