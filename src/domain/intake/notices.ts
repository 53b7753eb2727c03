import { toBareEvent, type XEvent } from '../event';
import type { Gap, SourceCoverage, SourceName } from './coverage';
import type { SilenceJudgement } from './silence';
import { toCoverageSentence, toGapSentence } from './told-coverage';
import { tellLength, tellTime } from './told-time';

export { toCoverageSentence } from './told-coverage';

/** Whose watch it is, and when. */
export interface NoticeOf {
	account: XEvent['account'];
	/** Milliseconds since 1970. */
	atMs: number;
	/** What the keywords source searches for: then its notices link to that search. */
	query?: string;
}

/** What one poll proved, all its sources. */
export function toCoverageEvent(coverages: SourceCoverage[], of: NoticeOf): XEvent {
	const lines = coverages.map((it) => `${titles[it.source]}: ${toCoverageSentence(it)}`);
	const missing = coverages.flatMap((it) => toMissing(it).map((one) => `${it.source}: ${one}`));
	return toNotice(of, {
		id: `coverage-${Math.floor(of.atMs)}`,
		kind: 'coverage',
		text: lines.join('\n') || 'No source was due.',
		permalink: `https://x.com/${of.account.handle}`,
		missing,
	});
}

/** A stretch of a source that was not read. */
export function toGapEvent(source: SourceName, gap: Gap, of: NoticeOf): XEvent {
	const told = toGapSentence(gap);
	const [fromMs, toMs] = [Date.parse(gap.from), Date.parse(gap.to)];
	const look = gap.fate === 'lost' ? ` ${places[source]}` : '';
	return toNotice(of, {
		id: `gap-${source}-${fromMs}-${toMs}`,
		kind: 'gap',
		text: `${titles[source]} of @${of.account.handle}: ${told}${look}`,
		permalink: toLink(source, of, { fromMs, toMs }),
		missing: [told],
	});
}

/** Nothing came for an improbably long time. */
export function toSilenceEvent(
	source: SourceName,
	{ fromMs, toMs, expected }: SilenceJudgement,
	of: NoticeOf,
): XEvent {
	const nothing = `No ${subjects[source](of.account.handle)} for ${tellLength(toMs - fromMs)}`;
	const usual = `in such a time at this point of the week there are usually about ${Math.max(1, Math.round(expected))}`;
	return toNotice(of, {
		id: `silence-${source}-${Math.floor(fromMs)}`,
		kind: 'silence',
		text: `${nothing} (since ${tellTime(fromMs)}); ${usual}. ${places[source]}`,
		permalink: toLink(source, of),
		missing: [],
	});
}

function toNotice(
	{ account, atMs }: NoticeOf,
	notice: Pick<XEvent, 'id' | 'kind' | 'text' | 'permalink'> & { missing: string[] },
): XEvent {
	const { missing, ...told } = notice;
	const at = new Date(atMs).toISOString();
	return toBareEvent({
		...told,
		...{ createdAt: at, receivedAt: at, source: 'poll' },
		account: { ...account },
		author: { ...account },
		completeness: { complete: missing.length === 0, missing },
	});
}

function toMissing({ state, gaps, unreadable, notes }: SourceCoverage): string[] {
	const why = state === 'failed' ? ['Nothing was read.', ...notes] : [];
	return [...why, ...gaps.map(toGapSentence), ...unreadable];
}

const titles: Record<SourceName, string> = {
	mentions: 'Mentions',
	keywords: 'Brand keywords',
	messages: 'Direct messages',
	followers: 'New followers',
};

const subjects: Record<SourceName, (handle: string) => string> = {
	mentions: (handle) => `mention of @${handle}`,
	keywords: () => 'post with your brand keywords',
	messages: (handle) => `direct message to @${handle}`,
	followers: (handle) => `new follower of @${handle}`,
};

const places: Record<SourceName, string> = {
	mentions: 'Look at the mentions on X whether there are any that did not come here.',
	keywords: 'Search for the keywords on X whether there are posts that did not come here.',
	messages: 'Look at the messages on X whether there are any that did not come here.',
	followers: 'Look at the followers on X whether there are any that did not come here.',
};

/** Where a person can look. X's own search takes whole days. */
function toLink(
	source: SourceName,
	{ account: { handle }, query }: NoticeOf,
	stretch?: { fromMs: number; toMs: number },
): string {
	if (source === 'messages') return 'https://x.com/messages';
	if (source === 'followers') return `https://x.com/${handle}/followers`;
	if (source === 'keywords' && query === undefined) return 'https://x.com/search-advanced';
	const words = source === 'mentions' ? `@${handle}` : `${query}`;
	const days = stretch
		? ` since:${toDay(stretch.fromMs)} until:${toDay(stretch.toMs + 24 * 3_600_000)}`
		: '';
	return `https://x.com/search?q=${encodeURIComponent(words + days)}&f=live`;
}

const toDay = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10);
