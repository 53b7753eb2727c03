import { setFollow } from './control-follows.mts';
import { changeUser } from './control-users.mts';
import type { ControlCall } from './control.mts';

/** Control routes for: search, counts and lists of people. */
export const READING_CONTROLS: Record<string, (call: ControlCall) => unknown> = {
	'POST /control/follows': ({ sandbox, body }) => setFollow(sandbox.current, body),
	'PATCH /control/users/:id': ({ sandbox, id, body }) => changeUser(sandbox.current, id, body),
};
