/** X takes no more ids or handles in one call. */
const perCall = 100;

/** What is asked for, each once, in the portions X takes. */
export function toBatches(asked: readonly string[]): string[][] {
	const each = [...new Set(asked)];
	const count = Math.ceil(each.length / perCall);
	return Array.from({ length: count }, (_, at) => each.slice(at * perCall, (at + 1) * perCall));
}
