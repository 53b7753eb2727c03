import type { IDataObject } from 'n8n-workflow';

import type { XUser } from '../../domain/user';

/** One item per person: what matters, or X's own object. */
export function toUserItems(
	users: XUser[],
	raw: ReadonlyMap<string, unknown>,
	isSimple: boolean,
): IDataObject[] {
	return users.map((user) =>
		isSimple ? { user: user as unknown as IDataObject } : (raw.get(user.id) as IDataObject),
	);
}
