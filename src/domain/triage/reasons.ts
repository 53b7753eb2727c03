import type { CueHit } from './cues';
import type { Evidence, Logits, PostClass, ReadPost, Scores } from './model';
import type { Token } from './tokens';
import type { TriageReason } from './triage';
import type { UnsureRule } from './unsure';
import type { JudgedUrgency } from './urgency';

const mostReasonsFor = 5;
const mostReasonsAgainst = 2;
const mostUrgencyReasons = 3;
/** Evidence lighter than this says nothing to a reader. */
const leastWeight = 0.15;

/** A cue may span a word without end: "not aaaa… working". */
const longestWords = 200;

/** Stands where no written cue was seen and the words themselves counted. */
export const wording = 'wording';

/** The words that decided most, for and against a class, heaviest first. */
export function toReasons(
	{ text, tokens }: ReadPost,
	evidence: Evidence[],
	ownWords: CueHit[],
	probabilities: Scores,
	guess: PostClass,
): TriageReason[] {
	const own = ownWords.slice(0, 1).map(({ cue, from, to }) => ({
		cue,
		from,
		to,
		weight: guess === 'not_for_us' ? 6 : -6,
	}));
	const learnt = evidence.map(({ cue = wording, from, to, logits }) => ({
		cue,
		from,
		to,
		weight: toWeight(logits, probabilities, guess),
	}));
	const reasons = [...own, ...learnt]
		.filter(({ weight }) => Math.abs(weight) >= leastWeight)
		.sort((a, b) => b.weight - a.weight || a.from - b.from);
	const kept = [
		...withoutRepeats(reasons.filter(({ weight }) => weight > 0)).slice(0, mostReasonsFor),
		...withoutRepeats(reasons.filter(({ weight }) => weight < 0).reverse())
			.slice(0, mostReasonsAgainst)
			.reverse(),
	];
	return kept.map(({ cue, from, to, weight }) => ({
		...toWords(text, tokens, from, to),
		cue,
		speaksFor: guess,
		weight: Math.round(weight * 100) / 100,
	}));
}

/** Of cues that share words, the first. */
function withoutRepeats<Piece extends { from: number; to: number }>(pieces: Piece[]): Piece[] {
	const kept: Piece[] = [];
	for (const piece of pieces) {
		if (kept.length === mostReasonsFor) break;
		if (kept.every(({ from, to }) => piece.to <= from || piece.from >= to)) kept.push(piece);
	}
	return kept;
}

/** The words behind the urgency: written signs where there are any, else what counted most. */
export function toUrgencyReasons(
	{ text, tokens }: ReadPost,
	evidence: Evidence[],
	{ urgency, reasons }: JudgedUrgency,
): TriageReason[] {
	if (urgency === 'normal' || urgency === 'low') return [];
	const head = urgency;
	const signs =
		reasons.length > 0
			? reasons.map(({ cue, from, to }) => ({ cue, from, to, weight: 1 }))
			: evidence
					.map(({ cue = wording, from, to, logits }) => ({ cue, from, to, weight: logits[head] }))
					.filter(({ weight }) => weight >= leastWeight)
					.sort((a, b) => b.weight - a.weight);
	return signs.slice(0, mostUrgencyReasons).map(({ cue, from, to, weight }) => ({
		...toWords(text, tokens, from, to),
		cue,
		speaksFor: urgency,
		weight: Math.round(weight * 100) / 100,
	}));
}

/** The rule by which a post is unsure, as a reason. */
export function toRuleReason({ cue }: UnsureRule): TriageReason {
	return { words: '', start: 0, end: 0, cue, speaksFor: 'unsure', weight: 1 };
}

function toWords(text: string, tokens: Token[], from: number, to: number) {
	const { start } = tokens[from];
	const end = toEnd(text, start, tokens[to - 1].end);
	return { words: text.slice(start, end), start, end };
}

/** Words that are no reading are cut, but not between the halves of a character. */
function toEnd(text: string, start: number, end: number): number {
	const longest = start + longestWords;
	if (end <= longest) return end;
	return text.codePointAt(longest - 1)! > 0xffff ? longest - 1 : longest;
}

/** How much a piece lifts a class above the others, in log-odds. */
function toWeight(logits: Logits, probabilities: Scores, guess: PostClass): number {
	if (guess === 'not_for_us') return -logits.relevant;
	const relevance = probabilities.not_for_us * logits.relevant;
	if (guess === 'complaint') {
		// Either stage can sink it; the shakier one counts in full.
		const other = 1 - probabilities.complaint - probabilities.not_for_us;
		return (other * logits.complaint + relevance) / Math.max(other, probabilities.not_for_us, 1e-9);
	}
	const others = (['question', 'praise', 'comment'] as const).filter((name) => name !== guess);
	const lift = others.reduce((sum, name) => sum + logits[name] / others.length, 0);
	return (logits[guess] - lift) / 2 - logits.complaint / 2 + relevance;
}
