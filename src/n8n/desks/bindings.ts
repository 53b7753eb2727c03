import type { DeskBinding } from './binding';
import { chatwoot } from './chatwoot';
import { freshdesk } from './freshdesk';
import { hubSpot } from './hubspot';
import { odoo } from './odoo';
import { requestTracker } from './request-tracker';
import { salesforce } from './salesforce';
import { zammad } from './zammad';
import { zendesk } from './zendesk';

/** The desks with an API of their own, by the value they have in the node. */
export const bindings: Record<string, DeskBinding> = {
	chatwoot,
	freshdesk,
	hubSpot,
	odoo,
	requestTracker,
	salesforce,
	zammad,
	zendesk,
};

/** The desk of that value; undefined where it is none of these. */
export const findDesk = (name: string): DeskBinding | undefined =>
	Object.hasOwn(bindings, name) ? bindings[name] : undefined;
