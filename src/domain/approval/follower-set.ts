import { compareText } from '../compare-text';
import { unknownAuthorId, type XEvent } from '../event';
import { isId } from '../post-id';
import { type OpenRow, readSetRows, type SetEntry } from './follower-set-row';

/** One follower as the last complete reading left them. */
export interface KnownFollower {
	id: string;
	/** Without "@"; empty where it was never told. */
	handle: string;
	name: string;
	/** Where they stood with the register then; absent: nobody compared, or it could not be told. */
	standing?: 'approved' | 'outsider' | 'left';
}

/** Everybody who follows an account. */
export interface FollowerSet {
	accountId: string;
	/** When it was read. ISO 8601, UTC. */
	asOf: string;
	followers: KnownFollower[];
}

/** A row of the template's Data Table: a part of a set, or one change since; all text. */
export interface FollowerSetRow {
	accountId: string;
	/** ISO 8601, UTC: of the set, or of the change. */
	asOf: string;
	/** From 1 to `parts`. */
	part: string;
	parts: string;
	/** JSON [[id, handle, name, standing?], …], at most 1,000 each. */
	entries: string;
	/** Empty: a part of a set. */
	change: '' | 'follow' | 'unfollow';
}

const entriesPerRow = 1000;

/** The rows to keep: one per thousand followers; of nobody one as well, because that is known too. */
export function packFollowerSet({ accountId, asOf, followers }: FollowerSet): FollowerSetRow[] {
	const entries = [...new Map(followers.map((it) => [it.id, it])).values()].map(toEntry);
	const parts = Math.max(1, Math.ceil(entries.length / entriesPerRow));
	return Array.from({ length: parts }, (_, at) => ({
		accountId,
		asOf: new Date(asOf).toISOString(),
		part: String(at + 1),
		parts: String(parts),
		entries: JSON.stringify(entries.slice(at * entriesPerRow, (at + 1) * entriesPerRow)),
		change: '',
	}));
}

/**
 * The newest set of which all parts are there, with what changed since; undefined when there is none. The order of the rows does
 * not matter, nor does it that some are there twice; those of other accounts and blank ones are passed over. Throws
 * `InvalidItem` for a row that cannot be read.
 */
export function openFollowerSet(rows: unknown[], accountId: string): FollowerSet | undefined {
	const own = readSetRows(rows, accountId);
	const parts = findNewest(own.filter(({ change }) => change === ''));
	if (!parts) return undefined;
	const { asOf } = parts[0];
	const followers = new Map(
		parts.flatMap(({ entries }) => entries.map((entry) => [entry[0], toFollower(entry)])),
	);
	const later = own.filter((row) => row.change !== '' && row.asOf > asOf).sort(inTime);
	for (const { change, entries } of later) {
		for (const entry of entries) {
			const known = followers.get(entry[0]);
			if (change === 'unfollow') followers.delete(entry[0]);
			else followers.set(entry[0], { ...known, ...toFollower(entry, known) });
		}
	}
	return { accountId, asOf, followers: [...followers.values()] };
}

const hourMs = 3_600_000;

/** Whether a set is not older than that; one from the future is of no known age. An hour is for clocks that differ. */
export function isYoung(asOf: string, nowMs: number, maxAgeHours: number): boolean {
	const ageMs = nowMs - Date.parse(asOf);
	return ageMs >= -hourMs && ageMs <= maxAgeHours * hourMs;
}

/** The row to keep of somebody who followed or left; undefined of any other event, and where X did not say who. */
export function toFollowChange({
	kind,
	account,
	author,
	createdAt,
}: Pick<XEvent, 'kind' | 'account' | 'author' | 'createdAt'>): FollowerSetRow | undefined {
	if (kind !== 'follow' && kind !== 'unfollow') return undefined;
	const { id, handle = '', name = '' } = author;
	if (!isId(id) || id === unknownAuthorId || id === account.id) return undefined;
	return {
		accountId: account.id,
		asOf: new Date(createdAt).toISOString(),
		...{ part: '1', parts: '1', entries: JSON.stringify([toEntry({ id, handle, name })]) },
		change: kind,
	};
}

const toEntry = ({ id, handle, name, standing }: KnownFollower): SetEntry =>
	standing ? [id, handle, name, standing] : [id, handle, name];

/** What a change does not tell stays as it was known. */
const toFollower = (
	[id, handle, name, standing]: SetEntry,
	known?: KnownFollower,
): KnownFollower => ({
	id,
	handle: handle || (known?.handle ?? ''),
	name: name || (known?.name ?? ''),
	...(standing && { standing }),
});

/** The parts of the newest complete set, in order. */
function findNewest(rows: OpenRow[]): OpenRow[] | undefined {
	const sets = new Map<string, Map<number, OpenRow>>();
	for (const row of rows) {
		const key = `${row.asOf} ${row.parts}`;
		const set = sets.get(key) ?? new Map<number, OpenRow>();
		const twin = set.get(row.part);
		if (!twin || compareText(twin.text, row.text) < 0) set.set(row.part, row);
		sets.set(key, set);
	}
	const complete = [...sets.values()]
		.map((set) => [...set.values()].sort((a, b) => a.part - b.part))
		.filter((parts) => parts.length === parts[0].parts);
	const compare = ([a]: OpenRow[], [b]: OpenRow[]) =>
		compareText(b.asOf, a.asOf) || b.parts - a.parts;
	return complete.sort(compare).at(0);
}

/** Of a follow and an unfollow at the same instant the follow counts: nobody is taken for gone too early. */
const inTime = (one: OpenRow, other: OpenRow) =>
	compareText(one.asOf, other.asOf) ||
	compareText(other.change, one.change) ||
	compareText(one.text, other.text);
