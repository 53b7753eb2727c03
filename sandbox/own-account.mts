import type { ApiCall } from './api-call.mts';
import { isId } from './ids.mts';
import { invalidRequest, type Answer } from './problems.mts';

/** Acts are done in one's own name: the user in the path must be the one the token belongs to. */
export function refuseOtherUser(call: ApiCall, name: string, id: string): Answer | undefined {
	const ownId = call.caller.userId!;
	if (id === ownId) return undefined;
	const why = isId(id)
		? `must be the same as the authenticating user [${ownId}]`
		: 'does not match ^[0-9]{1,19}$';
	return invalidRequest(`The \`${name}\` query parameter value [${id}] ${why}`, { [name]: [id] });
}
