import { valueError } from './problem.mts';

type Test = (get: (field: string) => unknown) => boolean;

/** A search domain in Polish notation: `&` between what stands side by side. */
export function toTest(domain: unknown): Test {
	if (!Array.isArray(domain))
		throw valueError(`Domain() invalid item in domain: ${String(domain)}`);
	const left = [...(domain as unknown[])];
	const tests: Test[] = [];
	while (left.length > 0) tests.push(takeTest(left));
	return (get) => tests.every((test) => test(get));
}

function takeTest(left: unknown[]): Test {
	const item = left.shift();
	if (item === '!') {
		const test = takeTest(left);
		return (get) => !test(get);
	}
	if (item === '&' || item === '|') {
		const [one, other] = [takeTest(left), takeTest(left)];
		return item === '&' ? (get) => one(get) && other(get) : (get) => one(get) || other(get);
	}
	if (!Array.isArray(item) || item.length !== 3) {
		throw valueError(`Domain() invalid item in domain: ${JSON.stringify(item)}`);
	}
	const [field, operator, value] = item as [string, string, unknown];
	const compare = operators[operator];
	if (!compare) throw valueError(`Invalid operator in domain: ${operator}`);
	return (get) => compare(get(field), value);
}

const isEmpty = (value: unknown) => value === false || value === null || value === undefined;
const isSame = (one: unknown, other: unknown) =>
	isEmpty(other) ? isEmpty(one) || one === '' : one === other;
const holds = (one: unknown, other: unknown) =>
	!isEmpty(one) &&
	new RegExp(
		String(other)
			.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
			.replace(/%/g, '.*'),
		'is',
	).test(String(one));

const operators: Record<string, (one: unknown, other: unknown) => boolean> = {
	'=': isSame,
	'!=': (one, other) => !isSame(one, other),
	in: (one, others) => (others as unknown[]).some((it) => isSame(one, it)),
	'not in': (one, others) => !(others as unknown[]).some((it) => isSame(one, it)),
	'>': (one, other) => !isEmpty(one) && (one as number) > (other as number),
	'<': (one, other) => !isEmpty(one) && (one as number) < (other as number),
	'>=': (one, other) => !isEmpty(one) && (one as number) >= (other as number),
	'<=': (one, other) => !isEmpty(one) && (one as number) <= (other as number),
	ilike: holds,
	like: holds,
};
