import { fetchRecentCounts } from './counts.mts';
import { fetchPeople } from './follows.mts';
import { READ, route, type Route } from './route.mts';
import { fetchRecent } from './search.mts';

const people = (
	name: Parameters<typeof fetchPeople>[0],
	callers: Route['callers'],
	scope: string,
) =>
	route(
		name,
		'GET',
		`/2/users/:id/${name}`,
		callers,
		[scope, ...READ],
		callers === 'user' ? { user: 15 } : { user: 300, app: 300 },
		fetchPeople(name),
	);

/** Search, counts and lists of people. */
export const READING_ROUTES: Route[] = [
	route(
		'search',
		'GET',
		'/2/tweets/search/recent',
		'any',
		READ,
		{ user: 300, app: 450 },
		fetchRecent,
	),
	route(
		'counts',
		'GET',
		'/2/tweets/counts/recent',
		'any',
		READ,
		{ user: 300, app: 300 },
		fetchRecentCounts,
	),
	people('followers', 'any', 'follows.read'),
	people('following', 'any', 'follows.read'),
	people('muting', 'user', 'mute.read'),
	people('blocking', 'user', 'block.read'),
];
