import type { ControlCall } from './control.mts';
import { ControlInputError } from './control-input.mts';
import type { DeskAct, FakeDesk } from './desks/service.mts';

/** Looks at the desks of the sandbox, and acts there as people do. */
export const DESK_CONTROLS: Record<string, (call: ControlCall) => unknown> = {
	'GET /control/desks/:id': (call) => find(call).look(),
	'POST /control/desks/:id': (call) => {
		const desk = find(call);
		const result = desk.act((call.body ?? {}) as DeskAct);
		call.sandbox.changed();
		return result ?? { done: true };
	},
};

function find({ sandbox, id }: ControlCall): FakeDesk {
	const { desks } = sandbox.current;
	if (Object.hasOwn(desks, id)) return desks[id];
	throw new ControlInputError('desk', id, `Use one of ${Object.keys(desks).join(', ')}.`);
}
