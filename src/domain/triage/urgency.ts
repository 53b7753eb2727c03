import type { Category, Urgency } from './triage';
import { concreteCues, together, urgencySigns } from './urgency-signs';
import type { CueHit } from './cues';

export interface UrgencyReason extends CueHit {
	urgency: Urgency;
}

const urgencyOf = new Map(urgencySigns.map(({ name, urgency }) => [name, urgency]));

/** The written rubric: the gravest sign counts; without one, a concrete problem is normal, the rest low. */
export function judgeUrgency(
	hits: CueHit[],
	category: Category,
	ownUrgentWords: CueHit[] = [],
): { urgency: Urgency; reasons: UrgencyReason[] } {
	if (category === 'praise' || category === 'not_for_us') return { urgency: 'low', reasons: [] };
	const reasons: UrgencyReason[] = [
		...findSigns(hits),
		...findTogether(hits),
		...ownUrgentWords.map((hit) => ({ ...hit, urgency: 'urgent' as const })),
	];
	for (const urgency of ['critical', 'urgent'] as const) {
		const found = reasons.filter((reason) => reason.urgency === urgency);
		if (found.length > 0) return { urgency, reasons: found };
	}
	return { urgency: isConcrete(hits, category) ? 'normal' : 'low', reasons: [] };
}

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
