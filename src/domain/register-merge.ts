import type { Official } from './register';

interface Row {
	/** In the register, from 0. */
	place: number;
	official: Official;
}

/** Rows that are about one person. */
interface Group {
	rows: Row[];
	keys: Set<string>;
	/** In lower case; not all of them need be in use any more. */
	handles: Set<string>;
	xUserId?: string;
	/** Whose word counts most: the first of those who have not left, else the first. */
	first: Row;
	/** The first with an address among those whose word counts. */
	mailed?: Row;
}

/**
 * Until no two of them are the same person: one row may be what ties two others together. Of the rows about one person the first
 * tells most, and one that says they left only tells who they are, unless all say so.
 */
export function mergeAll(officials: Official[]): Official[] {
	const holders = new Map<string, Set<Group>>();
	const groups = new Set<Group>();
	officials.forEach((official, place) => {
		const row = { place, official };
		let group: Group = {
			rows: [row],
			keys: new Set(),
			handles: new Set(official.handle ? [official.handle.toLowerCase()] : []),
			xUserId: official.xUserId,
			first: row,
			mailed: official.email ? row : undefined,
		};
		groups.add(group);
		const keys = toKeys(official);
		for (let at = 0; at < keys.length; at += 1) {
			const key = keys[at];
			for (const other of [...(holders.get(key) ?? [])]) {
				if (other === group || !isSame(group, other)) continue;
				group = join(group, other, holders, groups);
			}
			hold(group, key, holders);
			const mixed = toMailKey(group.first.official.name, group.mailed?.official.email);
			if (mixed && !group.keys.has(mixed) && !keys.includes(mixed)) keys.push(mixed);
		}
	});
	return [...groups]
		.map((group) => ({ ...group, rows: group.rows.sort((a, b) => a.place - b.place) }))
		.sort((a, b) => a.rows[0].place - b.rows[0].place)
		.map(({ rows }) => mergeOfficials(rows.map(({ official }) => official)));
}

/** One official of what several entries say of one person, the first telling most. @param entries at least one */
export function mergeOfficials(entries: Official[]): Official {
	if (entries.length === 1) return entries[0];
	const current = entries.filter(({ left }) => !left);
	const counting = current.length > 0 ? current : entries;
	const all = [...counting, ...entries];
	const first = <K extends keyof Official>(from: Official[], name: K) =>
		from.find((it) => it[name] !== undefined)?.[name];
	return {
		name: counting[0].name,
		handle: first(all, 'handle'),
		xUserId: first(all, 'xUserId'),
		roles: toUnion(counting.flatMap(({ roles }) => roles)),
		email: first(counting, 'email'),
		channels: toUnion(counting.flatMap(({ channels }) => channels)),
		rowId: first(counting, 'rowId'),
		left: current.length > 0 ? undefined : true,
		approvedBy: first(counting, 'approvedBy'),
		approvedOn: first(counting, 'approvedOn'),
	};
}

/** The same for spellings people take for the same. */
export const toRoleKey = (role: string) =>
	role.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Each label once, as it was spelled first. */
export const toUnion = (labels: string[]) =>
	[...new Map([...labels].reverse().map((label) => [toRoleKey(label), label])).values()].reverse();

const toKeys = ({ xUserId, handle, email, name }: Official) => [
	...(xUserId ? [`id ${xUserId}`] : []),
	...(handle ? [`handle ${handle.toLowerCase()}`] : []),
	...[toMailKey(name, email) ?? []].flat(),
];

/** A team may share an address; one name and one address are one person. */
const toMailKey = (name: string, email?: string) =>
	email && `mail ${email.toLowerCase()} ${name.toLowerCase()}`;

/** Two ids are two people, whatever else they share: handles change hands. */
function isSame(one: Group, other: Group): boolean {
	if (one.xUserId && other.xUserId) return one.xUserId === other.xUserId;
	const [few, many] = bySize(one, other, ({ handles }) => handles.size);
	if (few.handles.size === 0) return true;
	return [...few.handles].some((handle) => many.handles.has(handle));
}

/** Moves the smaller into the larger one, so that many rows about one person take no longer than about many. */
function join(
	one: Group,
	other: Group,
	holders: Map<string, Set<Group>>,
	groups: Set<Group>,
): Group {
	const [few, many] = bySize(one, other, ({ rows, keys }) => rows.length + keys.size);
	groups.delete(few);
	for (const key of few.keys) {
		holders.get(key)?.delete(few);
		hold(many, key, holders);
	}
	for (const handle of few.handles) many.handles.add(handle);
	many.rows.push(...few.rows);
	many.xUserId ??= few.xUserId;
	many.first = toFirst(few.first, many.first);
	const mailed = [few.mailed, many.mailed]
		.filter((it) => it !== undefined)
		.filter(isCounting(many));
	many.mailed = mailed.length > 0 ? mailed.reduce(toFirst) : undefined;
	return many;
}

function hold(group: Group, key: string, holders: Map<string, Set<Group>>): void {
	group.keys.add(key);
	const holding = holders.get(key) ?? new Set();
	holders.set(key, holding.add(group));
}

const isCounting =
	({ first }: Group) =>
	({ official }: Row) =>
		official.left === first.official.left;

const toFirst = (one: Row, other: Row): Row => {
	if (one.official.left !== other.official.left) return one.official.left ? other : one;
	return one.place < other.place ? one : other;
};

const bySize = (one: Group, other: Group, toSize: (group: Group) => number): [Group, Group] =>
	toSize(one) < toSize(other) ? [one, other] : [other, one];
