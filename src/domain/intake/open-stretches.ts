import { compareIds, toOldestId } from '../post-id';
import type { Range } from './checkpoint';
import { isEmpty, isWithin, type Span, toHull } from './span';

/** Messages that were not read yet, or have to be read once more. */
export interface OpenStretch extends Span {
	/** Where X goes on, while X takes it; absent: only from the newest message on. */
	token?: string;
	/** Messages found new since it opened, for the size of the pages. */
	found: number;
	/** How often in a row X did not let the reading go on. */
	stalls?: number;
	/** Was handed on shortly before a restart, which may have swallowed it: nothing is missing for sure. */
	isRepeat?: true;
}

/** What was dealt with before. */
export interface KnownMessages {
	has(id: string): boolean;
	/** The newest one that is older than this id. */
	nextBelow(id: string): string;
}

/** One reading, from the newest message or from where an earlier one was interrupted. */
export interface MessagesRun {
	/** One of those that are open; absent: from the newest message. */
	from?: OpenStretch;
	/** All that X sent, new or not. */
	ids: readonly string[];
	/** X has no more. */
	isEnd: boolean;
	/** Where X goes on. */
	token?: string;
}

const openAtMost = 6;
const stallsAtMost = 3;

/** Whether reading got past the range: to a message below it that was dealt with before. */
export const isPassed = (
	{ aboveId }: Range,
	ids: readonly string[],
	known: KnownMessages,
): boolean => ids.some((id) => compareIds(id, aboveId) <= 0 && known.has(id));

/** What a reading has to get past: what was to be read from there, and what can only be read from the newest message on. */
export const toTargets = (
	open: readonly OpenStretch[],
	head: Range,
	from?: OpenStretch,
): Array<Range & Partial<OpenStretch>> =>
	from ? [from] : [head, ...open.filter(({ token }) => token === undefined)];

/** What is still open after a reading. Nothing counts as read that was not. */
export function noteRun(
	open: readonly OpenStretch[],
	head: Range,
	run: MessagesRun,
	known: KnownMessages,
): OpenStretch[] {
	const { ids, isEnd, token, from } = run;
	const targets = toTargets(open, head, from);
	const isLeft = (range: Range) => !isEnd && !isPassed(range, ids, known);
	// What lies above the place where the reading began was not in its way.
	const isBelow = (it: OpenStretch) => !from || compareIds(it.belowId, from.belowId) <= 0;
	const others = open.filter((it) => !targets.includes(it) && (!isBelow(it) || isLeft(it)));
	const left = targets.filter(isLeft).flatMap((it) => toRest(it, ids, known) ?? []);
	if (left.length === 0) return others;
	const found = ids.filter((id) => !known.has(id)).length;
	const rest = {
		...toOne(left),
		found: found + Math.max(...left.map((it) => it.found)),
		...(token !== undefined && { token }),
	};
	// X took the token, so what was before does not count.
	if (from && ids.length > 0) delete rest.stalls;
	return toFew([rest, ...others.filter((it) => !isInside(it, rest))]);
}

/** X did not let the reading go on there: the next one begins with the newest message. */
export function noteStall(open: readonly OpenStretch[], stalled: OpenStretch): OpenStretch[] {
	return open.map((it) => {
		if (it !== stalled) return it;
		const rest = { ...it, stalls: (it.stalls ?? 0) + 1 };
		delete rest.token;
		return rest;
	});
}

/** What X will never let anybody read: asking again and again would cost, and bring nothing. */
export const isStuck = ({ stalls = 0 }: OpenStretch): boolean => stalls >= stallsAtMost;

/** Newest first and a bounded number: the two newest become one, and what lies between them is read again. */
export function toFew(open: readonly OpenStretch[]): OpenStretch[] {
	const few = [...open].sort((a, b) => compareIds(b.belowId, a.belowId));
	while (few.length > openAtMost) {
		const [a, b] = few;
		const token = a.token === undefined ? {} : { token: a.token };
		few.splice(0, 2, { ...toOne([a, b]), found: a.found + b.found, ...token });
	}
	return few;
}

const isInside = (inner: Span, outer: Span) =>
	compareIds(inner.aboveId, outer.aboveId) >= 0 && compareIds(inner.belowId, outer.belowId) <= 0;

/** X answers newest first, so what was read of a range is its newest part. */
function toRest(
	range: Range & Partial<OpenStretch>,
	ids: readonly string[],
	known: KnownMessages,
): OpenStretch | undefined {
	const { aboveId, belowId, found = 0 } = range;
	const lowestId = toOldestId(ids.filter((id) => isWithin(id, range))) ?? belowId;
	const oldestId = lowestId ?? toOldestId([...ids]);
	if (oldestId === undefined) return undefined;
	// Without a newer one, those that came late stand before what is known: they go on down to the next known one.
	const span = { aboveId: lowestId ? aboveId : known.nextBelow(oldestId), belowId: oldestId };
	const { stalls, isRepeat } = range;
	return isEmpty(span)
		? undefined
		: { ...span, found, ...(stalls && { stalls }), ...(isRepeat && { isRepeat }) };
}

/** All of them and what lies between them, without a token. */
function toOne(open: OpenStretch[]): OpenStretch {
	const { aboveId, belowId } = open.reduce<Span>(toHull, open[0]);
	const stalls = Math.max(...open.map((it) => it.stalls ?? 0));
	return {
		aboveId,
		belowId,
		found: 0,
		...(stalls > 0 && { stalls }),
		...(open.every((it) => it.isRepeat) && { isRepeat: true }),
	};
}
