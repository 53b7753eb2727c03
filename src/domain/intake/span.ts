import { compareIds, toNewestId, toOldestId } from '../post-id';
import type { Range } from './checkpoint';

/** The ids between two ids; neither is one of them. */
export type Span = Required<Range>;

export const isEmpty = ({ aboveId, belowId }: Span) => compareIds(toNextId(aboveId), belowId) >= 0;

/** Whether the range holds the id. */
export const isWithin = (id: string, { aboveId, belowId }: Range): boolean =>
	compareIds(id, aboveId) > 0 && (belowId === undefined || compareIds(id, belowId) < 0);

export const toNextId = (id: string) => String(BigInt(id) + 1n);

export const toPreviousId = (id: string) => (id === '0' ? '0' : String(BigInt(id) - 1n));

/** What is left of a span without the ids of the cut, oldest first; whatever else it carries goes along. */
export function subtract<S extends Span>(span: S, cut: Range): S[] {
	const { aboveId, belowId } = cut;
	if (belowId !== undefined && isEmpty({ aboveId, belowId })) return [span];
	const older = { ...span, belowId: toOlder(span.belowId, toNextId(aboveId)) };
	const newer =
		belowId === undefined
			? []
			: [{ ...span, aboveId: toNewer(span.aboveId, toPreviousId(belowId)) }];
	return [older, ...newer].filter((piece) => !isEmpty(piece));
}

/** The ids of both. */
export const intersect = (span: Span, { aboveId, belowId }: Range): Span => ({
	aboveId: toNewer(span.aboveId, aboveId),
	belowId: belowId === undefined ? span.belowId : toOlder(span.belowId, belowId),
});

/** All ids from the oldest of either to the newest of either. */
export const toHull = (a: Span, b: Span): Span => ({
	aboveId: toOlder(a.aboveId, b.aboveId),
	belowId: toNewer(a.belowId, b.belowId),
});

const toOlder = (a: string, b: string) => toOldestId([a, b]) ?? a;
const toNewer = (a: string, b: string) => toNewestId([a, b]) ?? a;
