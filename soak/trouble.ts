import type { Chance } from './chance';

/** One thing that goes wrong for a while. */
export interface Trouble<What> {
	/** After the one before has ended. */
	waitMs: number;
	lastsMs: number;
	what: What;
}

/** As `POST /control/faults` of the sandbox takes it. */
export interface XFault {
	path: string;
	method?: string;
	times: number;
	[effect: string]: unknown;
}

/** As `POST /control/activity` of the sandbox takes it, with what ends it. */
export interface PushTrouble {
	name: string;
	begin: Record<string, unknown>;
	end?: Record<string, unknown>;
}

export type DeskFault =
	| 'refuses'
	| 'fails'
	| 'shows a page'
	| 'is slow'
	| 'hears nothing'
	| 'cuts the answer off';

const xPaths = [
	{ path: '/2/users/\\d+/mentions', method: 'GET' },
	{ path: '/2/users/\\d+/mentions', method: 'GET' },
	{ path: '/2/tweets$', method: 'POST' },
	{ path: '/2/tweets$', method: 'POST' },
	{ path: '/2/tweets', method: 'GET' },
	{ path: '/2/users/\\d+/tweets', method: 'GET' },
	{ path: '/2/tweets/search/recent', method: 'GET' },
	{ path: '/2/dm_events', method: 'GET' },
	{ path: '/2/users/\\d+/followers', method: 'GET' },
	{ path: '/2/users', method: 'GET' },
	{ path: '/2/' },
];

const xEffects: Array<(chance: Chance) => Record<string, unknown>> = [
	(chance) => ({ status: 429, retryAfter: chance.whole(1, 10) }),
	() => ({ status: 500 }),
	() => ({ status: 503 }),
	(chance) => ({ status: 503, retryAfter: chance.whole(1, 5) }),
	() => ({ html: true }),
	() => ({ malformed: true }),
	(chance) => ({ body: chance.pick(garbage) }),
	() => ({ hang: true }),
	() => ({ dropBefore: true }),
	() => ({ dropAfter: true }),
	() => ({ dropAfter: true }),
];

/** What no API should answer. */
const garbage: unknown[] = [
	'',
	'null',
	'[]',
	'{"data":',
	{ data: 'x' },
	{ data: [null, 1] },
	[1, 2],
];

/** Endless: what goes wrong at X. */
export function* planXTrouble(chance: Chance): Generator<Trouble<XFault>, never> {
	for (;;) {
		const where = chance.pick(xPaths);
		const effect = chance.pick(xEffects)(chance);
		yield {
			waitMs: chance.whole(500, 6_000),
			lastsMs: chance.whole(1_000, 8_000),
			what: { ...where, times: chance.whole(1, 4), ...effect },
		};
	}
}

const pushTroubles: PushTrouble[] = [
	{ name: 'everything twice', begin: { duplicate: 1 }, end: { duplicate: 0 } },
	{ name: 'everything four times', begin: { duplicate: 3 }, end: { duplicate: 0 } },
	{ name: 'late', begin: { hold: true }, end: { release: true } },
	{
		name: 'late and out of order',
		begin: { hold: true, outOfOrder: true },
		end: { release: true, outOfOrder: false },
	},
	{ name: 'late, in one event', begin: { hold: true }, end: { release: true, batch: true } },
	{ name: 'wrongly signed', begin: { malformedSignature: true } },
	{ name: 'not signed', begin: { missingSignature: true } },
	{ name: 'without people', begin: { emptyIncludes: true }, end: { emptyIncludes: false } },
	{ name: 'of an unknown kind', begin: { unknownEvent: 'post.sparkle.create' } },
	{ name: 'challenged', begin: { crc: true } },
];

/** Endless: what goes wrong with the events X sends. */
export function* planPushTrouble(chance: Chance): Generator<Trouble<PushTrouble>, never> {
	for (;;) {
		yield {
			waitMs: chance.whole(1_000, 8_000),
			lastsMs: chance.whole(2_000, 15_000),
			what: chance.pick(pushTroubles),
		};
	}
}

const deskFaults: DeskFault[] = [
	...(['refuses', 'fails', 'shows a page', 'is slow', 'hears nothing'] as const),
	...(['cuts the answer off', 'cuts the answer off'] as const),
];

/** Endless: what goes wrong at the desk. */
export function* planDeskTrouble(chance: Chance): Generator<Trouble<DeskFault>, never> {
	for (;;) {
		yield {
			waitMs: chance.whole(4_000, 15_000),
			lastsMs: chance.whole(500, 4_000),
			what: chance.pick(deskFaults),
		};
	}
}
