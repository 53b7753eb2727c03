import type { HttpSend } from '../../http';
import { HttpFailure } from '../../http';
import type { DeskLists } from '../desk';
import { createTrackerApi } from './api';

/**
 * @param chosen what the node's field `queue` holds: its lifecycle says which statuses there are
 */
export function createTrackerLists(
	send: HttpSend,
	chosen: (parameter: string) => string = () => '',
): DeskLists {
	const api = createTrackerApi(send);
	return {
		queues: async () => (await api.findQueues()).map(({ name }) => ({ name, value: name })),
		// Who may own a ticket REST 2 does not tell.
		owners: async () =>
			(await api.findStaff()).map(({ name, realName }) => ({
				name: realName ? `${realName} (${name})` : name,
				value: name,
			})),
		// Nor which statuses a lifecycle has: these are those of RT's default one that new tickets can have.
		statuses: async () => {
			const queue = chosen('queue');
			const lifecycle = queue ? (await api.findQueue(queue)).lifecycle : 'default';
			if (lifecycle !== 'default') throw ownLifecycle(queue, lifecycle);
			return ['new', 'open', 'resolved'].map((value) => ({ name: value, value }));
		},
		priorities: async () =>
			priorities.map(([value, label]) => ({ name: `${value}${label && ` (${label})`}`, value })),
	};
}

/** Any number will do; RT's own names stand at three of them. */
const priorities = [
	['0', 'Low'],
	['25', ''],
	['50', 'Medium'],
	['75', ''],
	['100', 'High'],
];

const ownLifecycle = (queue: string, lifecycle: string) =>
	new HttpFailure(
		'misconfigured',
		`Request Tracker: queue "${queue}" has the lifecycle "${lifecycle}", whose statuses REST 2 does not tell`,
		{ hint: 'Choose "By ID" and enter the status as the queue\'s tickets show it.' },
	);
