import type { CueHit } from './cues';
import type { Evidence, Logits, PostClass, ReadPost, Scores } from './model';
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

interface Piece {
	cue: string;
	from: number;
	to: number;
	weight: number;
}

/** The words that decided most, for and against a class, heaviest first. */
export function toReasons(
	read: ReadPost,
	evidence: Evidence[],
	ownWords: CueHit[],
	probabilities: Scores,
	guess: PostClass,
): TriageReason[] {
	const weigh = toWeigher(probabilities, guess);
	const speakFor: Piece[] = [];
	const speakAgainst: Piece[] = [];
	const add = ({ cue = wording, from, to }: Omit<Evidence, 'logits'>, weight: number) => {
		if (weight >= leastWeight) speakFor.push({ cue, from, to, weight });
		else if (weight <= -leastWeight) speakAgainst.push({ cue, from, to, weight });
	};
	if (ownWords.length > 0) add(ownWords[0], guess === 'not_for_us' ? ownWeight : -ownWeight);
	for (const piece of evidence) add(piece, weigh(piece.logits));
	return [
		...withoutRepeats(speakFor.sort(byWeight), mostReasonsFor),
		...withoutRepeats(speakAgainst.sort(byWeight).reverse(), mostReasonsAgainst).reverse(),
	].map((piece) => toReason(read, piece, guess));
}

/** What one of the company's own words weighs. */
const ownWeight = 6;

/** Heaviest first, then as they stand in the post. */
const byWeight = (a: Piece, b: Piece) => b.weight - a.weight || a.from - b.from;

function toReason(
	{ text, tokens }: ReadPost,
	{ cue, from, to, weight }: Piece,
	speaksFor: TriageReason['speaksFor'],
): TriageReason {
	const { start } = tokens[from];
	const end = toEnd(text, start, tokens[to - 1].end);
	const words = text.slice(start, end);
	return { words, start, end, cue, speaksFor, weight: Math.round(weight * 100) / 100 };
}

/** Of pieces that share words, the first; no more than are wanted. */
function withoutRepeats(pieces: Piece[], most: number): Piece[] {
	const kept: Piece[] = [];
	for (const piece of pieces) {
		if (kept.length === most) break;
		if (kept.every(({ from, to }) => piece.to <= from || piece.from >= to)) kept.push(piece);
	}
	return kept;
}

/** The words behind the urgency: written signs where there are any, else what counted most. */
export function toUrgencyReasons(
	read: ReadPost,
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
	return signs.slice(0, mostUrgencyReasons).map((piece) => toReason(read, piece, urgency));
}

/** The rule by which a post is unsure, as a reason. */
export function toRuleReason({ cue }: UnsureRule): TriageReason {
	return { words: '', start: 0, end: 0, cue, speaksFor: 'unsure', weight: 1 };
}

/** Words that are no reading are cut, but not between the halves of a character. */
function toEnd(text: string, start: number, end: number): number {
	const longest = start + longestWords;
	if (end <= longest) return end;
	return text.codePointAt(longest - 1)! > 0xffff ? longest - 1 : longest;
}

/** How much a piece lifts a class above the others, in log-odds. */
function toWeigher(probabilities: Scores, guess: PostClass): (logits: Logits) => number {
	const { complaint, not_for_us } = probabilities;
	if (guess === 'not_for_us') return ({ relevant }) => -relevant;
	if (guess === 'complaint') {
		// Either stage can sink it; the shakier one counts in full.
		const other = 1 - complaint - not_for_us;
		const shakier = Math.max(other, not_for_us, 1e-9);
		return (logits) => (other * logits.complaint + not_for_us * logits.relevant) / shakier;
	}
	const [first, second] = milderClasses.filter((name) => name !== guess);
	return (logits) => {
		const lift = logits[first] / 2 + logits[second] / 2;
		return (logits[guess] - lift) / 2 - logits.complaint / 2 + not_for_us * logits.relevant;
	};
}

const milderClasses = ['question', 'praise', 'comment'] as const;
