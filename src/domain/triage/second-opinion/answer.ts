import { categories } from '../triage';
import type { Category } from '../triage';
import { isRecord } from '../../record';

export type Opinion = { category: Exclude<Category, 'unsure'> } | { problem: string };

/** A longer answer is not an answer to what was asked. */
export const longestAnswer = 2000;

/**
 * Takes one of our classes out of what a language model answered (a text, or a LangChain message) and nothing else.
 * The problem is the end of a sentence for ops staff; it never repeats what the model wrote.
 */
export function readOpinion(answer: unknown): Opinion {
	const text = toAnswerText(answer);
	if (text.trim() === '') return { problem: 'the answer has no text' };
	if (text.length > longestAnswer) {
		return { problem: 'the answer is longer than 2,000 characters' };
	}
	const given = findObjects(text).filter((object) => Object.hasOwn(object, 'category'));
	if (given.length === 0) return { problem: 'the answer is not the JSON that was asked for' };
	const different = new Set(
		given.map(({ category, sure = true }) => JSON.stringify([category, sure])),
	);
	// A key may stand twice in one object, and JSON takes the last.
	const mentions = text.match(/"category"\s*:/g)?.length ?? 0;
	if (different.size > 1 || mentions > given.length) {
		return { problem: 'the answer names more than one category' };
	}
	const [{ category, sure = true }] = given;
	if (!isClass(category)) return { problem: 'the answer names a category that does not exist' };
	return sure === true ? { category } : { problem: 'the language model is not sure either' };
}

/** The words of an answer, whatever shape it comes in; reasoning, tool calls and pictures are no words. Never throws. */
export function toAnswerText(answer: unknown): string {
	const content = isRecord(answer) ? answer.content : answer;
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) return '';
	return content
		.map((part: unknown) => (isRecord(part) && part.type === 'text' ? part.text : part))
		.filter((words) => typeof words === 'string')
		.join('\n');
}

/** The outermost JSON objects in a text, between whatever other words. */
function findObjects(text: string): Array<Record<string, unknown>> {
	const objects: Array<Record<string, unknown>> = [];
	let at = text.indexOf('{');
	while (at >= 0) {
		const end = findEnd(text, at);
		const object = parse(text.slice(at, end));
		if (object) objects.push(object);
		at = text.indexOf('{', object ? end : at + 1);
	}
	return objects;
}

/** Behind the bracket that closes the one at `start`; the text's end when none does. */
function findEnd(text: string, start: number): number {
	let depth = 0;
	let isQuoted = false;
	for (let at = start; at < text.length; at++) {
		const character = text[at];
		if (isQuoted && character === '\\') at++;
		else if (character === '"') isQuoted = !isQuoted;
		else if (!isQuoted && character === '{') depth++;
		else if (!isQuoted && character === '}' && --depth === 0) return at + 1;
	}
	return text.length;
}

function parse(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

const isClass = (value: unknown): value is Exclude<Category, 'unsure'> =>
	value !== 'unsure' && categories.some((category) => category === value);
