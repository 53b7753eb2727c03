import type { OutgoingAction } from '../../domain/policy/outgoing-action';
import type { Permit } from '../../domain/policy/permit';
import type { Charge } from '../../domain/spend/charge';
import type { Account } from '../account';
import type { XClient } from '../client';

/** What sending one action needs besides its permit. */
export interface Sending<A extends OutgoingAction = OutgoingAction> {
	client: XClient;
	permit: Permit<A>;
	/** The account that acts. */
	account: Account;
	/** Ids of the posts of this action that an earlier attempt already made, in order. */
	sentBefore: string[];
	/** Whether X counts it as the answer to somebody who asked for one, which is cheaper. */
	isSummoned: boolean;
	/** Waits so many milliseconds; X works on films for a while. */
	sleep: (ms: number) => Promise<void>;
	/** Called with every post and message at the moment X has confirmed it. */
	onSent: (id: string) => void;
	/** Called with the charges of every call that X has answered. */
	onCharges: (charges: Charge[]) => void;
}
