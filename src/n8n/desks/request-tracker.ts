import {
	createRequestTracker,
	type RequestTrackerSettings,
} from '../../desks/request-tracker/desk';
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
	}),
	create: createRequestTracker,
	toLists: createTrackerLists,
};
