import { wording } from './reasons';
import type { PostClass } from './model';
import type { TriageReason } from './triage';
import type { UnsureRule } from './unsure';
import type { JudgedUrgency } from './urgency';

export interface Explained {
	isSure: boolean;
	guess: PostClass;
	probability: number;
	rule?: UnsureRule;
	reasons: TriageReason[];
	urgency: JudgedUrgency;
}

/** One or two plain sentences: what points where, how sure, how urgent. */
export function explain(found: Explained): string {
	const verdict = found.rule?.explanation ?? toVerdict(found);
	const { urgency, reasons } = found.urgency;
	if (urgency === 'normal' || urgency === 'low') return verdict;
	const signs = [...new Set(reasons.map(({ cue }) => cue))].slice(0, 2);
	const because = signs.length > 0 ? joinWords(signs) : 'the post as a whole';
	return `${verdict} ${capitalise(urgency)} because of: ${because}.`;
}

const mostNames = 3;

function toVerdict({ isSure, guess, probability, reasons }: Explained): string {
	const names: string[] = [];
	for (const reason of reasons) {
		if (names.length === mostNames) break;
		const name = toName(reason);
		if (reason.weight > 0 && !names.includes(name)) names.push(name);
	}
	const seen = names.length > 0 ? joinWords(names) : 'the post as a whole';
	const verb = names.length > 1 ? 'point' : 'points';
	const percent = `${Math.round(probability * 100)} %`;
	return isSure
		? `${capitalise(seen)} ${verb} to ${nouns[guess]} (${percent}).`
		: `Unsure: ${seen} ${verb} to ${nouns[guess]}, but only at ${percent}.`;
}

/** A cue by its name, a bare word by itself. */
function toName({ cue, words }: TriageReason): string {
	return cue === wording ? `"${words}"` : cue;
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
