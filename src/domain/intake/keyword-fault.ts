import { InvalidItem } from '../field';

/** Says what a query should be, and shows the place where it is not. */
export type Complain = (at: number, expected: string, hint?: string) => InvalidItem;

/**
 * @param field where the query was entered
 * @returns a function of the place in the query, in UTF-16 units
 */
export function toComplain(field: string, query: string): Complain {
	return (at, expected, hint = 'X would refuse the query as it is.') => {
		const from = Math.max(0, at - 20);
		const to = Math.min(query.length, at + 40);
		const excerpt = query.slice(from, to).replace(/\p{Cs}/gu, '');
		const shown = `${from > 0 ? '…' : ''}${excerpt}${to < query.length ? '…' : ''}`;
		return new InvalidItem(field, shown, expected, hint);
	};
}
