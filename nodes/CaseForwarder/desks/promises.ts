import type { INodeProperties } from 'n8n-workflow';

import type { DeskCapabilities } from '../../../src/desks/desk';
import { chatwootCapabilities } from '../../../src/desks/chatwoot/desk';
import { freshdeskCapabilities } from '../../../src/desks/freshdesk/desk';
import { hubSpotCapabilities } from '../../../src/desks/hubspot/hubspot';
import { odooCapabilities } from '../../../src/desks/odoo/desk';
import { toPromise } from '../../../src/desks/promise';
import { requestTrackerCapabilities } from '../../../src/desks/request-tracker/desk';
import { salesforceCapabilities } from '../../../src/desks/salesforce/desk';
import { zammadCapabilities } from '../../../src/desks/zammad/desk';
import { zendeskCapabilities } from '../../../src/desks/zendesk/desk';

/** What each desk promises, below the choice of the desk. */
const capabilities: Record<string, DeskCapabilities> = {
	chatwoot: chatwootCapabilities,
	freshdesk: freshdeskCapabilities,
	hubSpot: hubSpotCapabilities,
	odoo: odooCapabilities,
	requestTracker: requestTrackerCapabilities,
	salesforce: salesforceCapabilities,
	zammad: zammadCapabilities,
	zendesk: zendeskCapabilities,
};

export const promises: INodeProperties[] = Object.entries(capabilities).map(([desk, promised]) => ({
	displayName: toPromise(promised),
	name: `${desk}Promise`,
	type: 'notice',
	default: '',
	displayOptions: { show: { desk: [desk], operation: ['forward', 'addAnswer'] } },
}));
