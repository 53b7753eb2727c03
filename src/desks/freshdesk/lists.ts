import type { HttpSend } from '../../http';
import type { Choice, DeskLists } from '../desk';
import { toFields } from './answers';
import { createFreshdeskApi } from './api';

/** What the editor offers to choose from. */
export function createFreshdeskLists(send: HttpSend): DeskLists {
	const api = createFreshdeskApi(send);
	const fetchChoices = async (name: string) =>
		(await api.fetchFields('ticket')).find((field) => field.name === name)?.choices;
	return {
		queues: async () =>
			(await api.fetchAll('/groups', 'listing groups')).map(({ id, name }) => ({
				name: String(name),
				value: String(id),
			})),
		owners: async () =>
			(await api.fetchAll('/agents', 'listing agents')).map(({ id, contact }) => {
				const { name, email } = toFields(contact);
				return { name: String(name ?? email ?? id), value: String(id) };
			}),
		// `{"2": ["Open", "Being Processed"], …}`: what agents see, what customers see.
		statuses: async () =>
			Object.entries(toFields(await fetchChoices('status'))).map(([value, labels]): Choice => {
				const [label] = [labels].flat();
				return { name: String(label), value };
			}),
		// `{"Low": 1, …}`
		priorities: async () =>
			Object.entries(toFields(await fetchChoices('priority'))).map(([name, value]) => ({
				name,
				value: String(value),
			})),
	};
}
