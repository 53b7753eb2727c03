import type { HttpSend } from '../../http';
import type { DeskLists } from '../desk';
import { createChatwootApi } from './api';

export function createChatwootLists(send: HttpSend, accountId: string): DeskLists {
	const api = createChatwootApi(send, accountId);
	return {
		/** Only inboxes of the kind API take customers' words. */
		queues: api.findInboxes,
		owners: api.findAgents,
		statuses: async () => ['open', 'pending', 'snoozed'].map(toChoice),
		priorities: async () => ['low', 'medium', 'high', 'urgent'].map(toChoice),
	};
}

const toChoice = (value: string) => ({ name: value[0].toUpperCase() + value.slice(1), value });
