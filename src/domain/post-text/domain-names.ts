import { topLevelEnd } from './link-characters';
import { latinTopLevels, otherTopLevels } from './top-level-domains';

/** A stretch of a text in UTF-16 offsets, `end` not included. */
export interface Span {
	start: number;
	end: number;
}

/** What makes a label (what stands between two dots) part of a domain name; `isLast`: the top-level domain comes next. */
export interface LabelRule {
	fits(label: Span, isLast: boolean): boolean;
	/** Where a name may start in this label, from `from` on; -1 when nowhere. */
	startIn(label: Span, isLast: boolean, from: number): number;
}

/**
 * Hands over every domain name between `run.start` and `run.end`, from left to right, each as long as can be. `take` says where
 * to go on. Looks at every label a fixed number of times: the pattern this stands for would try again from every letter.
 */
export function eachDomainName(
	text: string,
	run: Span,
	rule: LabelRule,
	from: number,
	take: (name: Span) => number,
): void {
	const labels = readLabels(text, run);
	const ends = labels.map(({ end }) => findTopLevelEnd(text, end + 1));
	const reach = toReach(labels, ends, rule);
	for (let at = 0, next = from; at < labels.length; at += 1) {
		const isLast = reach[at + 1] < 0;
		const last = isLast ? at : reach[at + 1];
		if (ends[last] < 0 || labels[at].end <= next) continue;
		const start = rule.startIn(labels[at], isLast, next);
		if (start < 0) continue;
		next = take({ start, end: ends[last] });
		at = last;
	}
}

/** For each label: the last one before the top-level domain of the longest name that starts with it whole; -1 for none. */
function toReach(labels: Span[], ends: number[], rule: LabelRule): number[] {
	const reach = new Array<number>(labels.length + 1).fill(-1);
	for (let at = labels.length - 1; at >= 0; at -= 1) {
		if (reach[at + 1] >= 0) reach[at] = rule.fits(labels[at], false) ? reach[at + 1] : -1;
		if (reach[at] < 0 && ends[at] >= 0 && rule.fits(labels[at], true)) reach[at] = at;
	}
	return reach;
}

/** All labels a dot follows. */
function readLabels(text: string, { start, end }: Span): Span[] {
	const labels: Span[] = [];
	let at = start;
	for (let dot = text.indexOf('.', at); dot >= 0 && dot < end; dot = text.indexOf('.', at)) {
		labels.push({ start: at, end: dot });
		at = dot + 1;
	}
	return labels;
}

const latin = new RegExp(`[a-z]+${topLevelEnd}`, 'iy');
const other = new RegExp(`(?:${otherTopLevels.join('|')})${topLevelEnd}`, 'iy');
const punycode = /xn--[-0-9a-z]+/iy;

/** Where the top-level domain that starts at `at` ends; -1 when there is none. */
function findTopLevelEnd(text: string, at: number): number {
	const name = matchAt(latin, text, at);
	if (name && latinTopLevels.has(name.toLowerCase())) return at + name.length;
	const rare = matchAt(other, text, at) ?? matchAt(punycode, text, at);
	return rare ? at + rare.length : -1;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}
