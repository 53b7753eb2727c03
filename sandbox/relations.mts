import type { RelationKind, Tell } from './happenings.mts';

/** Who follows, asked to follow, mutes and blocks whom. */
export type Relation = 'follow' | 'request' | 'mute' | 'block';

/** X's `connection_status`, seen from one account. */
export const CONNECTIONS = [
	'blocking',
	'follow_request_received',
	'follow_request_sent',
	'followed_by',
	'following',
	'muting',
] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** Each connection as a relation: whether it goes out from the viewer, or comes in from the other one. */
const MEANING: Record<Connection, { relation: Relation; comesIn: boolean }> = {
	blocking: { relation: 'block', comesIn: false },
	follow_request_received: { relation: 'request', comesIn: true },
	follow_request_sent: { relation: 'request', comesIn: false },
	followed_by: { relation: 'follow', comesIn: true },
	following: { relation: 'follow', comesIn: false },
	muting: { relation: 'mute', comesIn: false },
};

/** One end of a relation; `serial` grows with every relation that is made. */
export interface Tie {
	userId: string;
	serial: number;
}

export type Relations = ReturnType<typeof createRelations>;

/** What is told when a relation begins, and when it ends; requests are nobody else's business. */
const TOLD: Record<Exclude<Relation, 'request'>, [begun: RelationKind, ended: RelationKind]> = {
	follow: ['followed', 'unfollowed'],
	mute: ['muted', 'unmuted'],
	block: ['blocked', 'unblocked'],
};

export function createRelations(tell: Tell = () => undefined) {
	const ties = new Map<string, Map<string, number>>();
	let serial = 0;

	function end(relation: Relation, side: 'out' | 'in', userId: string): Map<string, number> {
		const key = `${relation} ${side} ${userId}`;
		let found = ties.get(key);
		if (!found) ties.set(key, (found = new Map()));
		return found;
	}

	const has = (relation: Relation, fromId: string, toId: string): boolean =>
		ties.get(`${relation} out ${fromId}`)?.has(toId) ?? false;

	/** Made a second time, a relation keeps its place. */
	function relate(relation: Relation, fromId: string, toId: string): void {
		if (has(relation, fromId, toId)) return;
		serial++;
		end(relation, 'out', fromId).set(toId, serial);
		end(relation, 'in', toId).set(fromId, serial);
		say(relation, 0, fromId, toId);
	}

	function say(relation: Relation, which: 0 | 1, sourceId: string, targetId: string): void {
		if (relation !== 'request') tell({ kind: TOLD[relation][which], sourceId, targetId });
	}

	return {
		has,
		relate,
		unrelate(relation: Relation, fromId: string, toId: string): void {
			if (!has(relation, fromId, toId)) return;
			ties.get(`${relation} out ${fromId}`)?.delete(toId);
			ties.get(`${relation} in ${toId}`)?.delete(fromId);
			say(relation, 1, fromId, toId);
		},
		/** Relates two people as `connection_status` of `viewerId` would say it. */
		connect(viewerId: string, userId: string, connection: Connection): void {
			const { relation, comesIn } = MEANING[connection];
			relate(relation, comesIn ? userId : viewerId, comesIn ? viewerId : userId);
		},
		connectionsOf: (viewerId: string, userId: string): Connection[] =>
			CONNECTIONS.filter((connection) => {
				const { relation, comesIn } = MEANING[connection];
				return comesIn ? has(relation, userId, viewerId) : has(relation, viewerId, userId);
			}),
		/** Whom somebody relates to (`out`), or who relates to them (`in`), newest first. */
		list: (relation: Relation, side: 'out' | 'in', userId: string): Tie[] =>
			[...(ties.get(`${relation} ${side} ${userId}`) ?? [])]
				.map(([otherId, at]) => ({ userId: otherId, serial: at }))
				.reverse(),
	};
}
