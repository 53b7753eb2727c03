import type { HandOver } from './checkpoint';
import { toHull } from './span';

/** So many hand-overs are remembered of what the timeline showed, and so many of the rest; more become coarser in time. */
const handOversPerRung = 20;

/**
 * The hand-overs that a crash may have swallowed: those of the last poll that handed anything on, and those younger than
 * `rewindMs` by then, however long ago that is by now.
 */
export function listAtRisk(handedOn: readonly HandOver[], rewindMs: number): HandOver[] {
	const lastMs = Math.max(...handedOn.map(({ atMs }) => atMs));
	return handedOn.filter(({ atMs }) => atMs === lastMs || atMs > lastMs - rewindMs);
}

/** Remembers one more; a clock that was set back does not make older ones the last. */
export function addHandOver(handedOn: readonly HandOver[], added: Required<HandOver>): HandOver[] {
	const all = handedOn.map((it) => ({ ...it, atMs: Math.min(it.atMs, added.atMs) }));
	const { rung, ...handOver } = added;
	all.push(rung === 'timeline' ? handOver : added);
	const isShown = ({ rung: by }: HandOver) => (by ?? 'timeline') === 'timeline';
	return [...toFew(all.filter(isShown)), ...toFew(all.filter((it) => !isShown(it)))];
}

/** Joins those that lie closest in time, so that the joined ones are not remembered much longer than each would have been. */
function toFew(handedOn: HandOver[]): HandOver[] {
	const few = [...handedOn];
	while (few.length > handOversPerRung) {
		const spacings = few.slice(2).map((later, at) => later.atMs - few[at].atMs);
		const at = 1 + spacings.indexOf(Math.min(...spacings));
		few.splice(at, 2, join(few[at], few[at + 1]));
	}
	return few;
}

/** Both come from this file, which always says where they end. */
function join(earlier: HandOver, later: HandOver): HandOver {
	const toSpan = ({ aboveId, belowId = later.belowId ?? aboveId }: HandOver) => ({
		aboveId,
		belowId,
	});
	return { ...later, ...toHull(toSpan(earlier), toSpan(later)) };
}
