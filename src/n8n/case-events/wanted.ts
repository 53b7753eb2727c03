import type { IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { CaseEvent, CaseEventKind } from '../../domain/case-event';

/**
 * Which events the workflow is to start for. What the connection's own user changed is most likely our own doing, e.g. a case
 * opened again for a follow-up; but a comment or a resolved case never is.
 */
export function toWanted(
	context: IPollFunctions | IWebhookFunctions,
): (event: CaseEvent) => boolean {
	const kinds = context.getNodeParameter('events', []) as CaseEventKind[];
	const takesOwn = context.getNodeParameter('options.ownChanges', false) === true;
	return ({ kind, isOurs }) =>
		kinds.includes(kind) && (!isOurs || takesOwn || kind === 'commented' || kind === 'resolved');
}
