import type { HubSpotSettings } from '../../src/desks/hubspot/hubspot';
import { createHubSpot } from '../../src/desks/hubspot/hubspot';
import { openSandboxDesk } from './sandbox-desk';

export const newCase: HubSpotSettings['newCase'] = { tags: [], priorities: {} };

/** A HubSpot of the sandbox that has been prepared. */
export async function openHubSpot() {
	const desk = await openSandboxDesk('hubspot', {
		create: (send) => createHubSpot(send, { pipeline: '0', newCase }),
		toHeaders: (key) => ({ authorization: `Bearer ${key}` }),
		isCreate: (method, path) => method === 'POST' && path.endsWith('/crm/v3/objects/tickets'),
		isComment: (method, path) => method === 'POST' && path.endsWith('/crm/v3/objects/notes'),
		fault200: {
			body: {
				status: 'COMPLETE',
				results: [],
				numErrors: 1,
				errors: [{ status: 'error', category: 'VALIDATION_ERROR', message: 'nothing was done' }],
			},
			said: /HubSpot.*nothing was done/,
		},
		refusal: {
			status: 400,
			body: {
				status: 'error',
				message: `Property values were not valid: ${JSON.stringify([
					{
						isValid: false,
						message: 'TOP was not one of the allowed options: [LOW, MEDIUM, HIGH]',
						error: 'INVALID_OPTION',
						name: 'hs_ticket_priority',
					},
				])}`,
				correlationId: 'c0',
				category: 'VALIDATION_ERROR',
			},
			said: /hs_ticket_priority: TOP was not one of the allowed options/,
		},
	});
	await desk.desk.prepare?.();
	return desk;
}
