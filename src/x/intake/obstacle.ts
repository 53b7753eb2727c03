import type { Turn } from './turn';

export const outOfBudget = "This source's share of today's budget is used up.";

/** Why no call is started now; a sentence. */
export function toObstacle(
	{ nowMs, deadlineMs }: Pick<Turn, 'nowMs' | 'deadlineMs'>,
	affordable: number,
): string | undefined {
	if (affordable < 1) return outOfBudget;
	return nowMs() < deadlineMs ? undefined : 'The time for this poll was used up.';
}
