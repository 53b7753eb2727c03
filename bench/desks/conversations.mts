import { type CaseDraft, toCaseDraft } from '../../src/domain/case.ts';
import { makeEvent } from '../../test/support/events.ts';

/** What one new customer writes: a first post, and one more below it. */
export interface Conversation {
	first: CaseDraft;
	followUp: CaseDraft;
}

export function makeConversation(n: number): Conversation {
	const id = String(1_992_000_000_000_000_000n + BigInt(n) * 1000n);
	const author = {
		id: String(2_100_000_000_000_000_000n + BigInt(n)),
		name: `Customer ${n}`,
		handle: `customer_${n}`,
		followers: 100 + n,
	};
	return {
		first: toCaseDraft(
			makeEvent({ id, author, text: `@acmecare order ${n} has not come & nobody answers` }),
		),
		followUp: toCaseDraft(
			makeEvent({
				...{ id: `${id.slice(0, -3)}500`, conversationId: id, author },
				text: `@acmecare still nothing about order ${n}`,
			}),
		),
	};
}
