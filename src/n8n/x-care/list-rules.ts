import type { SpendingClass } from '../../domain/spend/budget';
import type { Charge } from '../../domain/spend/charge';
import type { EarlyStop, PageRules, Pages } from '../../x/pages';
import type { OperationCall } from './operation';
import { readLimit } from './parameters';

/** How far a list is read: up to *Limit*, and as far as the budget goes. */
export function toListRules(
	call: OperationCall,
	spending: SpendingClass,
	pageUsd: number,
): Pick<PageRules, 'limit' | 'mayGoOn'> {
	return {
		limit: readLimit(call),
		mayGoOn: (spent) => {
			const sum = spent.reduce((usd, charge) => usd + toUsd(charge), 0);
			return call.session.purse.objection(spending, sum + pageUsd);
		},
	};
}

const toUsd = ({ unitUsd, resources }: Charge) => unitUsd * (resources?.length ?? 1);

/** Books what a list has cost and says in the editor why it ended early, if it did so unasked. */
export function settleList<T>(
	{ context, session }: OperationCall,
	{ charges, stoppedBy }: Pick<Pages<T>, 'charges' | 'stoppedBy'>,
): void {
	session.purse.pay(charges);
	if (stoppedBy && stoppedBy.reason !== 'limit') {
		context.addExecutionHints({
			message: toMessage(stoppedBy),
			location: 'outputPane',
			type: 'warning',
		});
	}
}

const toMessage = ({ message, resumesAtMs }: EarlyStop) =>
	resumesAtMs === undefined
		? `The list is not complete. ${message}`
		: `The list is not complete. ${message} X takes calls again at ${new Date(resumesAtMs).toISOString()}.`;
