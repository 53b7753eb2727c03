import type { HttpSend } from '../../http';
import type { Choice, DeskLists } from '../desk';
import { createZendeskApi } from './api';

export function createZendeskLists(send: HttpSend): DeskLists {
	const api = createZendeskApi(send);
	return {
		queues: async () =>
			(await api.readPages('listing groups', '/groups.json', 'groups')).items.map(
				({ id, name }) => ({
					name: String(name),
					value: String(id),
				}),
			),
		owners: async () => {
			const url = '/users.json?role[]=agent&role[]=admin';
			const { items } = await api.readPages('listing agents', url, 'users');
			return items
				.filter(({ active, suspended }) => active !== false && suspended !== true)
				.map(({ id, name }) => ({ name: String(name), value: String(id) }));
		},
		statuses: async () => {
			const custom = (await api.findStatuses()) ?? [];
			const own = custom
				.filter(({ active, default: isUsual }) => active !== false && isUsual !== true)
				.map(({ id, agent_label: label }) => ({ name: String(label), value: String(id) }));
			return [...statuses, ...own];
		},
		priorities: async () => priorities,
	};
}

/** A new ticket cannot be solved without an owner, and what is closed is closed for good. */
const statuses: Choice[] = ['New', 'Open', 'Pending', 'Hold'].map(toChoice);

const priorities: Choice[] = ['Urgent', 'High', 'Normal', 'Low'].map(toChoice);

function toChoice(name: string): Choice {
	return { name, value: name.toLowerCase() };
}
