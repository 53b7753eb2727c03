import { InvalidItem, read } from './field';
import type { Category, Triage, Urgency } from './triage/triage';
import { categories } from './triage/triage';

const urgencies: readonly Urgency[] = ['critical', 'urgent', 'normal', 'low'];
const best = categories.filter((it): it is Exclude<Category, 'unsure'> => it !== 'unsure');

/** Takes an item's `triage` for what it is; an item that was never classified has none. Throws `InvalidItem`. */
export function parseTriage(value: unknown): Triage | undefined {
	if (value === undefined || value === null) return undefined;
	const triage = read(value, 'triage');
	const probability = triage.number('probability');
	if (probability < 0 || probability > 1) {
		throw new InvalidItem('triage.probability', probability, 'a number from 0 to 1');
	}
	const scores = triage.optional('probabilities', (it) => read(it, 'triage.probabilities'));
	const score = (name: string) => scores?.optional(name, () => scores.number(name)) ?? 0;
	return {
		category: triage.oneOf('category', categories, 'unsure'),
		probability,
		bestGuess: triage.optional('bestGuess', () => triage.oneOf('bestGuess', best, 'comment')),
		probabilities: {
			complaint: score('complaint'),
			question: score('question'),
			praise: score('praise'),
			comment: score('comment'),
			not_for_us: score('not_for_us'),
		},
		urgency: triage.oneOf('urgency', urgencies, 'normal'),
		reasons: triage.list('reasons', parseReason),
		explanation: triage.optional('explanation', () => triage.string('explanation')) ?? '',
		model: triage.optional('model', () => triage.string('model')) ?? 'unknown',
	};
}

function parseReason(value: unknown, path: string): Triage['reasons'][number] {
	const reason = read(value, path);
	return {
		words: reason.string('words'),
		start: reason.optional('start', () => reason.number('start')) ?? 0,
		end: reason.optional('end', () => reason.number('end')) ?? 0,
		cue: reason.optional('cue', () => reason.string('cue')) ?? 'reason',
		speaksFor: reason.oneOf('speaksFor', [...categories, ...urgencies], 'unsure'),
		weight: reason.optional('weight', () => reason.number('weight')) ?? 0,
	};
}
