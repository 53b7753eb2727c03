import { findLinks } from './links';

/** What a cut parts, best first. */
export type Border = 'paragraph' | 'sentence' | 'word' | 'character';

export interface Cut {
	/** Offset of what comes next, or of the blanks in between. */
	at: number;
	border: Border;
}

/**
 * Where a text may be cut, from left to right: at blanks, between the words of scripts that are written without them, at emoji,
 * and as a last resort between characters as a reader sees them; never inside a link, a handle or a tag (those may be cut between
 * characters, links never).
 */
export function findBorders(text: string): Cut[] {
	const cuts = new Map<number, Border>();
	const links = toInside(text, findLinks(text));
	for (const { index } of characters.segment(text)) {
		if (index > 0 && links[index] === 0) cuts.set(index, 'character');
	}
	const tags = toInside(text, Array.from(text.matchAll(tag), toSpan));
	for (const { index } of words.segment(text)) {
		if (!cuts.has(index) || tags[index] === 1) continue;
		const before = text.slice(Math.max(0, index - nearby), index);
		const after = text.slice(index, index + nearby);
		if (isLoose(before, after)) cuts.set(index, sentenceEnd.test(before) ? 'sentence' : 'word');
	}
	for (const { index, 0: blank } of text.matchAll(blanks)) {
		if (index > 0) cuts.set(index, toBorder(text.slice(Math.max(0, index - nearby), index), blank));
	}
	return Array.from(cuts, ([at, border]) => ({ at, border })).sort((a, b) => a.at - b.at);
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** How much of the text around a place is looked at, in UTF-16 code units. */
const nearby = 8;

/** Blanks a line may end at. */
const blanks = /[^\S\u00a0\u202f\ufeff]+/g;
const tag = /[@＠#＃$][\p{L}\p{M}\p{N}_]+/gu;
const sentenceEnd = /[.!?…。！？؟।]["'”’»)\]」』）】]*$/u;

function toBorder(before: string, blank: string): Border {
	if (/\n[^\S\n]*\n/.test(blank)) return 'paragraph';
	return blank.includes('\n') || sentenceEnd.test(before) ? 'sentence' : 'word';
}

const unspaced =
	'\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}';
const endsLoosely = new RegExp(
	`[${unspaced}、。，！？：；」』）】\\p{Emoji_Presentation}\\p{Emoji_Modifier}\\ufe0f\\u20e3]$`,
	'u',
);
const startsLoosely = new RegExp(
	`^(?:[${unspaced}「『（【\\p{Emoji_Presentation}]|\\p{Extended_Pictographic}\\ufe0f)`,
	'u',
);

/** Whether a line may end here without a blank. */
function isLoose(before: string, after: string): boolean {
	if (
		/^[\s\p{M}\p{Pe}\p{Pf}\p{Po}ー\u200d]/u.test(after) ||
		/[\s\p{Ps}\p{Pi}\u200d]$/u.test(before)
	) {
		return false;
	}
	return endsLoosely.test(before) || startsLoosely.test(after);
}

const toSpan = ({ index, 0: found }: RegExpExecArray) => ({
	start: index,
	end: index + found.length,
});

/** 1 at every offset with a part of one of the stretches on either side. */
function toInside(text: string, spans: Array<{ start: number; end: number }>): Uint8Array {
	const inside = new Uint8Array(text.length + 1);
	for (const { start, end } of spans) inside.fill(1, start + 1, end);
	return inside;
}
