import fc from 'fast-check';

import type { Status } from '../../../src/domain/approval/approval';
import type { MissingUser, XUserLike } from '../../../src/domain/approval/reconcile';
import type { XUser } from '../../../src/domain/user';

/** One account on X with what the register says of it, if anything. */
interface Life {
	/** How the register has it: by what, and whether as somebody who left. */
	entry: (typeof entries)[number];
	onX: 'follows' | 'asked' | 'neither' | 'suspended';
	/** It had another handle when the register was made. */
	isRenamed: boolean;
	/** Seen twice while the list was read, once under its former handle. */
	isTwice: boolean;
	/** Uses the handle that the one before has given up. */
	takesHandle: boolean;
}

const entries = ['none', 'id', 'id and handle', 'handle', 'two rows', 'left'] as const;

const life = fc.record<Life>({
	entry: fc.constantFrom(...entries),
	onX: fc.constantFrom('follows', 'follows', 'asked', 'neither', 'suspended'),
	isRenamed: fc.boolean(),
	isTwice: fc.boolean(),
	takesHandle: fc.boolean(),
});

export interface World {
	rows: Array<Record<string, unknown>>;
	followers: XUserLike[];
	/** What X answers when it is asked for somebody. */
	ask(names: { ids: string[]; handles: string[] }): { lookedUp: XUser[]; missing: MissingUser[] };
	/** What may be said of each account, by id; nobody else is to be found. */
	truth: Map<string, Status[]>;
}

export const world = fc.array(life, { maxLength: 25 }).map(toWorld);

function toWorld(lives: Life[]): World {
	const rows: World['rows'] = [{ name: 'Boss', xUserId: '1000', role: 'Board' }];
	const followers: XUserLike[] = [];
	const users: XUser[] = [];
	const truth = new Map<string, Status[]>([['1000', ['unknown']]]);
	lives.forEach((it, at) => {
		const id = String(at + 10);
		const old = `old${at}`;
		const before = lives[at - 1];
		// Only the handle of somebody known by id is given up for certain.
		const isFree = before?.isRenamed && before.entry === 'id and handle' && !before.isTwice;
		const isTaking = it.takesHandle && isFree && ['none', 'id'].includes(it.entry);
		const handle = isTaking ? `old${at - 1}` : `now${at}`;
		const registered = it.isRenamed ? old : handle;
		rows.push(...toRows(it.entry, { id, handle, registered }));
		const user = { id, handle, name: `N ${at}` };
		if (it.onX === 'follows') {
			followers.push(user);
			if (it.isTwice) followers.push({ ...user, handle: old }, user);
		}
		const connection = it.onX === 'asked' ? (['follow_request_received'] as const) : [];
		if (it.onX !== 'suspended') users.push({ ...user, connection: [...connection] });
		const expected = toExpected(it);
		if (expected.length > 0) truth.set(id, expected);
	});
	return { rows, followers, truth, ask: (names) => answer(users, names) };
}

function toRows(entry: Life['entry'], { id, handle, registered }: Record<string, string>) {
	const name = `R ${id}`;
	const rowsOf: Record<Life['entry'], World['rows']> = {
		none: [],
		id: [{ name, xUserId: id }],
		'id and handle': [{ name, xUserId: id, handle: registered }],
		// Whoever is known by handle alone and has another one is nobody that could be found.
		handle: [{ name, handle }],
		'two rows': [
			{ name, xUserId: id },
			{ name: `Other ${id}`, handle },
		],
		left: [{ name, xUserId: id, status: 'left' }],
	};
	return rowsOf[entry];
}

function toExpected({ entry, onX, isRenamed, isTwice }: Life): Status[] {
	if (entry === 'none') return onX === 'follows' ? ['outsider'] : [];
	if (entry === 'left') return onX === 'follows' ? ['left'] : [];
	if (onX === 'suspended') return ['unknown'];
	if (onX === 'asked') return ['waiting'];
	if (onX === 'neither') return ['not following'];
	if (entry !== 'id and handle' || !isRenamed) return ['following'];
	return isTwice ? ['following', 'renamed'] : ['renamed'];
}

function answer(users: XUser[], { ids, handles }: { ids: string[]; handles: string[] }) {
	const lookedUp: XUser[] = [];
	const missing: MissingUser[] = [];
	const asked = [
		...ids.map((name) => ({ name, user: users.find(({ id }) => id === name) })),
		...handles.map((name) => ({ name, user: users.find(({ handle }) => handle === name) })),
	];
	for (const { name, user } of asked) {
		if (user) lookedUp.push(user);
		else missing.push({ asked: name, reason: 'suspended', detail: 'User has been suspended.' });
	}
	return { lookedUp, missing };
}

/** The same in another order. */
export function shuffle<T>(list: readonly T[], chance: Iterator<number>): T[] {
	return list
		.map((it) => ({ it, by: chance.next().value as number }))
		.sort((a, b) => a.by - b.by)
		.map(({ it }) => it);
}
