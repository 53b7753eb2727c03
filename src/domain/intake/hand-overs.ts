import type { HandOver } from './checkpoint';
import { type Span, toHull } from './span';

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

/**
 * Joins neighbours in time: rather such as lie side by side, so that nothing else is read again with them, then such as lie closest
 * in time, so that the joined ones are not remembered much longer than each would have been.
 */
function toFew(handedOn: HandOver[]): HandOver[] {
	const few = [...handedOn];
	while (few.length > handOversPerRung) {
		const pairs = few.slice(2).map((later, index) => ({
			at: index + 1,
			isApart: isApart(few[index + 1], later),
			spacingMs: later.atMs - few[index].atMs,
		}));
		const [{ at }] = pairs.sort(
			(a, b) => Number(a.isApart) - Number(b.isApart) || a.spacingMs - b.spacingMs,
		);
		few.splice(at, 2, join(few[at], few[at + 1]));
	}
	return few;
}

/** Whether a tenth or more of what lies between the ends of both belongs to neither. */
function isApart(a: HandOver, b: HandOver): boolean {
	const sizes = [a, b, join(a, b)].map(toSpan).map(toSize);
	return (sizes[2] - sizes[0] - sizes[1]) * 10n >= sizes[2];
}

const toSize = ({ aboveId, belowId }: Span) => BigInt(belowId) - BigInt(aboveId);

/** All that `addHandOver` has added say where they end. */
const toSpan = ({ aboveId, belowId = aboveId }: HandOver): Span => ({ aboveId, belowId });

const join = (earlier: HandOver, later: HandOver): HandOver => ({
	...later,
	...toHull(toSpan(earlier), toSpan(later)),
});
