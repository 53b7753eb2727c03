import type { IPollFunctions } from 'n8n-workflow';

/** How long n8n lets one poll take, in milliseconds; four minutes at most. */
export function toBudgetMs(context: IPollFunctions): number {
	// Older versions of n8n do not tell their limit.
	const budgetMs = (context as Partial<IPollFunctions>).getPollBudgetMs?.() ?? 60_000;
	return Math.min(budgetMs, 240_000);
}
