import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { isId } from './ids.mts';
import { missingMessage } from './message-lists.mts';
import { missingResource, problem } from './problems.mts';

/** What an account does to messages it got: take them out of its own view, and stop more from somebody. */

export function deleteEvent(call: ApiCall): Result {
	const [id] = call.params;
	if (!isId(id)) return badParameter('event_id', id);
	const event = call.universe.messages.find(id, call.caller.userId!);
	if (!event) return missingMessage('event', id);
	event.deletedBy.add(call.caller.userId!);
	return ok({ data: { deleted: true } }, [{ item: 'message delete' }]);
}

export const blockMessages = (call: ApiCall): Result => setBlocked(call, true);
export const unblockMessages = (call: ApiCall): Result => setBlocked(call, false);

function setBlocked({ params: [id], caller, universe }: ApiCall, blocked: boolean): Result {
	if (!isId(id)) return badParameter('id', id);
	const { messages, world } = universe;
	if (id === caller.userId) return badParameter('id', id, 'is your own');
	if (!world.users.has(id)) return problem(404, missingResource('user', 'id', id));
	messages[blocked ? 'block' : 'unblock'](caller.userId!, id);
	return ok({ data: { blocked } }, [{ item: 'privacy update' }]);
}
