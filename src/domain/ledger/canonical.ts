/**
 * One text for one JSON value, whatever the order of its keys: keys sorted, numbers and text as JSON writes them, nothing
 * done to the letters. What JSON has no word for is absent from objects and null in lists, as with JSON itself.
 */
export function toCanonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map((it) => toCanonical(it ?? null)).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	if (value instanceof Date) return JSON.stringify(value);
	const object = value as Record<string, unknown>;
	const entries = Object.keys(object)
		.filter((key) => object[key] !== undefined)
		.sort()
		.map((key) => `${JSON.stringify(key)}:${toCanonical(object[key])}`);
	return `{${entries.join(',')}}`;
}
