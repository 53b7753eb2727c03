/**
 * A number of a JSON object as it is written: parsed, an id of 19 digits has lost some.
 *
 * @param json an object known to be valid, in which `key` holds a number
 */
export function findNumber(json: string, key: string): string {
	let depth = 0;
	let found = '';
	for (let at = 0; at < json.length; at++) {
		const mark = json[at];
		if (mark === '{' || mark === '[') depth++;
		else if (mark === '}' || mark === ']') depth--;
		else if (mark === '"') {
			const end = findEnd(json, at);
			const isKey = depth === 1 && JSON.parse(json.slice(at, end)) === key;
			const [, value] = (isKey && readValue(json, end)) || [];
			// Of a key that stands there twice the last counts, as in JSON.parse.
			if (value !== undefined) found = value;
			at = end - 1;
		}
	}
	return found;
}

/** Behind the quote that closes a text. */
function findEnd(json: string, start: number): number {
	let at = start + 1;
	while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
	return at + 1;
}

function readValue(json: string, at: number): RegExpExecArray | null {
	const value = /\s*:\s*([-+.\deE]+)/y;
	value.lastIndex = at;
	return value.exec(json);
}
