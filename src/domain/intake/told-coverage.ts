import { showUsd } from '../cost';
import type { Gap, SourceCoverage } from './coverage';
import { tellCount, tellStretch } from './told-time';

/** More of one kind are counted, not told. */
const mostTold = 5;

/** What a poll of one source proved, for the log and for people. Names no source. */
export function toCoverageSentence(coverage: SourceCoverage): string {
	const { gaps, unreadable, notes, found, pages, costUsd } = coverage;
	const read = `${found} found in ${tellCount(pages, 'call')}, ${showUsd(costUsd)}`;
	const figures = coverage.state === 'skipped' && pages === 0 ? '' : `; ${read}`;
	return [
		`${beginnings[coverage.state](coverage)}${figures}.`,
		...tell(gaps.map(toGapSentence), 'gap'),
		...tell(
			unreadable.map((it) => `Could not be read: ${toSentence(it)}`),
			'unreadable thing',
		),
		...tell(notes.map(toSentence), 'note'),
	].join(' ');
}

/** When it was, what becomes of it, and why it was not read. */
export function toGapSentence({ from, to, fate, reason }: Gap): string {
	return `${tellStretch(from, to)} was not read; ${fates[fate]}: ${toSentence(reason)}`;
}

const beginnings: Record<SourceCoverage['state'], (coverage: SourceCoverage) => string> = {
	complete: ({ proved }) =>
		proved ? `Read completely from ${tellStretch(proved.from, proved.to)}` : 'Read completely',
	partial: ({ proved, gaps }) => {
		if (!proved) return 'Read in part; nothing is proved yet';
		const but = gaps.length > 0 ? `, but for ${tellCount(gaps.length, 'gap')}` : ' in part';
		return `Read from ${tellStretch(proved.from, proved.to)}${but}`;
	},
	failed: () => 'Nothing was read, X could not be asked',
	skipped: () => 'X was not asked',
};

const fates: Record<Gap['fate'], string> = {
	pending: 'a later poll reads it',
	lost: 'nothing X offers reaches it any more, only a person can look',
};

function tell(sentences: string[], kind: string): string[] {
	const more = sentences.length - mostTold;
	if (more <= 0) return sentences;
	return [...sentences.slice(0, mostTold), `And ${tellCount(more, `more ${kind}`)}.`];
}

function toSentence(text: string): string {
	const trimmed = text.trim();
	return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
