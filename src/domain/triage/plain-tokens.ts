import type { TokenKind } from './tokens';

// What an ASCII character can be part of; it says the same as the pattern in tokens.ts.
const letter = 1;
const digit = 2;
const underscore = 4;
const apostrophe = 8;
const pointInNumber = 16;
const shout = 32;
const dot = 64;
const single = 128;
const eyes = 256;
const nose = 512;
const mouth = 1024;
const opensName = 2048;
const inLink = 4096;

const inName = letter | digit | underscore;
const inWord = inName | apostrophe;
const inNumber = digit | pointInNumber;

const hash = 35;
const smallH = 104;
const firstBeyond = 128;

const parts = toParts([
	['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', letter],
	['0123456789', digit],
	['_', underscore],
	["'", apostrophe | nose],
	['-^', nose],
	['.', pointInNumber | dot],
	[',', pointInNumber | single],
	[':', pointInNumber | single | eyes],
	[';', single | eyes],
	['=', eyes],
	['()', single | mouth],
	['DP', letter | mouth],
	['|/', mouth],
	['"$%', single],
	['!?', shout],
	['@#', opensName],
]);

/** Given instead of an end where a character beyond ASCII decides. */
export const unclear = -1;

/** Where the token that starts here ends: here when none does, `unclear` when only the pattern can tell. */
export function findPlainEnd(text: string, start: number): number {
	const code = text.charCodeAt(start);
	if (code >= firstBeyond) return unclear;
	const part = parts[code];
	if (part & letter) {
		const isAddress = code === smallH && isLink(text, start);
		return isAddress ? findEnd(text, start, inLink) : findEnd(text, start, inWord);
	}
	if (part & digit) return findEnd(text, start, inNumber);
	if (part & shout) return findEnd(text, start, shout);
	if (part & dot) return findEnd(text, start, dot);
	if (part & opensName) {
		const end = findEnd(text, start + 1, inName);
		return end === start + 1 ? start : end;
	}
	if (part & eyes) {
		const face = start + (has(text, start + 1, nose) ? 2 : 1);
		if (has(text, face, mouth)) return face + 1;
	}
	return part & single ? start + 1 : start;
}

/** The kind of a token that `findPlainEnd` found. */
export function toPlainKind(text: string, start: number): TokenKind {
	const code = text.charCodeAt(start);
	const part = parts[code];
	if (part & letter) return code === smallH && isLink(text, start) ? 'link' : 'word';
	if (part & digit) return 'number';
	if (part & opensName) return code === hash ? 'hashtag' : 'mention';
	return 'marks';
}

function isLink(text: string, start: number): boolean {
	return text.startsWith('http://', start) || text.startsWith('https://', start);
}

function findEnd(text: string, start: number, wanted: number): number {
	for (let at = start; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= firstBeyond) return unclear;
		if ((parts[code] & wanted) === 0) return at;
	}
	return text.length;
}

function has(text: string, at: number, part: number): boolean {
	const code = at < text.length ? text.charCodeAt(at) : firstBeyond;
	return code < firstBeyond && (parts[code] & part) !== 0;
}

function toParts(rows: Array<[characters: string, part: number]>): Uint16Array {
	const table = new Uint16Array(firstBeyond).fill(inLink);
	for (const blank of '\t\n\v\f\r ') table[blank.charCodeAt(0)] = 0;
	for (const [characters, part] of rows)
		for (const character of characters) table[character.charCodeAt(0)] |= part;
	return table;
}
