import { addUsd } from '../../domain/cost';
import type { SourceName } from '../../domain/intake/coverage';
import type { Charge } from '../../domain/spend/charge';
import { addCharges, startSpend, toUtcDay } from '../../domain/spend/meter';
import type { IntakeMemory } from './intake-memory';
import type { ProcessMemory } from './process-memory';

/** US dollars of this UTC day, by source, and what may still be spent. Estimates from X's price table. */
export interface Spending {
	pay(source: SourceName, charges: Charge[]): void;
	/** How many things at that price the source may still buy today; `Infinity` without a budget. */
	affordable(source: SourceName, unitUsd: number): number;
	/** What to remember. */
	spent(): NonNullable<IntakeMemory['spent']>;
}

export interface SpendingRules {
	/** Absent: there is no budget. */
	dailyBudgetUsd?: number;
	/** The part of it that a source may use, 0 to 1. */
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
		pay(source, charges) {
			const added = addCharges(process.spent!, charges, nowMs());
			process.spent = added.state;
			spent = toToday(spent, nowMs());
			const usd = addUsd(spent.usd[source] ?? 0, added.billedUsd);
			spent = { ...spent, usd: { ...spent.usd, [source]: usd } };
		},
		affordable(source, unitUsd) {
			if (dailyBudgetUsd === undefined || unitUsd === 0) return Infinity;
			const { usd } = toToday(spent, nowMs());
			const total = addUsd(...Object.values(usd));
			const left = Math.min(
				dailyBudgetUsd - total,
				dailyBudgetUsd * shares[source] - (usd[source] ?? 0),
			);
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
