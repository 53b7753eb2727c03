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

/** Whether some text in the answer is the word, or holds it as a whole (`x-1-20` is not in `x-1-203`). */
export function mentions(answer: unknown, word: string): boolean {
	return toFields(answer).some(({ text }) => holds(text, word));
}

function holds(text: string, word: string): boolean {
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
		if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + word.length))) return true;
	}
	return false;
}

/** Every text in the answer, with the name of the field it stands in. */
export function toFields(node: unknown, name = ''): Array<{ name: string; text: string }> {
	if (typeof node === 'string') return [{ name, text: node }];
	if (typeof node === 'number') return [{ name, text: String(node) }];
	if (typeof node !== 'object' || node === null) return [];
	return Object.entries(node).flatMap(([key, value]) => toFields(value, key));
}
