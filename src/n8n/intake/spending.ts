import { addUsd } from '../../domain/cost';
import type { SourceName } from '../../domain/intake/coverage';
import type { Charge } from '../../domain/spend/charge';
import { addCharges, startSpend, toUtcDay } from '../../domain/spend/meter';
import type { IntakeMemory } from './intake-memory';
import type { ProcessMemory } from './process-memory';

/** Authors are looked up for all sources together. */
export type Payer = SourceName | 'authors';

/** US dollars of this UTC day, by what they were spent on, and what may still be spent. Estimates from X's price table. */
export interface Spending {
	pay(payer: Payer, charges: Charge[]): void;
	/** How many things at that price may still be bought for it today; `Infinity` without a budget. */
	affordable(payer: Payer, unitUsd: number): number;
	/** What to remember. */
	spent(): NonNullable<IntakeMemory['spent']>;
}

export interface SpendingRules {
	/** Absent: there is no budget. */
	dailyBudgetUsd?: number;
	/** The part of it that a source may use, 0 to 1; authors may use what is left. */
	shares: Record<SourceName, number>;
}

/** The meter is the process's: a restart counts what comes again on the same day twice, so the estimate errs on the dear side. */
export function openSpending(
	process: ProcessMemory,
	memory: IntakeMemory,
	{ dailyBudgetUsd, shares }: SpendingRules,
	nowMs: () => number,
): Spending {
	const startedMs = nowMs();
	process.spent ??= startSpend(startedMs);
	let spent = toToday(memory.spent, startedMs);
	return {
		pay(payer, charges) {
			const added = addCharges(process.spent!, charges, nowMs());
			process.spent = added.state;
			spent = toToday(spent, nowMs());
			const usd = addUsd(spent.usd[payer] ?? 0, added.billedUsd);
			spent = { ...spent, usd: { ...spent.usd, [payer]: usd } };
		},
		affordable(payer, unitUsd) {
			if (dailyBudgetUsd === undefined || unitUsd === 0) return Infinity;
			const { usd } = toToday(spent, nowMs());
			const total = addUsd(...Object.values(usd));
			const share = payer === 'authors' ? 1 : shares[payer];
			const own = dailyBudgetUsd * share - (usd[payer] ?? 0);
			// Who writes in private does not wait because others were talked about.
			const left = payer === 'messages' ? own : Math.min(dailyBudgetUsd - total, own);
			// Whole millionths: no floating-point dust.
			return Math.max(0, Math.floor(Math.round(left * 1e6) / Math.round(unitUsd * 1e6)));
		},
		spent: () => spent,
	};
}

function toToday(spent: IntakeMemory['spent'], nowMs: number): NonNullable<IntakeMemory['spent']> {
	const day = toUtcDay(nowMs);
	return spent?.day === day ? spent : { day, usd: {} };
}
