import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { compareIds, isId } from './ids.mts';
import { renderEvents } from './message-render.mts';
import { EVENT_TYPES, type MessageEvent } from './messages.mts';
import { forbidden, invalidRequest, problem, type Answer } from './problems.mts';
import { readToken, writeToken, type PageToken } from './timeline.mts';

/** What the account's direct messages look like from outside: of everybody, of one person, of one conversation. */

interface Window {
	size: number;
	types: Set<string>;
	token?: PageToken;
}

const ONE_PARAMETERS = [
	'dm_event.fields',
	'expansions',
	'media.fields',
	'post.fields',
	'tweet.fields',
	'user.fields',
];
/** X knows no since_id and no times here, and refuses what it does not know. */
const LIST_PARAMETERS = ['max_results', 'pagination_token', 'event_types', ...ONE_PARAMETERS];

export const fetchEvents = (call: ApiCall): Result => fetchList(call);

export function fetchEventsWith(call: ApiCall): Result {
	const [personId] = call.params;
	if (!isId(personId)) return badParameter('participant_id', personId);
	return fetchList(call, call.universe.messages.pair(call.caller.userId!, personId).id);
}

export function fetchEventsOf(call: ApiCall): Result {
	const [id] = call.params;
	if (!isConversationId(id)) return badParameter('id', id);
	const conversation = call.universe.messages.conversation(id);
	if (!conversation) return missingMessage('conversation', id);
	if (!conversation.memberIds.includes(call.caller.userId!)) return notAMember();
	return fetchList(call, id);
}

export function fetchEvent(call: ApiCall): Result {
	const [id] = call.params;
	if (!isId(id)) return badParameter('event_id', id);
	const unknown = findUnknown(call.query, ONE_PARAMETERS);
	if (unknown) return unknown;
	const event = call.universe.messages.find(id, call.caller.userId!);
	if (!event) return missingMessage('event', id);
	const { data, body, charges } = renderEvents(call, [event]);
	return ok({ data: data[0], ...body }, charges);
}

export const isConversationId = (id: string): boolean => /^(\d{1,19}-\d{1,19}|\d{15,19})$/.test(id);

export const missingMessage = (what: 'event' | 'conversation', id: string): Answer =>
	problem(404, {
		title: 'Not Found',
		detail: `Could not find dm_${what} with id: [${id}].`,
		type: 'about:blank',
		status: 404,
	});

export const notAMember = (): Answer => forbidden('You are not part of this conversation.');

function fetchList(call: ApiCall, conversationId?: string): Result {
	const { caller, universe, query } = call;
	const scope = `dm_events ${caller.userId} ${conversationId ?? 'all'}`;
	const window = readWindow(query, scope);
	if ('status' in window) return window;
	const all = universe.messages
		.visibleTo(caller.userId!, conversationId)
		.filter((event) => window.types.has(event.type));
	const { events, next, previous } = cutPage(all, window);
	const { data, body, charges } = renderEvents(call, events);
	const meta = {
		result_count: events.length,
		...(next ? { next_token: writeToken(scope, next) } : {}),
		...(previous ? { previous_token: writeToken(scope, previous) } : {}),
	};
	return ok({ ...(data.length > 0 ? { data } : {}), ...body, meta }, charges);
}

/** Cuts where the token's event stands or stood, so that new and deleted messages do not shift pages. */
function cutPage(all: MessageEvent[], { size, token }: Window) {
	const newerOrSame = (id: string) => all.filter((event) => compareIds(event.id, id) >= 0).length;
	const newer = (id: string) => all.filter((event) => compareIds(event.id, id) > 0).length;
	const backwards = token?.direction === 'previous';
	const start = !token
		? 0
		: backwards
			? Math.max(0, newer(token.edgeId) - size)
			: newerOrSame(token.edgeId);
	const end = backwards ? newer(token.edgeId) : start + size;
	const events = all.slice(start, end);
	const edge = (direction: PageToken['direction'], event?: MessageEvent) =>
		event && ({ direction, edgeId: event.id } as const);
	return {
		events,
		next: end < all.length ? edge('next', events.at(-1)) : undefined,
		previous: start > 0 ? edge('previous', events[0]) : undefined,
	};
}

function readWindow(query: URLSearchParams, scope: string): Window | Answer {
	const unknown = findUnknown(query, LIST_PARAMETERS);
	if (unknown) return unknown;
	const size = query.get('max_results') ?? '100';
	if (!/^-?\d+$/.test(size) || Number(size) < 1 || Number(size) > 100) {
		return badParameter('max_results', size, 'is not between 1 and 100');
	}
	const named = query.getAll('event_types').flatMap((value) => value.split(','));
	const wrong = named.find((name) => !EVENT_TYPES.some((type) => type === name));
	if (wrong !== undefined) {
		return badParameter('event_types', wrong, `is not one of [${EVENT_TYPES.join(',')}]`);
	}
	const window: Window = {
		size: Number(size),
		types: new Set(named.length > 0 ? named : EVENT_TYPES),
	};
	const token = query.get('pagination_token');
	if (token === null) return window;
	const parsed = readToken(scope, token);
	return parsed ? { ...window, token: parsed } : badParameter('pagination_token', token);
}

function findUnknown(query: URLSearchParams, known: string[]): Answer | undefined {
	const name = [...query.keys()].find((key) => !known.includes(key));
	if (name === undefined) return undefined;
	return invalidRequest(`The query parameter [${name}] is not one of [${known.join(',')}]`, {
		[name]: query.getAll(name),
	});
}
