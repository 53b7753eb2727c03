import type { HttpSend } from '../../http';
import type { DeskLists } from '../desk';
import { createTrackerApi } from './api';

export function createTrackerLists(send: HttpSend): DeskLists {
	const api = createTrackerApi(send);
	return {
		queues: async () => (await api.findQueues()).map(({ name }) => ({ name, value: name })),
	};
}
