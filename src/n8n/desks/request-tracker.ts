import {
	createRequestTracker,
	type RequestTrackerSettings,
} from '../../desks/request-tracker/desk';
import { createTrackerEvents } from '../../desks/request-tracker/events';
import { createTrackerLists } from '../../desks/request-tracker/lists';
import type { DeskBinding } from './binding';

export const requestTracker: DeskBinding<RequestTrackerSettings> = {
	credential: 'requestTrackerApi',
	toBaseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	readSettings: (parameters, { baseUrl }) => ({
		baseUrl: String(baseUrl ?? ''),
		queue: parameters.required('queue', 'Queue', 'Choose the queue that takes new cases.'),
		followUpAs: parameters.option('followUpAs', 'correspond') as 'correspond' | 'comment',
		keepContacts: parameters.isOn('keepContacts', true),
		newCase: parameters.newCase(),
	}),
	create: createRequestTracker,
	toLists: createTrackerLists,
	toReader: (send, { baseUrl }) => createTrackerEvents(send, { baseUrl: String(baseUrl ?? '') }),
};
