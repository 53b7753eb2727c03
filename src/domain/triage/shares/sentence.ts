import type { ShareReport, SharePeriod, UsualShare } from './share-report';

export interface Told {
	period: SharePeriod;
	/** Such as `14:00`; told of hours only. */
	from: string;
	to: string;
	/** The weekday, of days: 1 is Monday. */
	rhythm: number;
	minimumPosts: number;
	pastPeriods: number;
	neededPeriods: number;
}

type Verdict = Pick<ShareReport, 'state' | 'negative' | 'forUs' | 'usual'>;

/** What ops staff read: the figure, and what is usual or why nothing can be said. */
export function toSentence({ state, negative, forUs, usual }: Verdict, told: Told): string {
	const when = times[told.period](told);
	if (forUs === 0) return `No posts for us came in ${when}, so there is no share to judge.`;
	const posts = `${negative.count} of ${forUs} ${forUs === 1 ? 'post' : 'posts'}`;
	const were = negative.count === 1 ? 'was a complaint' : 'were complaints';
	const limit = state === 'fewer than usual' ? usual?.low : usual?.high;
	const digits = findDigits(negative.share, limit);
	const fact = `${posts} ${were} ${when} (${show(negative.share, digits)} %)`;
	if (state === 'too few posts') {
		return `${fact}; fewer than ${told.minimumPosts} posts say too little to judge.`;
	}
	if (usual === undefined) {
		const unit = told.pastPeriods === 1 ? told.period : `${told.period}s`;
		return `${fact}; only ${told.pastPeriods} earlier ${unit} with posts, ${told.neededPeriods} are needed to know what is usual.`;
	}
	const range = `between ${show(usual.low, digits)} and ${show(usual.high, digits)} %`;
	const like = likes[usual.comparedWith](told);
	if (state === 'usual') return `${fact}, which is usual${like}: ${range}.`;
	return `${fact}; ${range} is usual${like}.`;
}

/** What was counted as what. */
export function toBasis({ total, forUs, counts }: Pick<ShareReport, 'total' | 'forUs' | 'counts'>) {
	const notForUs = total - forUs;
	const { unsure } = counts;
	const parts = [
		...(notForUs > 0 ? [`${notForUs} not for us ${notForUs === 1 ? 'is' : 'are'} left out`] : []),
		...(unsure === 1 ? ['1 unsure one counts as a post, but not as a complaint'] : []),
		...(unsure > 1 ? [`${unsure} unsure ones count as posts, but not as complaints`] : []),
	];
	if (parts.length === 0) return 'All posts count.';
	return `Of ${total} ${total === 1 ? 'post' : 'posts'}, ${parts.join('; ')}.`;
}

const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

const times: Record<SharePeriod, (told: Told) => string> = {
	hour: ({ from, to }) => `between ${from} and ${to}`,
	day: () => 'yesterday',
	week: () => 'last week',
};

const likes: Record<UsualShare['comparedWith'], (told: Told) => string> = {
	all: () => '',
	'same hour': () => ' at this hour',
	'same weekday': ({ rhythm }) => ` on a ${weekdays[rhythm - 1]}`,
};

/** As few decimals as keep a share apart from the limit it is beyond. */
function findDigits(share: number, limit: number | undefined): number {
	if (limit === undefined || limit === share) return 0;
	return [0, 1, 2].find((digits) => show(share, digits) !== show(limit, digits)) ?? 3;
}

function show(share: number, digits: number): string {
	return (share * 100).toFixed(digits);
}
