import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { addUsd, showUsd } from '../../domain/cost';
import { affordableUnits, judgeSpending, type SpendingClass } from '../../domain/spend/budget';
import type { Charge } from '../../domain/spend/charge';
import { forecastMonth } from '../../domain/spend/forecast';
import { addCharges, type SpendState, startSpend, toSpent } from '../../domain/spend/meter';
import { showHint } from '../show-hint';

/** The least that X charges for anything. */
export const leastUsd = 0.001;

/** What a run spends, and whether it may. Estimates from X's price table. */
export interface Purse {
	pay(charges: Charge[]): void;
	/** Why the next call must be left out, in a sentence for ops staff; undefined when it may be made. */
	objection(spending: SpendingClass, expectedUsd: number): string | undefined;
	/** How many entries at that price still fit; `Infinity` without a budget. */
	affordable(spending: SpendingClass, unitUsd: number): number;
	/** US dollars this run has spent so far. */
	runUsd(): number;
	/** Run, UTC day and month, for the next nodes; undefined unless the node is told to hand it on. */
	costs(): IDataObject | undefined;
	/** Run, UTC day and month, in a sentence for ops staff. */
	summary(): string;
	/** Shows what the run has cost beside its output. */
	report(): void;
}

/** By credential, as far as this process has seen. A restart begins anew, and the figures say since when they count. */
const spending = new Map<string, SpendState>();

/** @param owner whose money it is, e.g. the credential */
export function createPurse(context: IExecuteFunctions, owner: string): Purse {
	const { addCosts, dayBudget, runBudget } = context.getNodeParameter('connection', 0, {}) as {
		addCosts?: boolean;
		dayBudget?: number;
		runBudget?: number;
	};
	let runUsd = 0;
	const read = () => spending.get(owner) ?? startSpend(Date.now());

	function summary(): string {
		const state = read();
		const nowMs = Date.now();
		const { usd, basis, fromHours } = forecastMonth(state, nowMs);
		const since = new Date(state.sinceMs).toISOString().slice(0, 16).replace('T', ' ');
		const forecast = fromHours === 0 ? '' : `, about ${showUsd(usd)} this month. ${basis}`;
		return `Estimated cost on X: ${showUsd(runUsd)} in this run, ${showUsd(toSpent(state, nowMs).dayUsd)} today as far as this n8n has counted (since ${since} UTC)${forecast || '.'}`;
	}

	function costs(): IDataObject {
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
		costs: () => (addCosts ? costs() : undefined),
		summary,
		runUsd: () => runUsd,
		pay(charges) {
			const added = addCharges(read(), charges, Date.now());
			spending.set(owner, added.state);
			runUsd = addUsd(runUsd, added.billedUsd);
		},
		affordable(spendingClass, unitUsd) {
			const { dayUsd } = toSpent(read(), Date.now());
			return Math.min(
				affordableUnits(spendingClass, unitUsd, runUsd, runBudget || undefined, 'run'),
				affordableUnits(spendingClass, unitUsd, dayUsd, dayBudget || undefined, 'day'),
			);
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
			showHint(context, summary());
		},
	};
}
