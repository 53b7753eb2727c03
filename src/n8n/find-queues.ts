import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { createTrackerApi } from '../desks/request-tracker/api';
import { createHttpSend } from './http-send';
import { toNodeError } from './node-errors';

/** Queues the token's user may see, for the list in the editor. */
export async function findQueues(
	context: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	try {
		const { baseUrl } = await context.getCredentials<{ baseUrl: string }>('requestTrackerApi');
		const api = createTrackerApi(createHttpSend(context, 'requestTrackerApi', baseUrl));
		const wanted = filter.toLowerCase();
		const queues = await api.findQueues();
		return {
			results: queues
				.filter(({ name }) => name.toLowerCase().includes(wanted))
				.map(({ name }) => ({ name, value: name })),
		};
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
