/** What stands at a dot path such as `data.items.0.id` in a parsed answer; the empty path is the answer itself. */
export function pickAt(answer: unknown, path: string): unknown {
	const steps = path.split('.').filter((step) => step.trim() !== '');
	return steps.reduce<unknown>((node, step) => {
		if (typeof node !== 'object' || node === null) return undefined;
		return Object.hasOwn(node, step.trim())
			? (node as Record<string, unknown>)[step.trim()]
			: undefined;
	}, answer);
}

/** A string or number as text, else undefined. */
export function toScalar(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether some text in the answer is one of `words`, or holds it as a whole (`x-1-20` is not in `x-1-203`). */
export function mentions(answer: unknown, words: string[]): boolean {
	return toTexts(answer).some((text) => words.some((word) => holds(text, word)));
}

function holds(text: string, word: string): boolean {
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
		if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + word.length))) return true;
	}
	return false;
}

function toTexts(node: unknown): string[] {
	if (typeof node === 'string') return [node];
	if (typeof node === 'number') return [String(node)];
	return typeof node === 'object' && node !== null ? Object.values(node).flatMap(toTexts) : [];
}
