import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { addUsd } from '../../domain/cost';
import { judgeSpending, type SpendingClass } from '../../domain/spend/budget';
import type { Charge } from '../../domain/spend/charge';
import { forecastMonth } from '../../domain/spend/forecast';
import { addCharges, type SpendState, startSpend, toSpent } from '../../domain/spend/meter';

/** What a run spends, and whether it may. Estimates from X's price table. */
export interface Purse {
	pay(charges: Charge[]): void;
	/** Why the next call must be left out, in a sentence for ops staff; undefined when it may be made. */
	objection(spending: SpendingClass, expectedUsd: number): string | undefined;
	/** US dollars this run has spent so far. */
	runUsd(): number;
	/** Run, UTC day and month, for people to look at. */
	costs(): IDataObject;
	/** Shows what the run has cost beside its output. */
	report(): void;
}

/** By credential, as far as this process has seen. A restart begins anew, and the figures say since when they count. */
const spending = new Map<string, SpendState>();

/** @param owner whose money it is, e.g. the credential */
export function createPurse(context: IExecuteFunctions, owner: string): Purse {
	const { dayBudget, runBudget } = context.getNodeParameter('connection', 0, {}) as {
		dayBudget?: number;
		runBudget?: number;
	};
	let runUsd = 0;
	const read = () => spending.get(owner) ?? startSpend(Date.now());

	function costs(): IDataObject & { runUsd: number } {
		const state = read();
		const nowMs = Date.now();
		const { usd, basis } = forecastMonth(state, nowMs);
		return {
			runUsd,
			todayUsd: toSpent(state, nowMs).dayUsd,
			countedSince: new Date(state.sinceMs).toISOString(),
			monthForecastUsd: usd,
			monthForecastBasis: basis,
		};
	}

	return {
		costs,
		runUsd: () => runUsd,
		pay(charges) {
			const added = addCharges(read(), charges, Date.now());
			spending.set(owner, added.state);
			runUsd = addUsd(runUsd, added.billedUsd);
		},
		objection(spendingClass, expectedUsd) {
			const { dayUsd } = toSpent(read(), Date.now());
			const judgements = [
				judgeSpending(spendingClass, runUsd, runBudget || undefined, expectedUsd, 'run'),
				judgeSpending(spendingClass, dayUsd, dayBudget || undefined, expectedUsd, 'day'),
			];
			return judgements.find(({ allowed }) => !allowed)?.sentence;
		},
		report() {
			if (runUsd === 0) return;
			const { todayUsd, countedSince, monthForecastUsd } = costs();
			context.addExecutionHints({
				message: `Estimated cost on X: $${runUsd} in this run, $${String(todayUsd)} today (counted since ${String(countedSince)}), about $${String(monthForecastUsd)} this month.`,
				location: 'outputPane',
				type: 'info',
			});
		},
	};
}
