import { HttpFailure } from '../../http';
import type { State, StateType } from './answers';
import type { ZammadApi } from './api';
import { once } from '../once';

export type States = ReturnType<typeof createStates>;

/** What the states of this Zammad mean. Those it comes with are known by name; it is asked only about others. */
export function createStates({ findStates }: Pick<ZammadApi, 'findStates'>) {
	const load = once(findStates);
	const toType = async (name: string): Promise<StateType> => {
		if (Object.hasOwn(usual, name)) return usual[name];
		return (await load()).find((state) => state.name === name)?.type ?? 'open';
	};
	return {
		isMerged: async (name: string) => (await toType(name)) === 'merged',

		/** What has to be set so that a ticket is worked on again; nothing when it is already. */
		toReopening: async (name: string): Promise<{ state_id?: number }> => {
			if (['new', 'open'].includes(await toType(name))) return {};
			return { state_id: findFollowUpState(await load()).id };
		},
	};
}

/** The state Zammad gives a ticket when its customer writes again by mail. */
function findFollowUpState(states: State[]): State {
	const found =
		states.find(({ isForFollowUps }) => isForFollowUps) ??
		states.find(({ type, isActive }) => type === 'open' && isActive);
	if (found) return found;
	throw new HttpFailure('misconfigured', 'Zammad: no active state is of the type "open"', {
		hint: 'In Zammad: Admin › Objects › Ticket › State, switch one on.',
	});
}

/** States every Zammad comes with. */
const usual: Record<string, StateType> = {
	new: 'new',
	open: 'open',
	'pending reminder': 'pending reminder',
	'pending close': 'pending action',
	closed: 'closed',
	merged: 'merged',
	removed: 'removed',
};
