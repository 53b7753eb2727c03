import type { Charge } from '../domain/spend/charge';
import type { Account } from './account';
import { type Endpoint, endpoints, type ReadName } from './endpoints';
import { type PriceItem, pricesUsd } from './prices';

/** On whose behalf something is read: that decides the price. */
export interface Reader {
	account: Account;
	/** The account also owns the developer app: its own timelines and followers are cheaper. */
	ownsApp?: boolean;
}

/**
 * What X charges per resource.
 *
 * @param ofUserId the user whose timeline or list is read
 */
export function toReadItem(name: ReadName, reader?: Reader, ofUserId?: string): PriceItem {
	const { canBeOwned, price }: Endpoint = endpoints[name];
	const isOwned = canBeOwned && reader?.ownsApp && reader.account.id === ofUserId;
	return isOwned ? 'ownedRead' : price;
}

/**
 * The charge for what was handed out; none when it was nothing.
 *
 * @param kind what stands before the ids, e.g. `post`: X bills the same thing once a day
 */
export function toReadCharges(item: PriceItem, kind: string, ids: readonly string[]): Charge[] {
	if (ids.length === 0) return [];
	const resources = [...new Set(ids)].map((id) => `${kind} ${id}`);
	return [{ item, unitUsd: pricesUsd[item], resources }];
}
