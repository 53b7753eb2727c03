import type { LabelRule, Span } from './domain-names';
import { eachDomainName } from './domain-names';
import {
	afterDomain,
	before,
	domainLetter,
	domainRun,
	plainLetter,
	shortLink,
} from './link-characters';
import { fitsLabel } from './punycode-length';

/** A stretch of a post that X turns into a link, in UTF-16 offsets of the text as it came. */
export interface Link extends Span {
	/** As it stands in the text: without protocol where it was written without. */
	url: string;
}

const longestUrl = 4096;
const longestShortKey = 40;

/**
 * Everything X makes a link of, with and without http in front; ported from twitter-text 3.1.0 (Copyright Twitter, Inc., Apache
 * License 2.0). Time grows with the length of the text only.
 */
export function findLinks(text: string): Link[] {
	const links: Link[] = [];
	let from = 0;
	for (const match of text.matchAll(domainRun)) {
		if (!match[0].includes('.')) continue;
		const run = { start: match.index, end: match.index + match[0].length };
		const protocol = findProtocol(text, run.start, from);
		eachDomainName(text, run, toLinkRule(text, run, protocol), from, (domain) => {
			afterDomain.lastIndex = domain.end;
			const [rest, path] = afterDomain.exec(text)!;
			from = domain.end + rest.length;
			if (protocol && domain.start === run.start) {
				links.push(...withProtocol(text, protocol, domain, from));
			} else {
				links.push(...withoutProtocol(text, domain, from, path !== undefined));
			}
			return from;
		});
	}
	return links;
}

/** Whether X makes a link of any part of the text; a post with one costs more. */
export function hasLink(text: string): boolean {
	return findLinks(text).length > 0;
}

function findProtocol(text: string, end: number, from: number): string | undefined {
	const protocol = /https?:\/\/$/i.exec(text.slice(Math.max(from, end - 8), end))?.[0];
	if (!protocol) return undefined;
	const start = end - protocol.length;
	const mayStart = start === 0 || (start > from && before.test(text[start - 1]));
	return mayStart ? protocol : undefined;
}

/** A label starts and ends with a letter or digit; "_" is for subdomains only. */
function toLinkRule(text: string, run: Span, protocol: string | undefined): LabelRule {
	const isLetter = (at: number) => domainLetter.test(text.charAt(at));
	const fits = ({ start, end }: Span, isLast: boolean) =>
		start < end &&
		isLetter(start) &&
		isLetter(end - 1) &&
		!(isLast && text.slice(start, end).includes('_'));
	return {
		fits,
		startIn(label, isLast, from) {
			if (protocol && label.start === run.start && fits(label, isLast)) return label.start;
			if (label.start === label.end || !isLetter(label.end - 1)) return -1;
			const underscore = isLast ? text.slice(label.start, label.end).lastIndexOf('_') : -1;
			const first = label.start + underscore + 1;
			const mayStart = (at: number) => isLetter(at) && before.test(text.charAt(at - 1));
			if (first === 0 && from === 0 && isLetter(0) && !(label.end > 1 && mayStart(1))) return 0;
			for (let at = Math.max(first, from + 1); at < label.end; at += 1) {
				if (mayStart(at)) return at;
			}
			return -1;
		},
	};
}

function withProtocol(text: string, protocol: string, domain: Span, end: number): Link[] {
	const start = domain.start - protocol.length;
	const url = text.slice(start, end);
	if (!isPossible(text, domain, protocol.length + url.length)) return [];
	const short = shortLink.exec(url);
	if (!short) return [{ start, end, url }];
	if (short[1].length > longestShortKey) return [];
	return [{ start, end: start + short[0].length, url: short[0] }];
}

/** Only the plain parts of the domain are links; the last of them takes the path along. */
function withoutProtocol(text: string, domain: Span, end: number, hasPath: boolean): Link[] {
	if (!isPossible(text, domain, 'https://'.length + end - domain.start)) return [];
	if (/[-_./]/.test(text.charAt(domain.start - 1))) return [];
	const name = text.slice(domain.start, domain.end);
	const links: Link[] = [];
	eachDomainName(name, { start: 0, end: name.length }, toPlainRule(name), 0, ({ start, end }) => {
		const at = domain.start + start;
		links.push({ start: at, end: domain.start + end, url: name.slice(start, end) });
		return end;
	});
	const last = links.at(-1);
	if (last && hasPath) {
		last.url += text.slice(domain.end, end);
		last.end = end;
	}
	return links;
}

function toPlainRule(name: string): LabelRule {
	const startIn = (label: Span, _: boolean, from: number) => {
		let start = label.end;
		while (start > Math.max(label.start, from) && plainLetter.test(name[start - 1])) start -= 1;
		return start < label.end ? start : -1;
	};
	return { startIn, fits: (label) => startIn(label, false, 0) === label.start };
}

function isPossible(text: string, domain: Span, length: number): boolean {
	const name = text.slice(domain.start, domain.end);
	if (name.startsWith('xn--') && !hasPlainName(name)) return false;
	return length <= longestUrl && name.split('.').every(fitsLabel);
}

function hasPlainName(name: string): boolean {
	let found = false;
	eachDomainName(name, { start: 0, end: name.length }, toPlainRule(name), 0, ({ end }) => {
		found = true;
		return end;
	});
	return found;
}
