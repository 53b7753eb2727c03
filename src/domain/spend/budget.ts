import { showUsd } from '../cost';
import { InvalidItem } from '../field';

/** What money is spent on, in the order in which it is given up as a budget fills. Care is never given up. */
export const spendingClasses = [
	'profile look-ups',
	'keyword search',
	'lists of people',
	'publishing',
	'mentions and conversations',
	'care',
] as const;

export type SpendingClass = (typeof spendingClasses)[number];

/** A run's budget stops reading only, and all of it at once: what is sent is limited per day. */
export type BudgetPeriod = 'run' | 'day' | 'month';

export interface SpendingJudgement {
	allowed: boolean;
	/** For ops staff: what was skipped and why, or that care goes on beyond the budget. */
	sentence?: string;
}

interface Meaning {
	/** Share of the budget up to which it goes on; absent: always. */
	upTo?: number;
	reads: boolean;
	/** How the sentence begins. */
	skipped: string;
	goesBefore: string;
}

const meanings: Record<SpendingClass, Meaning> = {
	'profile look-ups': {
		upTo: 0.6,
		reads: true,
		skipped: 'Profiles of authors were not looked up',
		goesBefore: 'the rest is kept for reading and answering',
	},
	'keyword search': {
		upTo: 0.7,
		reads: true,
		skipped: 'The search for keywords was skipped',
		goesBefore: 'the rest is kept for people who address the account',
	},
	'lists of people': {
		upTo: 0.8,
		reads: true,
		skipped: 'The list of followers or other people was not read',
		goesBefore: 'the rest is kept for mentions and answers',
	},
	publishing: {
		upTo: 0.9,
		reads: false,
		skipped: 'Nothing was published or reposted',
		goesBefore: 'the rest is kept for mentions and answers',
	},
	'mentions and conversations': {
		upTo: 1,
		reads: true,
		skipped: 'Mentions and conversations were not read yet',
		goesBefore: 'only answers and moderation go on',
	},
	care: { reads: false, skipped: '', goesBefore: '' },
};

/**
 * Whether the next call fits the budget. What costs nothing always does, and so does everything where there is no budget.
 *
 * @param budgetUsd undefined: there is none; 0: nothing but care
 * @param nextUsd what the call will cost at least
 */
export function judgeSpending(
	spendingClass: SpendingClass,
	spentUsd: number,
	budgetUsd: number | undefined,
	nextUsd: number,
	period: BudgetPeriod = 'day',
): SpendingJudgement {
	const limit = toLimit(spendingClass, budgetUsd, period);
	const spent = toMicro('spentUsd', spentUsd);
	const next = toMicro('nextUsd', nextUsd);
	if (limit === undefined) return { allowed: true, ...beyond(spent + next, budgetUsd, period) };
	if (next === 0 || spent + next <= limit) return { allowed: true };
	return { allowed: false, sentence: toSentence(spendingClass, spentUsd, budgetUsd!, period) };
}

/** How many units still fit the budget: `Infinity` where nothing limits them, else a whole number, 0 or more. */
export function affordableUnits(
	spendingClass: SpendingClass,
	unitUsd: number,
	spentUsd: number,
	budgetUsd: number | undefined,
	period: BudgetPeriod = 'day',
): number {
	const limit = toLimit(spendingClass, budgetUsd, period);
	const unit = toMicro('unitUsd', unitUsd);
	const spent = toMicro('spentUsd', spentUsd);
	if (limit === undefined || unitUsd === 0) return Infinity;
	return Math.max(0, Math.floor((limit - spent) / Math.max(1, unit)));
}

/** In millionths of a dollar; undefined: no limit. */
function toLimit(
	spendingClass: SpendingClass,
	budgetUsd: number | undefined,
	period: BudgetPeriod,
): number | undefined {
	if (budgetUsd === undefined) return undefined;
	const budget = toMicro('budgetUsd', budgetUsd);
	const { upTo, reads } = meanings[spendingClass];
	if (period === 'run') return reads ? budget : undefined;
	return upTo === undefined ? undefined : Math.round(budget * upTo);
}

/** Whole millionths: shares of a budget compare without floating-point dust. */
function toMicro(field: string, usd: number): number {
	if (!Number.isFinite(usd) || usd < 0) {
		throw new InvalidItem(field, usd, 'an amount of US dollars, 0 or more', toFix);
	}
	return Math.round(usd * 1e6);
}

const toFix = 'Enter an amount such as 5 or 0.50; leave it empty for no budget.';

function beyond(microUsd: number, budgetUsd: number | undefined, period: BudgetPeriod) {
	if (budgetUsd === undefined || period === 'run') return {};
	if (microUsd <= toMicro('budgetUsd', budgetUsd)) return {};
	return {
		sentence: `The ${names[period]} of ${showUsd(budgetUsd)} is used up; this went on because answers and moderation are never given up.`,
	};
}

function toSentence(
	spendingClass: SpendingClass,
	spentUsd: number,
	budgetUsd: number,
	period: BudgetPeriod,
): string {
	const { upTo = 1, skipped, ...meaning } = meanings[spendingClass];
	const goesBefore = period === 'run' ? 'only what is sent goes on' : meaning.goesBefore;
	const spent = `${showUsd(spentUsd)} of the ${names[period]} of ${showUsd(budgetUsd)} is spent`;
	const why =
		period === 'run' || upTo === 1
			? `which leaves too little for the next call: ${goesBefore}`
			: `and this may use up to ${Math.round(upTo * 100)} % of it: ${goesBefore}`;
	return `${skipped}: ${spent}, ${why}. Raise the budget, or wait for ${next[period]}.`;
}

const names: Record<BudgetPeriod, string> = {
	run: 'budget for one run',
	day: 'daily budget',
	month: 'monthly budget',
};

const next: Record<BudgetPeriod, string> = {
	run: 'the next run',
	day: 'the next day (00:00 UTC)',
	month: 'the next month (00:00 UTC on its first day)',
};
