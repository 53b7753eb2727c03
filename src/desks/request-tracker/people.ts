import type { Person } from './answers';
import { toItems, toName, toObject, toPerson } from './answers';
import type { TrackerCall } from './call';

/** The calls about users: contacts and staff are both users to RT. */
export function toPeopleCalls(call: TrackerCall) {
	const toUrl = (name: string) => `/user/${encodeURIComponent(name)}`;
	return {
		/** @param name user name, or the number of the record */
		findPerson: async (name: string): Promise<Person | undefined> => {
			const request = { method: 'GET', url: toUrl(name) } as const;
			const response = await call('looking up the contact', request, [200, 404]);
			if (response.status === 404) return undefined;
			return toPerson(toObject(response, 'the contact'), name);
		},

		/** @returns whether it was made; if not, the name is taken (another run was faster) or not allowed */
		createPerson: async (person: Record<string, unknown>): Promise<boolean> => {
			const request = { method: 'POST', url: '/user', body: person } as const;
			const hints = { 403: adminUsers };
			return (await call('creating the contact', request, [201, 400], hints)).status === 201;
		},

		updatePerson: async (name: string, changes: Record<string, unknown>) => {
			const request = { method: 'PUT', url: toUrl(name), body: changes } as const;
			await call('updating the contact', request, [200], { 403: adminUsers });
		},

		/** Whether somebody else than the record's creator has ever set the name. */
		isRenamed: async ({ id, creator }: Person): Promise<boolean> => {
			if (id === undefined || !/^\d+$/.test(id)) return true;
			const query = {
				query: `ObjectType='RT::User' AND ObjectId=${id} AND Field='RealName'`,
				fields: 'Creator',
				per_page: 100,
			};
			const request = { method: 'GET', url: '/transactions', query } as const;
			const changes = toItems(await call("reading the contact's history", request, [200]));
			return changes.some(({ Creator }) => toName(Creator) !== creator);
		},

		/** User names and names of all users but our contacts, and those RT uses itself. */
		findStaff: async (): Promise<Array<{ name: string; realName: string }>> => {
			const staff: Array<{ name: string; realName: string }> = [];
			for (let page = 1; ; page++) {
				const query = { fields: 'RealName', orderby: 'Name', per_page: 100, page };
				// Contacts are many: they are left out over there.
				const body = [{ field: 'Name', operator: 'NOT STARTSWITH', value: 'x-' }];
				const request = { method: 'POST', url: '/users', query, body } as const;
				const items = toItems(await call('listing users', request, [200]));
				const users = items.map((it) => ({
					name: toName(it),
					realName: String(it.RealName ?? ''),
				}));
				staff.push(...users.filter(({ name }) => !['RT_System', 'Nobody'].includes(name)));
				if (items.length < 100 || page === mostPages) return staff;
			}
		},
	};
}

/** Lists are for people to choose from. */
const mostPages = 10;

export const adminUsers =
	"Grant the token's user AdminUsers, or switch 'Keep Contacts' off in the node.";
