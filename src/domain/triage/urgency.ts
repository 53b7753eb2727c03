import type { Logits } from './model';
import type { Category, Urgency } from './triage';
import { concreteCues, together, urgencySigns } from './urgency-signs';
import type { CueHit } from './cues';

export interface UrgencyReason extends CueHit {
	urgency: Urgency;
}

export interface JudgedUrgency {
	urgency: Urgency;
	/** The written signs behind it; none where only the words' learnt weights speak. */
	reasons: UrgencyReason[];
}

const urgencyOf = new Map(urgencySigns.map(({ name, urgency }) => [name, urgency]));

/**
 * From these log-odds on the learnt weights alone are believed: low, since missing a grave post costs more than looking
 * at a harmless one. With them some 5 % of posts to companies come out critical (docs/nodes/complaint-classifier.md).
 */
const alone = { critical: -3.5, urgent: -1.3 };

/** Below these a written sign is not believed: "stuck at home, loving your new series". */
const denied = { critical: -6, urgent: -2.3 };

/** The gravest of written signs and learnt weights; without either, a concrete problem is normal, the rest low. */
export function judgeUrgency(
	hits: CueHit[],
	category: Category,
	logits: Pick<Logits, 'critical' | 'urgent'> | undefined,
	ownSigns: UrgencyReason[] = [],
): JudgedUrgency {
	if (category === 'praise' || category === 'not_for_us') return { urgency: 'low', reasons: [] };
	const signs = [...findSigns(hits), ...findTogether(hits)];
	for (const urgency of ['critical', 'urgent'] as const) {
		const logit = logits?.[urgency] ?? 0;
		const written = signs.filter(({ cue }) => logit >= toLeast(cue, category, urgency));
		const reasons = [...written, ...ownSigns].filter((reason) => reason.urgency === urgency);
		const isLearnt = logits !== undefined && logit >= alone[urgency];
		if (reasons.length > 0 || isLearnt) return { urgency, reasons };
	}
	return { urgency: isConcrete(hits, category) ? 'normal' : 'low', reasons: [] };
}

/** "Do you sell baby formula?" names who is vulnerable; nobody is in need yet. */
function toLeast(cue: string, category: Category, urgency: 'critical' | 'urgent'): number {
	const isOnlyNamed = cue === vulnerable && category === 'question';
	return isOnlyNamed ? alone[urgency] : denied[urgency];
}

const vulnerable = 'medical or vulnerable person';

function findSigns(hits: CueHit[]): UrgencyReason[] {
	return hits.flatMap((hit) => {
		const urgency = urgencyOf.get(hit.cue);
		return urgency === undefined ? [] : [{ ...hit, urgency }];
	});
}

/** Two cues that are grave only together, e.g. money taken and time waited. */
function findTogether(hits: CueHit[]): UrgencyReason[] {
	return together.flatMap(({ name, first, second, urgency }) => {
		const one = hits.find(({ cue }) => first.includes(cue));
		const other = hits.find(({ cue }) => second.includes(cue));
		if (one === undefined || other === undefined) return [];
		return [one, other].map(({ from, to }) => ({ cue: name, from, to, urgency }));
	});
}

/** An unsure post has a concrete problem until a person has looked at it. */
function isConcrete(hits: CueHit[], category: Category): boolean {
	if (category === 'unsure') return true;
	return category === 'complaint' && hits.some(({ cue }) => concreteCues.includes(cue));
}
