import type { Judgement } from './judgement';
import type { OutgoingAction } from './outgoing-action';

/** The gate's leave to do one action. Only `issuePermit` makes one; whoever sends checks it with `isIssued`. */
export interface Permit<A extends OutgoingAction = OutgoingAction> {
	readonly action: A;
}

const issued = new WeakSet<object>();

/** Throws when the gate did not let the action pass: a caller that asks then has a mistake. */
export function issuePermit<A extends OutgoingAction>(action: A, judgement: Judgement): Permit<A> {
	if (judgement.verdict !== 'allowed') {
		throw new Error(`${action.kind} has no leave: ${judgement.rule}`);
	}
	const permit = Object.freeze({ action });
	issued.add(permit);
	return permit;
}

export function isIssued(permit: unknown): permit is Permit {
	return typeof permit === 'object' && permit !== null && issued.has(permit);
}
