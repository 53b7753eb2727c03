import type { SpendingClass } from '../../domain/spend/budget';
import type { EarlyStop, PageRules, Pages } from '../../x/pages';
import { showHint } from '../show-hint';
import type { OperationCall } from './operation';
import { readLimit } from './parameters';

/**
 * How far a list is read: up to *Limit*, and as far as the budget goes. X hands out a smallest page (5 or 10) at any rate, so
 * the last one may go a few cents beyond.
 *
 * @param unitUsd what one entry costs
 */
export function toListRules(
	call: OperationCall,
	spending: SpendingClass,
	unitUsd: number,
): Pick<PageRules, 'limit'> {
	const limit = readLimit(call) ?? Infinity;
	const affordable = Math.max(1, call.session.purse.affordable(spending, unitUsd));
	if (affordable >= limit) return { limit };
	warn(call, `The budget allows ${affordable} entries now, so no more were read.`);
	return { limit: affordable };
}

/** Books what a list has cost and says in the editor why it ended early, if it did so unasked. */
export function settleList<T>(
	call: OperationCall,
	{ charges, stoppedBy }: Pick<Pages<T>, 'charges' | 'stoppedBy'>,
): void {
	call.session.purse.pay(charges);
	if (stoppedBy && stoppedBy.reason !== 'limit') warn(call, toMessage(stoppedBy));
}

function warn({ context }: OperationCall, message: string): void {
	showHint(context, message, 'warning');
}

const toMessage = ({ message, resumesAtMs }: EarlyStop) =>
	resumesAtMs === undefined
		? `The list is not complete. ${message}`
		: `The list is not complete. ${message} X takes calls again at ${new Date(resumesAtMs).toISOString()}.`;
