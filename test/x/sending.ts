import type { OutgoingAction } from '../../src/domain/policy/outgoing-action';
import { issuePermit } from '../../src/domain/policy/permit';
import type { Charge } from '../../src/domain/spend/charge';
import type { XClient } from '../../src/x/client';
import { sendAction } from '../../src/x/outgoing/send-action';
import type { Sending } from '../../src/x/outgoing/sending';
import { account } from './walk';

/** What came of an action: ids in the order X confirmed them, and what they cost. */
export interface Sent {
	sent: string[];
	charges: Charge[];
	/** Pauses that were asked for, in milliseconds. */
	pausesMs: number[];
}

/** A sending with the gate's real leave, which keeps what it is told and waits for nothing. */
export function toSending<A extends OutgoingAction>(
	client: XClient,
	action: A,
	over: Partial<Sending<A>> = {},
): { sending: Sending<A>; kept: Sent } {
	const kept: Sent = { sent: [], charges: [], pausesMs: [] };
	const sending: Sending<A> = {
		client,
		account,
		permit: issuePermit(action, { verdict: 'allowed', notes: [] }),
		sentBefore: [],
		isSummoned: false,
		sleep: async (ms) => {
			await Promise.resolve();
			kept.pausesMs.push(ms);
		},
		onSent: (id) => kept.sent.push(id),
		onCharges: (charges) => kept.charges.push(...charges),
		...over,
	};
	return { sending, kept };
}

/** Does the action as the gate's leave lets it be done. Throws `HttpFailure`. */
export async function send(
	client: XClient,
	action: OutgoingAction,
	over: Partial<Sending> = {},
): Promise<Sent> {
	const { sending, kept } = toSending(client, action, over);
	await sendAction(sending);
	return kept;
}
