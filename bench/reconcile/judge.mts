import type { Status } from '../../src/domain/approval/approval.ts';
import type { Found } from './way.mts';
import type { World } from './world.mts';

/** People whom a way got wrong, by what is true of them. */
export type Wrong = Partial<Record<Status | 'not there', number>>;

/**
 * Everybody must come out once, with the status that is true of them. `isStrict`: a new handle has to be told, too; else it is
 * enough that somebody renamed is taken for who they are.
 */
export function findWrong(found: Found[], { truth, idOf }: World, isStrict: boolean): Wrong {
	const toStatus = (status: Status) => (status === 'renamed' && !isStrict ? 'following' : status);
	const said = new Map<string, Status[]>();
	for (const it of found) {
		const id = it.userId ?? idOf.get(it.handle?.toLowerCase() ?? it.email ?? '') ?? 'nobody';
		said.set(id, [...(said.get(id) ?? []), toStatus(it.status)]);
	}
	const wrong: Wrong = {};
	const count = (what: keyof Wrong) => (wrong[what] = (wrong[what] ?? 0) + 1);
	for (const [id, status] of truth) {
		const statuses = said.get(id) ?? [];
		if (statuses.length !== 1 || statuses[0] !== toStatus(status)) count(status);
	}
	for (const id of said.keys()) if (!truth.has(id)) count('not there');
	return wrong;
}
