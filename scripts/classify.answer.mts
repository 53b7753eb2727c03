import { classify } from '../src/domain/triage/classify.ts';
import type { TriageOptions } from '../src/domain/triage/classify.ts';
import { longestLine } from './classify.lines.mts';
import type { Line } from './classify.lines.mts';
import { findNumber } from './classify.number.mts';

/** What a line says; `id` is JSON already, so that a number keeps its digits. */
interface ReadLine {
	id: string;
	text: string;
	language?: string;
}

const noId = 'null';

/** Answers lines one after the other, and counts. */
export function createAnswerer(options: TriageOptions) {
	let at = 0;
	let lines = 0;
	let unread = 0;

	/** A line with its end; nothing for a blank one. */
	function answer({ text: line }: Line): string {
		at++;
		if (line !== undefined && line.trim() === '') return '';
		lines++;
		let id = noId;
		try {
			const post = parse(line);
			id = readId(post.id, line!);
			return toLine(id, judge({ id, ...readText(post) }, options));
		} catch (error) {
			unread++;
			return toLine(id, { line: at, error: (error as Error).message });
		}
	}

	return { answer, count: () => ({ lines, unread }) };
}

/** What cannot be read has no figures of its own: even odds. */
const unknown = { complaintProbability: 0.5, relevanceProbability: 0.5 };
const untold = { sentiment: null, severity: null };

function judge({ text, language }: ReadLine, options: TriageOptions): object {
	const { category, probability, ...rest } = classify({ text, language }, undefined, options);
	return { category, probability, ...unknown, ...untold, ...rest };
}

function parse(line: string | undefined): Record<string, unknown> {
	const expected = 'a JSON object such as {"id": "1", "text": "..."}';
	if (line === undefined) throw wrong('line', `longer than ${longestLine} bytes`, 'shorter');
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		throw wrong('line', show(line), expected);
	}
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
		return value as Record<string, unknown>;
	}
	throw wrong('line', show(value), expected);
}

function readId(id: unknown, line: string): string {
	if (id === undefined || id === null) return noId;
	if (typeof id === 'string' || Number.isSafeInteger(id)) return JSON.stringify(id);
	if (typeof id === 'number') return findNumber(line, 'id');
	throw wrong('id', show(id), 'text or a number');
}

function readText({ text, lang }: Record<string, unknown>): Omit<ReadLine, 'id'> {
	if (typeof text !== 'string') throw wrong('text', show(text), 'text');
	if (lang === undefined || lang === null) return { text };
	if (typeof lang !== 'string') throw wrong('lang', show(lang), 'a language such as "en"');
	return { text, language: lang };
}

function toLine(id: string, fields: object): string {
	const json = `{"id":${id},${JSON.stringify(fields).slice(1)}\n`;
	return json.replace(/[\u0085\u2028\u2029]/g, (mark) => lineEnds[mark]);
}

/** Allowed inside JSON, but many a reader takes them for the end of a line. */
const lineEnds: Record<string, string> = {
	'\u0085': '\\u0085',
	'\u2028': '\\u2028',
	'\u2029': '\\u2029',
};

function wrong(field: string, value: string, expected: string): Error {
	return new Error(`'${field}' should be ${expected}, but it is ${value}`);
}

const mostShown = 80;

function show(value: unknown): string {
	if (value === undefined) return 'missing';
	const text = toJson(value);
	return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}

function toJson(value: unknown): string {
	try {
		return JSON.stringify(value);
	} catch {
		return 'nested too deep to be shown';
	}
}
