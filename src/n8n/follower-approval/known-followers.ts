import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { KnownAuthor } from '../../domain/approval/check-author';
import { type FollowerSet, isYoung, openFollowerSet } from '../../domain/approval/follower-set';
import { InvalidItem } from '../../domain/field';
import { isObject, readNumber } from '../setting';
import { showHint } from '../show-hint';
import type { Author } from './author';

/** What the follower set says of an author. */
export interface FromSet {
	known: KnownAuthor;
	/** Of a follower, as of then: many events name nothing but the id. */
	handle?: string;
}

/** Looks authors up in the follower set of the node's options; undefined where it cannot tell. */
export function createKnownFollowers(
	context: IExecuteFunctions,
	nowMs: number,
): (author: Author) => FromSet | undefined {
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	const rows = toRows(options.followerSet);
	const maxAgeHours = readNumber('Max Age (Hours)', options.maxAgeHours ?? 24, 0, 100_000);
	const sets = new Map<string, { asOf: string; handles: Map<string, string> } | undefined>();

	function open(accountId: string) {
		if (!sets.has(accountId)) sets.set(accountId, toKnown(openFollowerSet(rows, accountId)));
		return sets.get(accountId);
	}

	function toKnown(set: FollowerSet | undefined) {
		if (!set) return undefined;
		const { asOf, followers } = set;
		if (isYoung(asOf, nowMs, maxAgeHours)) {
			return { asOf, handles: new Map(followers.map(({ id, handle }) => [id, handle])) };
		}
		showHint(
			context,
			`The follower set is of ${asOf}, older than ${maxAgeHours} h or from the future: whether people follow is left open. Run Reconcile to renew it.`,
			'warning',
		);
		return undefined;
	}

	const onlyAccount = findOnlyAccount(rows);
	return ({ id, accountId = onlyAccount }) => {
		if (id === undefined || accountId === undefined || rows.length === 0) return undefined;
		const set = open(accountId);
		if (!set) return undefined;
		const handle = set.handles.get(id);
		const known = { follows: set.handles.has(id), asOf: set.asOf };
		return { known, ...(handle && { handle }) };
	};
}

/** What comes from X Care names no account; a table about one account does. */
function findOnlyAccount(rows: unknown[]): string | undefined {
	const ids = new Set(rows.map((row) => (isObject(row) ? row.accountId : undefined)));
	ids.delete(undefined);
	const [id] = ids;
	return ids.size === 1 && typeof id === 'string' ? id : undefined;
}

function toRows(value: unknown): unknown[] {
	const rows: unknown = typeof value === 'string' ? parse(value) : (value ?? []);
	if (!Array.isArray(rows)) throw new InvalidItem('Follower Set', value, 'a list of rows', hint);
	return rows.map((row: unknown) => (isObject(row) && isObject(row.json) ? row.json : row));
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text || '[]') as unknown;
	} catch {
		return undefined;
	}
}

const hint =
	"Give it the rows that Reconcile's output Follower Set was kept in, e.g. with the expression {{ $('Follower Set').all().map((it) => it.json) }}.";
