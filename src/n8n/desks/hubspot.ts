import { createHubSpotEvents } from '../../desks/hubspot/case-events';
import { createHubSpot, type HubSpotSettings } from '../../desks/hubspot/hubspot';
import { createHubSpotLists } from '../../desks/hubspot/lists';
import type { DeskBinding } from './binding';

export const hubSpot: DeskBinding<HubSpotSettings> = {
	credential: 'caseDeskHubSpotApi',
	toBaseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	readSettings: (parameters) => ({
		pipeline: parameters.required('queue', 'Pipeline', 'Choose the pipeline that takes new cases.'),
		newCase: parameters.newCase(),
	}),
	create: createHubSpot,
	toLists: createHubSpotLists,
	toReader: createHubSpotEvents,
};
