import type { XEvent } from '../event';
import { wording } from '../triage/reasons';
import type { Triage } from '../triage/triage';

/** How much of a reason is kept. */
export const longestReason = 500;

/**
 * What the classifier went by, without a word of the post: a reason is no part of the content and outlives its redaction.
 * (`triage.explanation` quotes the post.)
 */
export function toPlainReason(triage: Triage | undefined): string {
	if (!triage) return '';
	const { category, urgency } = triage;
	const percent = `${Math.round(triage.probability * 100)} %`;
	const guess = triage.bestGuess ? `, most likely ${toWords(triage.bestGuess)}` : '';
	const isUrgent = urgency === 'critical' || urgency === 'urgent';
	return [
		`Classed as ${toWords(category)} (${percent}${guess})${toCues(triage, category)}.`,
		isUrgent ? `It is ${urgency}${toCues(triage, urgency)}.` : '',
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
}

const toWords = (name: string) => name.replaceAll('_', ' ');

/** The names of the cues; bare words of the post have none. */
function toCues({ reasons, bestGuess }: Triage, speaksFor: string): string {
	const cues = reasons
		.filter((it) => it.weight > 0 && (it.speaksFor === speaksFor || it.speaksFor === bestGuess))
		.map(({ cue }) => cue)
		.filter((cue) => cue !== wording && cue !== '');
	const names = [...new Set(cues)].slice(0, 3);
	return names.length > 0 ? ` by: ${names.join(', ')}` : '';
}

const inQuotes = /(["“”„«»])((?:(?!["“”„«»]).)+)(["“”„«»])/gsu;

/**
 * A reason that somebody gave, without what it says word for word of the post: words in quotes that stand in the post too,
 * the whole text, the author's handle.
 */
export function withoutQuotes(
	reason: string,
	{ text, author }: Pick<XEvent, 'text' | 'author'>,
): string {
	const post = text.toLowerCase();
	const whole = text.trim();
	return reason
		.slice(0, 10 * longestReason)
		.replaceAll(whole.length > 9 ? whole : '\0', '…')
		.replace(inQuotes, (quote, open: string, words: string, close: string) =>
			post.includes(words.trim().toLowerCase()) ? `${open}…${close}` : quote,
		)
		.replace(/@\w+/g, (handle) =>
			handle.slice(1).toLowerCase() === author.handle?.toLowerCase() ? '@…' : handle,
		);
}
