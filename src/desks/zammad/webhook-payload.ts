import type { State, StateType } from './answers';
import { ticketAttributes } from './attributes';

export type ChangeKind = 'resolved' | 'reopened' | 'assigned';
export type WebhookKind = ChangeKind | 'commented';

export const webhookKinds: WebhookKind[] = ['resolved', 'reopened', 'assigned', 'commented'];

/** Tells our payload from Zammad's own. */
export const changePayloadMark = 'x_care';

/**
 * Zammad's own payload does not say what changed, so each kind has a payload that does. It holds ids, times and what
 * administrators name, never what customers write: Zammad does not escape backslashes when it fills one in, so that a text
 * could break it, or say something else in it.
 */
export const toChangePayload = (kind: ChangeKind): string =>
	JSON.stringify({
		[changePayloadMark]: 1,
		kind,
		ticket: {
			id: '#{ticket.id}',
			[ticketAttributes.caseKey]: `#{ticket.${ticketAttributes.caseKey}}`,
			state: '#{ticket.state.name}',
			...(kind === 'assigned'
				? {
						owner_id: '#{ticket.owner_id}',
						owner: '#{ticket.owner.fullname}',
						last_owner_update_at: '#{ticket.last_owner_update_at}',
					}
				: { last_close_at: '#{ticket.last_close_at}' }),
			created_by_id: '#{ticket.created_by_id}',
			updated_by_id: '#{ticket.updated_by_id}',
			updated_at: '#{ticket.updated_at}',
		},
	});

/** When the trigger of a kind is set off: on tickets of ours alone. */
export function toCondition(kind: WebhookKind, states: State[]): Record<string, unknown> {
	const idsOf = (types: StateType[]) =>
		states.filter(({ type }) => types.includes(type)).map(({ id }) => id);
	const isOurs = {
		name: `ticket.${ticketAttributes.caseKey}`,
		operator: 'starts with',
		value: 'x-',
	};
	const isUpdate = { name: 'ticket.action', operator: 'is', value: 'update' };
	const hasChanged = (name: string) => ({ name, operator: 'has changed', value: [] });
	const stateIs = (value: number[], operator = 'is') => ({
		...{ name: 'ticket.state_id', operator, value },
	});
	const conditions: Record<WebhookKind, object[]> = {
		resolved: [hasChanged('ticket.state_id'), stateIs(idsOf(['closed']))],
		reopened: [hasChanged('ticket.state_id'), stateIs(idsOf(['new', 'open']))],
		assigned: [hasChanged('ticket.owner_id'), stateIs(idsOf(['merged']), 'is not')],
		commented: [
			{ name: 'article.action', operator: 'is', value: 'create' },
			{ name: 'article.sender_id', operator: 'is', value: [agentSender] },
			stateIs(idsOf(['merged']), 'is not'),
		],
	};
	return { operator: 'AND', conditions: [isUpdate, isOurs, ...conditions[kind]] };
}

/** Id every Zammad gives the sender "Agent" when it is set up. */
const agentSender = 1;
