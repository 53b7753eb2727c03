import { InvalidItem } from './field';
import type { Cells } from './register-cells';

const current = ['approved', 'active', 'current', 'yes', 'true', '1'];
const gone = [
	...['left', 'inactive', 'former', 'declined', 'revoked', 'requested', 'pending'],
	...['no', 'false', '0'],
];
const stillThere = ['no', 'false', '0', '-', 'approved', 'active', 'current'];
const leftWords = ['yes', 'true', 'left', 'inactive', 'former', 'revoked'];

/**
 * Whether any cell of the row says that the person is not approved, or not any more; a cell that cannot be told is refused
 * (`InvalidItem`), because either guess would let somebody in or out.
 */
export function parseLeft(cells: Cells): true | undefined {
	const says = [
		...cells.all('standing', (value, column) => !judge(value, column, current, gone)),
		...cells.all(
			'left',
			(value, column) => isDay(value) || judge(value, column, leftWords, stillThere, ', or a day'),
		),
	];
	return says.includes(true) || undefined;
}

/** A day in whatever spelling, also as the number sheets keep; no clock is asked, so a day to come counts as well. */
function isDay(value: unknown): boolean {
	if (value instanceof Date) return true;
	if (typeof value !== 'string' && typeof value !== 'number') return false;
	const text = String(value).trim().toLowerCase();
	const begin = /^(\p{L}*)(?:[ .,]+\p{L}+)?[ .,]*\d/u.exec(text);
	return begin !== null && text !== '0' && !stillThere.includes(begin[1]);
}

function judge(
	value: unknown,
	column: string,
	yes: readonly string[],
	no: readonly string[],
	orElse = '',
): boolean {
	const word = isShort(value) ? String(value).trim().toLowerCase() : '';
	if (yes.includes(word)) return true;
	if (no.includes(word)) return false;
	const words = `one of ${[...yes, ...no].filter((it) => !/\d/.test(it)).join(', ')}${orElse}`;
	throw new InvalidItem(column, value, words, hint);
}

const isShort = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

const hint =
	'This column decides who may follow, so it is not guessed. Use one of these words, or give the column another name if it says something else.';
