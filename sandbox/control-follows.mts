import { ControlInputError, readFields, readOneOf } from './control-input.mts';
import { findUser } from './control-users.mts';
import { COMPANY_HANDLE } from './seed.mts';
import type { Universe } from './state.mts';
import type { User } from './world.mts';

/** Control route for who follows whom: on X people do this by hand, and no API accepts a request. */

const STATES = ['follow', 'request', 'unfollow', 'accept'] as const;

type Outcome = 'following' | 'requested' | 'none';

/** Following a protected account is a request until `accept`; what is so already stays as it is. */
export function setFollow(universe: Universe, body: unknown) {
	const fields = readFields(body, ['from', 'to', 'state']);
	const from = findUser(universe, 'from', fields.from);
	const to = findUser(universe, 'to', fields.to ?? COMPANY_HANDLE);
	const state = readOneOf(fields, 'state', STATES);
	if (state === undefined) {
		throw new ControlInputError('state', undefined, `Send one of ${STATES.join(', ')}.`);
	}
	if (from === to) throw new ControlInputError('to', to.handle, 'Nobody follows themselves.');
	return { from: from.handle, to: to.handle, is: DO[state](universe, from, to) };
}

const DO: Record<(typeof STATES)[number], (universe: Universe, from: User, to: User) => Outcome> = {
	follow: (universe, from, to) =>
		to.protected ? ask(universe, from, to) : follow(universe, from, to),
	request: ask,
	accept: follow,
	unfollow({ world: { relations } }, from, to) {
		if (relations.has('follow', from.id, to.id)) {
			to.followers = Math.max(0, to.followers - 1);
			from.following = Math.max(0, from.following - 1);
		}
		relations.unrelate('follow', from.id, to.id);
		relations.unrelate('request', from.id, to.id);
		return 'none';
	},
};

function ask({ world: { relations } }: Universe, from: User, to: User): Outcome {
	if (relations.has('follow', from.id, to.id)) return 'following';
	relations.relate('request', from.id, to.id);
	return 'requested';
}

function follow({ world: { relations } }: Universe, from: User, to: User): Outcome {
	if (relations.has('follow', from.id, to.id)) return 'following';
	relations.unrelate('request', from.id, to.id);
	relations.relate('follow', from.id, to.id);
	to.followers += 1;
	from.following += 1;
	return 'following';
}
