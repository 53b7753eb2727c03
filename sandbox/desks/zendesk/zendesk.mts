import type { DeskAnswer, DeskRequest, MakeDesk } from '../service.mts';
import { DESK_KEY, json, route } from '../service.mts';
import { act } from './acts.mts';
import { adminRoutes } from './admin.mts';
import { createEvents } from './events.mts';
import { look } from './look.mts';
import { createState, type State } from './state.mts';
import { ticketRoutes, tooMany } from './tickets.mts';
import { userRoutes } from './users.mts';

/**
 * Zendesk Support, ticketing API v2, in what the package needs of it. Its agents: care@ (an administrator, whose token is
 * `DESK_KEY`), dana@ and robin@example.test.
 */
export const makeZendesk: MakeDesk = (clock) => {
	const state = createState(clock);
	const events = createEvents(state);
	const routes = [...ticketRoutes(state, events), ...userRoutes(state), ...adminRoutes(state)];
	return {
		answer: (request) => {
			const plain = { ...request, path: request.path.replace(/\.json$/, '') };
			if (!isKnown(state, request)) return toStranger(plain);
			const tooSoon = count(state);
			if (tooSoon) return tooSoon;
			const left = String(state.settings.rateLimit - state.calls.count);
			const answer =
				route(routes, plain) ?? json(404, { error: 'InvalidEndpoint', description: 'Not found' });
			const limits = {
				'x-rate-limit': String(state.settings.rateLimit),
				'x-rate-limit-remaining': left,
			};
			return { ...answer, headers: { ...limits, ...answer.headers } };
		},
		look: () => look(state),
		act: (input) => act(state, events, input),
		end: () => events.end(),
	};
};

/** `<e-mail of an agent>/token:<token>` */
function isKnown({ users }: State, { headers }: DeskRequest): boolean {
	const [scheme, value] = (headers.authorization ?? '').split(' ');
	if (scheme !== 'Basic') return false;
	const [, email, key] =
		/^(.+)\/token:(.+)$/.exec(Buffer.from(value ?? '', 'base64').toString()) ?? [];
	return (
		key === DESK_KEY &&
		[...users.values()].some((it) => it.role !== 'end-user' && it.email === email)
	);
}

/** Whoever it does not know is nobody to `me`, and turned away everywhere else. */
function toStranger({ path }: DeskRequest): DeskAnswer {
	if (path !== '/api/v2/users/me') return json(401, { error: "Couldn't authenticate you" });
	return json(200, {
		user: { id: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user' },
	});
}

function count({ clock, calls, settings }: State): DeskAnswer | undefined {
	const minute = Math.floor(clock.now() / 60_000);
	if (calls.minute !== minute) Object.assign(calls, { minute, count: 0 });
	calls.count += 1;
	const leftSeconds = Math.max(1, Math.ceil(((minute + 1) * 60_000 - clock.now()) / 1000));
	return calls.count > settings.rateLimit ? tooMany(leftSeconds) : undefined;
}
