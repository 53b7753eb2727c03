import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { HttpFailure } from '../../../../src/http';
import { readUserName } from '../../../../src/n8n/x-care/parameters';
import { toListItems } from '../../../../src/n8n/x-care/list-items';
import { fetchUser } from '../../../../src/x/users';
import { simplify } from '../../fields/lists';
import { userLocator } from '../../fields/locators';

export const get: ReadOperation = {
	effect: 'read',
	spending: 'profile look-ups',
	properties: [userLocator('Whose profile to get'), simplify],
	async read(call) {
		const found = await fetchUser(call.session.client, readUserName(call));
		call.session.purse.pay(found.charges);
		if (found.user) {
			const raw = new Map([[found.user.id, found.raw]]);
			return toListItems(call, 'user', [found.user], raw);
		}
		const { asked, reason, detail } = found.missing ?? {};
		throw new HttpFailure('not-found', `User ${asked} is not there (${reason}): ${detail}`, {
			hint: 'Check the handle or ID; use Get Many to be told about missing accounts without an error.',
		});
	},
};
