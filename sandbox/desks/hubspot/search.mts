import { invalid } from './errors.mts';
import type { Properties, Property } from './properties.mts';
import { toMs } from './properties.mts';
import type { Record_ } from './records.mts';

interface Filter {
	propertyName: string;
	operator: string;
	value?: string;
	highValue?: string;
	values?: string[];
}

interface Search {
	filterGroups?: Array<{ filters?: Filter[] }>;
	sorts?: Array<string | { propertyName: string; direction?: string }>;
	query?: string;
	limit?: number;
	after?: string | number;
}

/** One page of what the index shows. */
export function search(
	schema: Properties,
	indexed: Record_[],
	body: Search,
): { total: number; page: Record_[]; after?: string } {
	const { filterGroups = [], sorts = [], query, limit = 10 } = body;
	const after = Number(body.after ?? 0);
	if (limit < 1 || limit > 200) throw invalid(`limit is ${limit}; it must be between 1 and 200`);
	if (Number.isNaN(after)) throw invalid('after must be a number');
	if (after + limit > 10_000) {
		throw invalid('The search returns no more than 10000 results; narrow the filters');
	}
	if (filterGroups.length > 5) throw invalid('There can be no more than 5 filter groups');
	const groups = filterGroups.map(({ filters = [] }) => {
		if (filters.length > 6) throw invalid('There can be no more than 6 filters in a group');
		return filters.map((filter) => toTest(schema, filter));
	});
	const words = query?.toLowerCase();
	const found = indexed
		.filter((it) => groups.length === 0 || groups.some((tests) => tests.every((test) => test(it))))
		.filter((it) => !words || JSON.stringify(it.properties).toLowerCase().includes(words));
	const sorted = sorts[0] ? sortBy(schema, sorts[0], found) : found;
	const page = sorted.slice(after, after + limit);
	const end = after + page.length;
	const isMore = end < sorted.length;
	return { total: sorted.length, page, ...(isMore ? { after: String(end) } : {}) };
}

function toTest(schema: Properties, filter: Filter): (record: Record_) => boolean {
	const { propertyName, operator, value, highValue, values } = filter;
	const property = schema.get(propertyName);
	if (!property) {
		throw invalid(`There was a problem with the request: property ${propertyName} does not exist`);
	}
	if (!Object.hasOwn(operators, operator)) throw invalid(`Invalid operator: ${operator}`);
	const needsValue = !['HAS_PROPERTY', 'NOT_HAS_PROPERTY', 'IN', 'NOT_IN'].includes(operator);
	if (needsValue && value === undefined) throw invalid(`${operator} needs a value`);
	if (operator.endsWith('IN') && !Array.isArray(values)) throw invalid(`${operator} needs values`);
	return ({ properties }) => {
		const held = properties[propertyName] ?? '';
		const order = (other = '') => compare(property, held, String(other));
		return operators[operator]({ held, order, value, highValue, values });
	};
}

interface Operand {
	held: string;
	order: (other?: string) => number;
	value?: string;
	highValue?: string;
	values?: string[];
}

const operators: Record<string, (operand: Operand) => boolean> = {
	EQ: ({ held, value }) => held.toLowerCase() === String(value).toLowerCase(),
	NEQ: ({ held, value }) => held.toLowerCase() !== String(value).toLowerCase(),
	LT: ({ held, order, value }) => held !== '' && order(value) < 0,
	LTE: ({ held, order, value }) => held !== '' && order(value) <= 0,
	GT: ({ held, order, value }) => held !== '' && order(value) > 0,
	GTE: ({ held, order, value }) => held !== '' && order(value) >= 0,
	BETWEEN: ({ held, order, value, highValue }) =>
		held !== '' && order(value) >= 0 && order(highValue) <= 0,
	IN: ({ held, values }) => values?.includes(held) === true,
	NOT_IN: ({ held, values }) => values?.includes(held) === false,
	HAS_PROPERTY: ({ held }) => held !== '',
	NOT_HAS_PROPERTY: ({ held }) => held === '',
	CONTAINS_TOKEN: ({ held, value }) => held.toLowerCase().includes(String(value).toLowerCase()),
};

function compare({ type }: Property, one: string, other: string): number {
	if (type === 'datetime') return toMs(one) - toMs(other);
	if (type === 'number') return Number(one) - Number(other);
	return one.localeCompare(other);
}

function sortBy(
	schema: Properties,
	sort: string | { propertyName: string; direction?: string },
	records: Record_[],
): Record_[] {
	const isText = typeof sort === 'string';
	const name = isText ? sort.replace(/^-/, '') : sort.propertyName;
	const isDown = isText ? sort.startsWith('-') : sort.direction === 'DESCENDING';
	const property = schema.get(name);
	if (!property)
		throw invalid(`There was a problem with the request: property ${name} does not exist`);
	const value = ({ properties }: Record_) => properties[name] ?? '';
	return [...records].sort(
		(one, other) => compare(property, value(one), value(other)) * (isDown ? -1 : 1),
	);
}
