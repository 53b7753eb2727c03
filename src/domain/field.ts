/** An item is not what the node needs. The message names the field and its value. */
export class InvalidItem extends Error {
	/** How to get unstuck. */
	readonly hint: string;

	constructor(
		readonly field: string,
		value: unknown,
		expected: string,
		hint = 'Look at this item in the output of the node before; a node in between may have changed it.',
	) {
		super(`'${field}' should be ${expected}, but it is ${toShown(value)}`);
		this.name = 'InvalidItem';
		this.hint = hint;
	}
}

/** Readers for the fields of one object from outside; each throws `InvalidItem` when the field is not what it should be. */
export interface Fields {
	/** What `parse` makes of the field; undefined when it is absent, null or an empty string. */
	optional<T>(name: string, parse: (value: unknown) => T): T | undefined;
	object(name: string): Fields;
	/** An X id; a number is refused because it may have lost digits. */
	id(name: string): string;
	/** An id of X's, or a name made from ids: letters, digits, ".", "_", "-". */
	key(name: string): string;
	string(name: string): string;
	number(name: string): number;
	/** ISO 8601 in, ISO 8601 in UTC with milliseconds out. */
	time(name: string): string;
	/** With or without "@" in, without out. */
	handle(name: string): string;
	/** http or https, nothing in it that could end a line or an attribute. */
	url(name: string): string;
	/** An absent field is `fallback`. */
	oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T;
	/** An absent list is empty. */
	list<T>(name: string, parse: (value: unknown, path: string) => T): T[];
}

/** @param path the object's own name, put before its fields' names in errors */
export function read(value: unknown, path: string): Fields {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new InvalidItem(path, value, 'an object');
	}
	const object = value as Record<string, unknown>;
	const get = (name: string) => (Object.hasOwn(object, name) ? object[name] : undefined);
	const isAbsent = (name: string) => [undefined, null, ''].includes(get(name) as null);
	const matching = (name: string, pattern: RegExp, expected: string): RegExpMatchArray => {
		const field = get(name);
		const match = typeof field === 'string' ? field.match(pattern) : null;
		if (!match) throw new InvalidItem(`${path}.${name}`, field, expected);
		return match;
	};
	const typed = <T>(name: string, is: (field: unknown) => field is T, expected: string): T => {
		const field = get(name);
		if (!is(field)) throw new InvalidItem(`${path}.${name}`, field, expected);
		return field;
	};
	return {
		optional: (name, parse) => (isAbsent(name) ? undefined : parse(get(name))),
		object: (name) => read(get(name), `${path}.${name}`),
		id: (name) => matching(name, /^\d{1,20}$/, 'an id: digits, as text')[0],
		key: (name) =>
			matching(name, /^[A-Za-z0-9._-]{1,60}$/, 'an id: letters, digits, "." "_" "-", as text')[0],
		string: (name) => typed(name, isString, 'text'),
		number: (name) => typed(name, isFiniteNumber, 'a number'),
		time: (name) => {
			const field = get(name);
			const time = isString(field) && /^\d{4}-/.test(field) ? new Date(field) : new Date(NaN);
			if (Number.isNaN(time.getTime())) {
				throw new InvalidItem(`${path}.${name}`, field, 'a time such as 2026-03-01T09:12:00Z');
			}
			return time.toISOString();
		},
		handle: (name) => matching(name, /^@?(\w{1,50})$/, 'a handle: letters, digits and "_"')[1],
		url: (name) => matching(name, /^https?:\/\/[^\s<>"'`\\]+$/i, 'a web address')[0],
		oneOf: (name, values, fallback) => {
			const field = isAbsent(name) ? fallback : get(name);
			const found = values.find((it) => it === field);
			if (!found) throw new InvalidItem(`${path}.${name}`, field, `one of ${values.join(', ')}`);
			return found;
		},
		list: (name, parse) => {
			const field = isAbsent(name) ? [] : get(name);
			if (!Array.isArray(field)) throw new InvalidItem(`${path}.${name}`, field, 'a list');
			return field.map((it, index) => parse(it, `${path}.${name}[${index}]`));
		},
	};
}

const isString = (field: unknown): field is string => typeof field === 'string';
const isFiniteNumber = (field: unknown): field is number => Number.isFinite(field);

function toShown(value: unknown): string {
	if (value === undefined) return 'missing';
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
