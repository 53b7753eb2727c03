/** How X reads a text: who is mentioned, which parts are links, and how long it counts. Positions are code points. */

export interface TextSpan {
	start: number;
	end: number;
	value: string;
}

const MENTION = /(?<![\w!#$%&*@＠])[@＠](\w{1,15})(?![\w@＠]|:\/\/)/g;
const HASHTAG = /(?<![\w&])[#＃]([\p{L}\p{M}\p{N}_]*[\p{L}\p{M}][\p{L}\p{M}\p{N}_]*)/gu;
const CASHTAG = /(?<![\w$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?!\w)/g;
const TOP_LEVEL =
	'com|org|net|io|co|dev|app|info|biz|gov|edu|example|uk|de|fr|es|it|nl|eu|us|ca|in|jp|br';
const LINK = new RegExp(
	`(?<![@\\w.-])(?:https?://[^\\s<>"]+|(?:[a-z0-9-]+\\.)+(?:${TOP_LEVEL})\\b(?:/[^\\s<>"]*)?)`,
	'gi',
);
const EMOJI = new RegExp('\\p{RGI_Emoji}', 'gv');
/** Code point ranges that weigh half, by X's counting rules (twitter-text configuration v3). */
const LIGHT: Array<[number, number]> = [
	[0, 4351],
	[8192, 8205],
	[8208, 8223],
	[8242, 8247],
];
const LINK_LENGTH = 23;
export const MAX_WEIGHTED_LENGTH = 280;

export const findMentions = (text: string): TextSpan[] => spans(text, MENTION);
export const findHashtags = (text: string): TextSpan[] => spans(text, HASHTAG);
export const findCashtags = (text: string): TextSpan[] => spans(text, CASHTAG);

export function findLinks(text: string): TextSpan[] {
	return spans(text, LINK).map((link) => {
		const value = link.value.replace(/[.,;:!?'")\]]+$/, '');
		return { start: link.start, end: link.start + codePoints(value), value };
	});
}

export const codePoints = (text: string): number => [...text].length;

/** The first `count` code points, so that no character is cut in half. */
export const cut = (text: string, count: number): string => [...text].slice(0, count).join('');

/** X's weighted length: links 23, emoji 2, characters of the light ranges 1, all others 2; normalised to NFC first. */
export function weightedLength(text: string): number {
	let rest = text.normalize('NFC');
	let length = 0;
	for (const link of findLinks(rest).reverse()) {
		const characters = [...rest];
		characters.splice(link.start, link.end - link.start);
		rest = characters.join('');
		length += LINK_LENGTH;
	}
	rest = rest.replace(EMOJI, () => {
		length += 2;
		return '';
	});
	for (const character of rest) length += isLight(character.codePointAt(0) ?? 0) ? 1 : 2;
	return length;
}

/** A rough guess by script, enough to see that the field is used: X's own detection is far better. */
export function guessLanguage(text: string): string {
	if (/[\u0590-\u05ff]/.test(text)) return 'iw';
	if (/[\u0600-\u06ff]/.test(text)) return 'ar';
	if (/[\u3040-\u30ff]/.test(text)) return 'ja';
	if (/[\u4e00-\u9fff]/.test(text)) return 'zh';
	if (/[\u0400-\u04ff]/.test(text)) return 'ru';
	return 'en';
}

function spans(text: string, pattern: RegExp): TextSpan[] {
	return [...text.matchAll(pattern)].map((match) => {
		const start = codePoints(text.slice(0, match.index));
		return { start, end: start + codePoints(match[0]), value: match[1] ?? match[0] };
	});
}

const isLight = (codePoint: number): boolean =>
	LIGHT.some(([from, to]) => codePoint >= from && codePoint <= to);
