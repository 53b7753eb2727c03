import { toListItems, toMissingItems } from '../../../../src/n8n/x-care/list-items';
import { settleList } from '../../../../src/n8n/x-care/list-rules';
import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { readPeople } from '../../../../src/n8n/x-care/parameters';
import { fetchUsers } from '../../../../src/x/users';
import { simplify } from '../../fields/lists';

export const getMany: ReadOperation = {
	effect: 'read',
	spending: 'profile look-ups',
	properties: [
		{
			displayName: 'Find By',
			name: 'findBy',
			type: 'options',
			default: 'handle',
			options: [
				{ name: 'Handle', value: 'handle' },
				{ name: 'User ID', value: 'id' },
			],
		},
		{
			displayName: 'Users',
			name: 'users',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. alice_m, bob_travels',
			description:
				'Handles or user IDs with commas in between; any number, asked for a hundred at a time. Who is gone comes out as an item that says why.',
		},
		simplify,
	],
	async read(call) {
		const byId = call.context.getNodeParameter('findBy', call.itemIndex, 'handle') === 'id';
		const people = readPeople(call, 'users', 'Users');
		const found = await fetchUsers(
			call.session.client,
			byId ? { ids: people } : { handles: people },
		);
		settleList(call, found);
		return [...toListItems(call, 'user', found.users, found.raw), ...toMissingItems(found.missing)];
	},
};
