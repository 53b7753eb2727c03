import type { Row, Store } from './store.mts';
import { Reader } from './soql-reader.mts';
import { noColumn, Trouble } from './trouble.mts';

type Test = (row: Row) => boolean;

/** Runs a query of SOQL: fields (also of parents), conditions, order, limit. */
export function runQuery(store: Store, soql: string): Row[] {
	const reader = new Reader(soql);
	reader.take('SELECT');
	const fields: string[] = [];
	do fields.push(reader.word());
	while (reader.is(','));
	reader.take('FROM');
	const object = store.nameOf(reader.word());
	const paths = fields.map((field) => toPath(store, object, field, soql));
	const test = reader.is('WHERE') ? readOr(reader, store, object, soql) : () => true;
	const orders: Array<[read: (row: Row) => unknown, sign: number]> = [];
	if (reader.is('ORDER')) {
		reader.take('BY');
		do {
			const path = toPath(store, object, reader.word(), soql);
			const sign = reader.is('DESC') ? -1 : 1;
			reader.is('ASC');
			orders.push([(row) => readPath(store, row, path), sign]);
		} while (reader.is(','));
	}
	const limit = reader.is('LIMIT') ? Number(reader.word()) : Infinity;
	reader.end();
	const found = store.all(object).filter(test);
	found.sort((one, other) => {
		for (const [read, sign] of orders) {
			const order = compare(read(one), read(other));
			if (order !== 0) return order * sign;
		}
		return 0;
	});
	return found.slice(0, limit).map((row) => toAnswer(store, object, row, paths));
}

interface Step {
	object: string;
	field: string;
	/** How the answer names a parent. */
	relation?: string;
}

/** `Parent.Owner.Name` as steps; the last is a field. */
function toPath(store: Store, from: string, path: string, soql: string): Step[] {
	const names = path.split('.');
	const steps: Step[] = [];
	let object = from;
	for (const [at, name] of names.entries()) {
		if (at === names.length - 1) {
			// An owner is a user or a queue; both have a name.
			const found = store.field(object === 'Owner' ? 'User' : object, name);
			if (!found) throw noColumn(name, object, toPlace(soql, path));
			return [...steps, { object, field: found[0] }];
		}
		const found = Object.entries(store.type(object).fields).find(
			([, { relation }]) => relation?.toLowerCase() === name.toLowerCase(),
		);
		if (!found) {
			const words = `${toPlace(soql, path)}Didn't understand relationship '${name}' in field path.`;
			throw new Trouble(400, 'INVALID_FIELD', words);
		}
		steps.push({ object, field: found[0], relation: found[1].relation });
		object = found[1].to as string;
	}
	return steps;
}

const toPlace = (soql: string, word: string) => {
	const at = Math.max(0, soql.indexOf(word));
	return `\n${soql.slice(Math.max(0, at - 20), at + 30)}\n${' '.repeat(Math.min(at, 20))}^\nERROR at Row:1:Column:${at + 1}\n`;
};

const findAny = (store: Store, id: unknown) =>
	Object.keys(store.objects)
		.map((object) => store.find(object, id))
		.find((row) => row !== undefined);

function readPath(store: Store, row: Row, path: Step[]): unknown {
	let value: unknown = row;
	for (const { field, relation } of path) {
		value = (value as Row | undefined)?.[field];
		if (relation) value = value ? findAny(store, value) : undefined;
	}
	return value ?? null;
}

function toAnswer(store: Store, object: string, row: Row, paths: Step[][]): Row {
	const answer: Row = {
		attributes: { type: object, url: `/services/data/v62.0/sobjects/${object}/${String(row.Id)}` },
	};
	for (const path of paths) {
		let [at, held]: [Row, Row | undefined] = [answer, row];
		for (const { field, relation } of path) {
			if (!relation) {
				at[field] = held?.[field] ?? null;
				break;
			}
			held = held?.[field] ? findAny(store, held[field]) : undefined;
			if (!held) {
				at[relation] = null;
				break;
			}
			at[relation] ??= {};
			at = at[relation] as Row;
		}
	}
	return answer;
}

function readOr(reader: Reader, store: Store, object: string, soql: string): Test {
	const tests = [readAnd(reader, store, object, soql)];
	while (reader.is('OR')) tests.push(readAnd(reader, store, object, soql));
	return (row) => tests.some((test) => test(row));
}

function readAnd(reader: Reader, store: Store, object: string, soql: string): Test {
	const tests = [readTest(reader, store, object, soql)];
	while (reader.is('AND')) tests.push(readTest(reader, store, object, soql));
	return (row) => tests.every((test) => test(row));
}

function readTest(reader: Reader, store: Store, object: string, soql: string): Test {
	if (reader.is('NOT')) {
		const test = readTest(reader, store, object, soql);
		return (row) => !test(row);
	}
	if (reader.is('(')) {
		const test = readOr(reader, store, object, soql);
		reader.take(')');
		return test;
	}
	const name = reader.word();
	const path = toPath(store, object, name, soql);
	const last = path[path.length - 1];
	const type = store.type(last.object === 'Owner' ? 'User' : last.object).fields[last.field];
	if (type.unfiltered) {
		const words = `${toPlace(soql, name)}field '${name}' can not be filtered in a query call`;
		throw new Trouble(400, 'INVALID_FIELD', words);
	}
	const read = (row: Row) => readPath(store, row, path);
	const fold = (value: unknown) =>
		typeof value === 'string' && !type.caseSensitive && type.type !== 'datetime'
			? value.toLowerCase()
			: value;
	const operator = reader.operator();
	if (operator === 'IN') {
		reader.take('(');
		const values: unknown[] = [];
		do values.push(fold(reader.value(type.type)));
		while (reader.is(','));
		reader.take(')');
		return (row) => values.includes(fold(read(row)));
	}
	const wanted = reader.value(type.type, operator === 'LIKE');
	if (operator === 'LIKE') {
		const pattern = wanted as RegExp;
		return (row) => typeof read(row) === 'string' && pattern.test(read(row) as string);
	}
	return (row) => {
		const order = compare(fold(read(row)), fold(wanted));
		if (operator === '=') return order === 0;
		if (operator === '!=' || operator === '<>') return order !== 0;
		if (read(row) === null) return false;
		if (operator === '>') return order > 0;
		if (operator === '>=') return order >= 0;
		return operator === '<' ? order < 0 : order <= 0;
	};
}

/** Nothing goes first; times are compared as times. */
function compare(one: unknown, other: unknown): number {
	const [a, b] = [toComparable(one), toComparable(other)];
	if (a === b) return 0;
	if (a === null) return -1;
	if (b === null) return 1;
	return a < b ? -1 : 1;
}

function toComparable(value: unknown): string | number | null {
	if (value === null || value === undefined) return null;
	if (typeof value === 'boolean') return Number(value);
	if (typeof value === 'number') return value;
	const text = String(value);
	return /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : text;
}
