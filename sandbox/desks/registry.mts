import type { Clock } from '../clock.mts';
import { makeChatwoot } from './chatwoot/desk.mts';
import { makeFreshdesk } from './freshdesk/desk.mts';
import { makeHubSpot } from './hubspot/hubspot.mts';
import { createSalesforce } from './salesforce/desk.mts';
import { makeOdoo } from './odoo/odoo.mts';
import type { FakeDesk, MakeDesk } from './service.mts';
import { makeZendesk } from './zendesk/zendesk.mts';
import { createZammad } from './zammad/desk.mts';

/** The desks of the sandbox, by their part of the address: `/desks/<name>/…`. */
const makers: Record<string, MakeDesk> = {
	chatwoot: makeChatwoot,
	odoo: makeOdoo,
	freshdesk: makeFreshdesk,
	hubspot: makeHubSpot,
	zammad: createZammad,
	zendesk: makeZendesk,
	salesforce: createSalesforce,
};

export type Desks = Record<string, FakeDesk>;

export const createDesks = (clock: Clock): Desks =>
	Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make(clock)]));
