import type { OpenGap } from '../../domain/intake/checkpoint';
import type { Gap } from '../../domain/intake/coverage';
import { toIdTime } from '../../domain/post-id';

/** A stretch that no later poll reads. */
export function toLost(
	gap: Pick<OpenGap, 'aboveId' | 'belowId'>,
	reason: string,
	waiting?: number,
): Gap {
	const number = waiting === undefined ? 'how many posts it held is not known' : toAbout(waiting);
	return { ...toTimes(gap), fate: 'lost', reason: `Not read: ${reason}; ${number}.` };
}

/** A stretch that later polls read. */
export function toPending(gap: OpenGap, waiting?: number): Gap {
	const reason = gap.isRepeat
		? 'Handed on shortly before the last stop; read once more, in case a crash swallowed it.'
		: `Not read yet (${waiting === undefined ? 'not counted' : toAbout(waiting)}); later polls read it as far as 'Posts per Poll' and the budget allow.`;
	return { ...toTimes(gap), fate: 'pending', reason };
}

const toAbout = (waiting: number) => `about ${waiting} ${waiting === 1 ? 'post' : 'posts'} counted`;

const toTimes = ({ aboveId, belowId }: Pick<OpenGap, 'aboveId' | 'belowId'>) => ({
	from: toTime(aboveId),
	to: toTime(belowId),
});

/** ISO 8601, UTC. */
export const toTime = (id: string) => new Date(toIdTime(id)).toISOString();
