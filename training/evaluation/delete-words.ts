import { classify } from '../../src/domain/triage/classify.ts';
import { createRandom, shuffle } from '../../src/domain/triage/learning/logistic.ts';
import type { TriageModel } from '../../src/domain/triage/model.ts';
import { toReadPost } from '../../src/domain/triage/read-post.ts';
import type { Triage } from '../../src/domain/triage/triage.ts';

/** How much less likely a post is a complaint without some of its words. */
export interface Drops {
	/** Without the first three words that the reasons name. */
	named: number;
	/** Without as many words taken at random. */
	random: number;
}

const mostDeleted = 3;

interface Span {
	start: number;
	end: number;
}

/** Deletes words from a post that comes out as a complaint; nothing for other posts. */
export function measureDrops(
	text: string,
	triage: Triage,
	model: TriageModel,
	seed: number,
): Drops | undefined {
	const before = triage.probabilities.complaint;
	if (triage.category !== 'complaint' || before < 0.5) return undefined;
	const words = toReadPost(text).tokens.filter(({ kind }) => kind === 'word');
	const reasons = triage.reasons.filter(
		({ speaksFor, weight }) => speaksFor === 'complaint' && weight > 0,
	);
	const named = reasons
		.flatMap((reason) =>
			words.filter(({ start, end }) => start >= reason.start && end <= reason.end),
		)
		.filter((word, i, all) => all.indexOf(word) === i)
		.slice(0, mostDeleted);
	if (named.length === 0) return undefined;
	const random = shuffle([...words], createRandom(seed)).slice(0, named.length);
	const measure = (spans: Span[]) =>
		before -
		classify({ text: withoutSpans(text, spans) }, model, { isAddressed: true }).probabilities
			.complaint;
	return { named: measure(named), random: measure(random) };
}

function withoutSpans(text: string, spans: Span[]): string {
	const fromTheEnd = [...spans].sort((a, b) => b.start - a.start);
	return fromTheEnd.reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}
