/** Ids that were dealt with, for lists that X cannot be asked for "what is new". Bounded, and plain JSON. */
export interface SeenIds {
	/** For good, in the order in which they are kept: the last ones are forgotten first. */
	ids: string[];
	/** Handed on a short time ago, oldest first: a crash may have swallowed it. Not among `ids`. */
	handedOn: HandedOnIds[];
}

export interface HandedOnIds {
	/** When the poll began; milliseconds since 1970. */
	atMs: number;
	/** In the order in which they are kept. */
	ids: string[];
}

/** What one poll saw. */
export interface Sighting {
	atMs: number;
	handedOn: readonly string[];
	/** Not to be handed on, or no more; before all that is remembered. */
	others: readonly string[];
}

export interface SeenRules {
	/** So many are remembered for good, and so many of those handed on a short time ago. */
	most: number;
	rewindMs: number;
	/** Puts ids in order, those to be kept first; without it the order is that in which they were seen, newest first. */
	compare?: (a: string, b: string) => number;
	/** What was handed on since then (milliseconds since 1970) stays apart from the rest, however long ago that is. */
	apartSinceMs?: number;
}

export interface Remembered {
	seen: SeenIds;
	/** What there was no room for. */
	forgotten: { ids: string[]; handedOn: string[] };
}

export const toSeenSet = ({ ids, handedOn }: SeenIds): Set<string> =>
	new Set([...handedOn.flatMap((it) => it.ids), ...ids]);

/** Whether it was handed on by the last poll that handed anything on, or in the `rewindMs` before that. */
export function isAtRisk(
	{ atMs }: { atMs: number },
	handedOn: readonly HandedOnIds[],
	rewindMs: number,
): boolean {
	const lastMs = Math.max(...handedOn.map((it) => it.atMs));
	return atMs === lastMs || atMs > lastMs - rewindMs;
}

/** Parts what a crash may have swallowed from the rest, however long ago that is by now. */
export function splitAtRisk(
	{ ids, handedOn }: SeenIds,
	rewindMs: number,
): { safe: SeenIds; atRisk: string[] } {
	const isRisky = (it: HandedOnIds) => isAtRisk(it, handedOn, rewindMs);
	return {
		safe: { ids, handedOn: handedOn.filter((it) => !isRisky(it)) },
		atRisk: handedOn.filter(isRisky).flatMap((it) => it.ids),
	};
}

/** Remembers what a poll saw; a clock that was set back does not make older hand-overs the last. */
export function addSeen(seen: SeenIds, sighting: Sighting, rules: SeenRules): Remembered {
	const { atMs } = sighting;
	const { most, rewindMs, compare, apartSinceMs = Infinity } = rules;
	const toOrder = (ids: string[]) => (compare ? [...ids].sort(compare) : ids);
	const added = [...new Set(sighting.handedOn)];
	const isAdded = new Set(added);
	const all = seen.handedOn
		.map((it) => ({
			atMs: Math.min(it.atMs, atMs),
			ids: it.ids.filter((id) => !isAdded.has(id)),
		}))
		.concat(added.length > 0 ? [{ atMs, ids: toOrder(added) }] : []);
	const isApart = (it: HandedOnIds) => it.atMs >= apartSinceMs || isAtRisk(it, all, rewindMs);
	const handedOn = toFew(toNewest(all.filter(isApart), most));
	const settled = all.filter((it) => !isApart(it)).reverse();
	const apart = new Set(all.filter(isApart).flatMap((it) => it.ids));
	const ids = toOrder(
		[...new Set([...sighting.others, ...settled.flatMap((it) => it.ids), ...seen.ids])].filter(
			(id) => !apart.has(id),
		),
	);
	const kept = new Set(handedOn.flatMap((it) => it.ids));
	return {
		seen: { ids: ids.slice(0, most), handedOn },
		forgotten: {
			ids: ids.slice(most),
			handedOn: [...apart].filter((id) => !kept.has(id)),
		},
	};
}

/** The last hand-overs, as far as there is room. */
function toNewest(handedOn: HandedOnIds[], most: number): HandedOnIds[] {
	let room = most;
	return [...handedOn]
		.reverse()
		.map(({ atMs, ids }) => {
			const kept = ids.slice(0, room);
			room -= kept.length;
			return { atMs, ids: kept };
		})
		.filter(({ ids }) => ids.length > 0)
		.reverse();
}

/** So many hand-overs are told apart; more become coarser in time. */
const handOversAtMost = 20;

/** Joins those that lie closest in time, which are then remembered as long as the later one; the last one stays as it is. */
function toFew(handedOn: HandedOnIds[]): HandedOnIds[] {
	const few = [...handedOn];
	while (few.length > handOversAtMost) {
		const spacings = few.slice(1, -1).map(({ atMs }, at) => atMs - few[at].atMs);
		const at = spacings.indexOf(Math.min(...spacings));
		const [earlier, later] = few.slice(at, at + 2);
		few.splice(at, 2, { atMs: later.atMs, ids: [...later.ids, ...earlier.ids] });
	}
	return few;
}
