import type { IDataObject } from 'n8n-workflow';

import type { PolicyFacts } from '../../domain/policy/facts';
import type { OutgoingAction } from '../../domain/policy/outgoing-action';
import { toPersonLinks } from '../../domain/policy/person-links';
import type { ActResult } from '../../x/outgoing/act-once';

/** The node's outputs for what goes out, in order. */
export const outputNames = ['Done', 'To a Person', 'Not Allowed'] as const;

const outputs: Record<ActResult['outcome'], number> = {
	sent: 0,
	'already sent': 0,
	'would have': 0,
	'needs a person': 1,
	'not allowed': 2,
};

export const toOutput = (result: ActResult): number => outputs[result.outcome];

/** The key an outgoing operation adds to its item. */
export const toOutcomeKey = (action: OutgoingAction): 'reply' | 'action' =>
	action.kind === 'reply' ? 'reply' : 'action';

/** What became of one action, for the next nodes and for people who look at the item. */
export function toOutcome(
	action: OutgoingAction,
	facts: PolicyFacts,
	result: ActResult,
	costUsd: number,
): IDataObject {
	const { verdict, rule, reason, notes } = result.judgement;
	const [firstId] = result.ids;
	const isPost = action.kind === 'reply' || action.kind === 'publish';
	// What was done long ago may have been said in other words.
	const isShown = result.outcome !== 'already sent' || result.ids.length > 0;
	return {
		kind: action.kind,
		outcome: result.outcome,
		...(isPost && firstId && { postId: firstId, url: `https://x.com/i/status/${firstId}` }),
		...(isPost && result.ids.length > 1 && { postIds: result.ids }),
		...(action.kind === 'sendMessage' && firstId && { messageId: firstId }),
		...('texts' in action && isShown && { texts: action.texts }),
		...('toPostId' in action && { inReplyTo: action.toPostId }),
		...('text' in action && isShown && { text: action.text }),
		...('postId' in action && { postId: action.postId }),
		...('userId' in action && { userId: action.userId }),
		...(result.wasUnconfirmed && {
			note: 'X did not confirm the call; it was found on X afterwards.',
		}),
		...(verdict !== 'allowed' && result.outcome !== 'already sent' && { rule, reason }),
		...(notes.length > 0 && { notes }),
		...(result.outcome === 'needs a person' && {
			links: toPersonLinks(action, facts) as unknown as IDataObject[],
		}),
		account: { id: facts.account.id, handle: facts.account.handle },
		...(facts.approvedBy && { approvedBy: facts.approvedBy }),
		costUsd,
	};
}
