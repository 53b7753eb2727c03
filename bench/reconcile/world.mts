import type { Status } from '../../src/domain/approval/approval.ts';
import type { Sandbox } from '../../test/support/sandbox.ts';

export const size = { followers: 10_000, register: 1000 };

/** How the 1,000 officials stand; all other followers are outsiders. */
const officials = { following: 900, renamed: 20, waiting: 40, 'not following': 40 } as const;

/** So many of the handles that the renamed gave up belong to outsiders by now. */
const handlesTaken = 5;

/** A row of the Data Table that template 33 makes. */
export type RegisterRow = Record<(typeof columns)[number], string> & { id: number };

const columns = [
	'name',
	'role',
	'email',
	'xHandle',
	'xUserId',
	'channels',
	'status',
	'approvedBy',
	'approvedOn',
] as const;

/** A protected account with everybody around it, and what is true of them. */
export interface World {
	register: RegisterRow[];
	/** By user id: everybody whom a reconcile has to find. */
	truth: Map<string, Status>;
	/** User ids by handle in lower case, and by the address that an official has in the register. */
	idOf: Map<string, string>;
}

interface Draft {
	handle: string;
	status: Status;
	/** Of an official; `known` is what the register knows. */
	row?: { email: string; known: 'id' | 'handle'; handle: string };
}

/** Makes them in the sandbox, in which nobody else follows the account afterwards. */
export async function makeWorld(sandbox: Sandbox): Promise<World> {
	const drafts = [...toOfficials(), ...toOutsiders()];
	await sandbox.control('POST', 'reset', {});
	for (const from of ['alice_m', 'carla_k']) {
		await sandbox.control('POST', 'follows', { from, state: 'unfollow' });
	}
	await sandbox.control('PATCH', 'users/acmecare', {
		protected: true,
		followers: size.followers,
	});
	const made = await sandbox.control<Array<{ id: string }>>('POST', 'users', drafts.map(toUser));
	const people = drafts.map((draft, n) => ({ ...draft, id: made[n].id }));
	return {
		register: people.flatMap(({ row, id }, n) => (row ? [toRow(row, id, n)] : [])),
		truth: new Map(people.map(({ id, status }) => [id, status])),
		idOf: new Map(
			people.flatMap(({ id, handle, row }) => [
				[handle.toLowerCase(), id] as const,
				...(row ? [[row.email, id] as const] : []),
			]),
		),
	};
}

/** The officials who do not follow were entered by hand, so the register knows their handle only, as it does of every second one. */
function toOfficials(): Draft[] {
	const statuses = Object.entries(officials).flatMap(([status, count]) =>
		Array.from({ length: count }, () => status as keyof typeof officials),
	);
	return statuses.map((status, n) => {
		const handle = `official_${n}`;
		const isKnown = status === 'renamed' || (status === 'following' && n % 2 === 0);
		return {
			handle,
			status,
			row: {
				email: `official.${n}@acme.example`,
				known: isKnown ? 'id' : 'handle',
				handle: toOddCase(status === 'renamed' ? toFormerHandle(n) : handle, n),
			},
		};
	});
}

function toOutsiders(): Draft[] {
	const count = size.followers - officials.following - officials.renamed;
	return Array.from({ length: count }, (_, n) => ({
		handle: n < handlesTaken ? toFormerHandle(officials.following + n) : `passer_by_${n}`,
		status: 'outsider',
	}));
}

const toFormerHandle = (n: number) => `before_${n}`;

/** As people type handles: a third in capitals, a third with a capital in front, every fifth with "@". */
function toOddCase(handle: string, n: number): string {
	const spelled = [handle, handle.toUpperCase(), `${handle[0].toUpperCase()}${handle.slice(1)}`];
	return (n % 5 === 0 ? '@' : '') + spelled[n % 3];
}

function toUser({ handle, status }: Draft, n: number) {
	const connection = connections[status] ?? ['followed_by'];
	return {
		...{ handle, name: `Invented Person ${n} 🚲`, followers: n, connection },
		description: 'Nobody in particular: rides, reads, writes about trains, and lives by the sea.',
		location: 'Port Example',
	};
}

const connections: Partial<Record<Status, string[]>> = {
	waiting: ['follow_request_received'],
	'not following': [],
};

function toRow(row: NonNullable<Draft['row']>, userId: string, n: number): RegisterRow {
	return {
		id: n + 1,
		name: `Official ${n}`,
		role: n % 4 === 0 ? 'Operator' : 'Depot, Customer Care',
		email: row.email,
		xHandle: row.handle,
		xUserId: row.known === 'id' ? userId : '',
		channels: 'email',
		status: 'approved',
		approvedBy: 'Head of Care',
		approvedOn: '2026-09-01',
	};
}
