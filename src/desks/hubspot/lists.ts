import type { HttpSend } from '../../http';
import type { Choice, DeskLists } from '../desk';

import type { HubSpotApi } from './api';
import { createHubSpotApi } from './api';
import { fetchPipelines } from './pipelines';
import { isRecord } from '../../domain/record';

/** @param chosen what a field of the node holds: the stages are those of its pipeline */
export function createHubSpotLists(
	send: HttpSend,
	chosen: (parameter: string) => string,
): DeskLists {
	const api = createHubSpotApi(send);
	return {
		queues: async () =>
			(await fetchPipelines(api)).map(({ id, label }) => ({ name: label, value: id })),
		statuses: async () => {
			const queue = chosen('queue');
			const pipelines = await fetchPipelines(api);
			const meant = pipelines.filter(({ id, label }) => !queue || id === queue || label === queue);
			return meant.flatMap(({ label, stages }) =>
				stages.map((stage) => ({
					name: meant.length > 1 ? `${label}: ${stage.label}` : stage.label,
					value: stage.id,
				})),
			);
		},
		owners: async () => await fetchOwners(api),
		priorities: async () => await fetchPriorities(api),
	};
}

export async function fetchOwners({ list }: Pick<HubSpotApi, 'list'>): Promise<Choice[]> {
	const owners = await list('listing the owners', '/crm/v3/owners');
	return owners.map(({ id, firstName, lastName, email }) => {
		const name = [firstName, lastName].filter(Boolean).join(' ');
		return { name: name || String(email ?? id), value: String(id) };
	});
}

async function fetchPriorities({ ask }: HubSpotApi): Promise<Choice[]> {
	const { body } = await ask('listing the priorities', {
		method: 'GET',
		url: '/crm/v3/properties/tickets/hs_ticket_priority',
	});
	const { options } = isRecord(body) ? body : {};
	return (Array.isArray(options) ? options.filter(isRecord) : [])
		.filter(({ hidden }) => hidden !== true)
		.map(({ label, value }) => ({ name: String(label), value: String(value) }));
}
