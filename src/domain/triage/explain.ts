import { postClasses } from './model';
import type { Evidence, PostClass, Scores } from './model';
import type { Token } from './tokens';
import type { Category, TriageReason, Urgency } from './triage';
import type { UnsureRule } from './unsure';
import type { UrgencyReason } from './urgency';

const mostReasonsFor = 5;
const mostReasonsAgainst = 2;
const mostUrgencyReasons = 3;
/** Evidence lighter than this says nothing to a reader. */
const leastWeight = 0.15;

/** The words that decided most, for and against a class, heaviest first. */
export function toReasons(
	text: string,
	evidence: Evidence[],
	probabilities: Scores,
	guess: PostClass,
): TriageReason[] {
	const reasons = evidence
		.filter(({ start, end }) => end > start)
		.map(({ cue, start, end, scores }) => ({
			words: text.slice(start, end),
			start,
			end,
			cue,
			speaksFor: guess as Category,
			weight: Math.round(toWeight(scores, probabilities, guess) * 100) / 100,
		}))
		.sort((a, b) => b.weight - a.weight || a.start - b.start);
	return [
		...reasons.filter(({ weight }) => weight >= leastWeight).slice(0, mostReasonsFor),
		...reasons.filter(({ weight }) => weight <= -leastWeight).slice(-mostReasonsAgainst),
	];
}

/** The words behind the urgency; each counts alike. */
export function toUrgencyReasons(
	text: string,
	tokens: Token[],
	reasons: UrgencyReason[],
): TriageReason[] {
	return reasons.slice(0, mostUrgencyReasons).map(({ cue, from, to, urgency }) => {
		const { start } = tokens[from];
		const { end } = tokens[to - 1];
		return { words: text.slice(start, end), start, end, cue, speaksFor: urgency, weight: 1 };
	});
}

/** One or two plain sentences: what points where, how sure, how urgent. */
export function explain(found: {
	category: Category;
	guess: PostClass;
	probability: number;
	rule?: UnsureRule;
	reasons: TriageReason[];
	urgency: { urgency: Urgency; reasons: UrgencyReason[] };
}): string {
	const { urgency } = found;
	const verdict = found.rule?.explanation ?? toVerdict(found);
	if (urgency.reasons.length === 0) return verdict;
	const signs = [...new Set(urgency.reasons.map(({ cue }) => cue))].slice(0, 2);
	return `${verdict} ${capitalise(urgency.urgency)} because of: ${joinWords(signs)}.`;
}

function toVerdict({
	category,
	guess,
	probability,
	reasons,
}: Pick<Parameters<typeof explain>[0], 'category' | 'guess' | 'probability' | 'reasons'>): string {
	const cues = [...new Set(reasons.filter(({ weight }) => weight > 0).map(({ cue }) => cue))];
	const seen = cues.length > 0 ? joinWords(cues.slice(0, 3)) : 'the post as a whole';
	const verb = Math.min(cues.length, 3) > 1 ? 'point' : 'points';
	const percent = `${Math.round(probability * 100)} %`;
	return category === 'unsure'
		? `Unsure: ${seen} ${verb} to ${nouns[guess]}, but only at ${percent}.`
		: `${capitalise(seen)} ${verb} to ${nouns[guess]} (${percent}).`;
}

/** How much a piece of evidence lifts the class above the other likely classes. */
function toWeight(scores: Partial<Scores>, probabilities: Scores, guess: PostClass): number {
	const others = postClasses.filter((name) => name !== guess);
	const total = others.reduce((sum, name) => sum + probabilities[name], 0);
	const lift = others.reduce((sum, name) => {
		const share = total > 0 ? probabilities[name] / total : 1 / others.length;
		return sum + share * (scores[name] ?? 0);
	}, 0);
	return (scores[guess] ?? 0) - lift;
}

const nouns: Record<PostClass, string> = {
	complaint: 'a complaint',
	question: 'a question',
	praise: 'praise',
	comment: 'a comment',
	not_for_us: 'something that is not for us',
};

function joinWords(words: string[]): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

function capitalise(sentence: string): string {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
