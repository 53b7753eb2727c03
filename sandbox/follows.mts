import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { parseFields } from './fields.mts';
import { isId } from './ids.mts';
import type { Charge } from './ledger.mts';
import { hiddenResource, missingResource, suspendedUser, type Answer } from './problems.mts';
import type { Relation, Tie } from './relations.mts';
import { renderUser } from './render.mts';
import { readToken, writeToken, type PageToken } from './timeline.mts';
import type { User } from './world.mts';

/** Lists of people: who follows a user, whom a user follows, mutes and blocks. */

interface PeopleList {
	/** As it stands in the path; a token for one list is none for another. */
	name: string;
	relation: Relation;
	side: 'in' | 'out';
	/** Only its owner may read it. */
	isPrivate: boolean;
	price: Charge['item'];
}

const LISTS = {
	followers: { relation: 'follow', side: 'in', isPrivate: false, price: 'follow read' },
	following: { relation: 'follow', side: 'out', isPrivate: false, price: 'follow read' },
	muting: { relation: 'mute', side: 'out', isPrivate: true, price: 'mute read' },
	blocking: { relation: 'block', side: 'out', isPrivate: true, price: 'mute read' },
} as const satisfies Record<string, Omit<PeopleList, 'name'>>;

/** Answers `GET /2/users/:id/<name>`. */
export const fetchPeople =
	(name: keyof typeof LISTS) =>
	(call: ApiCall): Result => {
		const list: PeopleList = { name, ...LISTS[name] };
		const [userId] = call.params;
		if (!isId(userId)) return badParameter('id', userId);
		if (list.isPrivate && userId !== call.caller.userId) {
			const why = `must be the same as the authenticating user [${call.caller.userId}]`;
			return badParameter('id', userId, why);
		}
		const scope = `${name} ${userId}`;
		const window = readPageRequest(call.query, scope);
		if ('status' in window) return window;
		const refused = refusal(call, userId);
		return refused ?? answer(call, list, scope, window);
	};

function refusal(call: ApiCall, userId: string): Result | undefined {
	const { world } = call.universe;
	const owner = world.users.get(userId);
	if (!owner) return ok({ errors: [missingResource('user', 'id', userId)] });
	if (owner.suspended) return ok({ errors: [suspendedUser('id', userId)] });
	if (world.canSee(call.caller.userId, owner)) return undefined;
	return ok({ errors: [hiddenResource('user', 'id', userId)] });
}

interface PageRequest {
	size: number;
	token?: PageToken;
}

function answer(call: ApiCall, list: PeopleList, scope: string, request: PageRequest): Result {
	const { world, settings } = call.universe;
	const [userId] = call.params;
	const page = cutTies(world.relations.list(list.relation, list.side, userId), request);
	// As in a timeline, suspended people keep their place: a page can be short and still have a next one.
	const people = page.ties.flatMap((tie): User[] => {
		const user = world.users.get(tie.userId);
		return user && !user.suspended ? [user] : [];
	});
	const asked = parseFields(call.query);
	const owned = settings.ownedReads && call.caller.userId === userId;
	const charge: Charge = {
		item: owned && list.relation === 'follow' ? 'owned read' : list.price,
		resources: people.map((user) => `${list.relation} ${user.id}`),
	};
	const meta = {
		result_count: people.length,
		...(page.next ? { next_token: writeToken(scope, page.next) } : {}),
		...(page.previous ? { previous_token: writeToken(scope, page.previous) } : {}),
	};
	const data = people.map((user) => renderUser(world, user, asked, call.caller.userId));
	return ok({ ...(data.length > 0 ? { data } : {}), meta }, [charge]);
}

/** Cuts one page, newest first. Edges are serials, so somebody who comes or goes meanwhile shifts nothing. */
function cutTies(ties: Tie[], { size, token }: PageRequest) {
	const edge = Number(token?.edgeId);
	const before = ties.findIndex(({ serial }) => serial <= edge);
	const newer = token === undefined ? 0 : before < 0 ? ties.length : before;
	const back = token?.direction === 'previous';
	const atEdge = ties[newer]?.serial === edge ? 1 : 0;
	const start = back ? Math.max(0, newer - size) : newer + atEdge;
	const end = back ? newer : start + size;
	const cut = ties.slice(start, end);
	const turn = (direction: PageToken['direction'], tie: Tie): PageToken => ({
		direction,
		edgeId: String(tie.serial),
	});
	return {
		ties: cut,
		next: cut.length > 0 && end < ties.length ? turn('next', cut.at(-1)!) : undefined,
		previous: cut.length > 0 && start > 0 ? turn('previous', cut[0]) : undefined,
	};
}

function readPageRequest(query: URLSearchParams, scope: string): PageRequest | Answer {
	const text = query.get('max_results') ?? '100';
	const size = Number(text);
	if (!/^-?\d{1,9}$/.test(text) || size < 1 || size > 1000) {
		return badParameter('max_results', text, 'is not between 1 and 1000');
	}
	const token = query.get('pagination_token');
	if (token === null) return { size };
	const parsed = readToken(scope, token);
	return parsed ? { size, token: parsed } : badParameter('pagination_token', token);
}
