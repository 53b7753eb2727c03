import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { toItems } from '../../src/n8n/case-events/items';
import { pollCases, sampleCases } from '../../src/n8n/case-events/poll-cases';
import { findProcessMemory } from '../../src/n8n/intake/process-memory';
import { toNodeError } from '../../src/n8n/node-errors';
import { properties } from './description';

/** What people do with cases at the desk, on its way back. */
export class CaseEventTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Case Event Trigger',
		name: 'caseEventTrigger',
		icon: { light: 'file:case-event-trigger.svg', dark: 'file:case-event-trigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow when a case from X is resolved, reopened, assigned or commented at your helpdesk or CRM',
		eventTriggerDescription: 'Waiting for something to happen to a case',
		activationMessage: 'The desk is now asked at the interval you set.',
		defaults: { name: 'Case Event Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'caseDeskFreshdeskApi',
				required: true,
				displayOptions: { show: { desk: ['freshdesk'] } },
			},
			{
				name: 'caseDeskHubSpotApi',
				required: true,
				displayOptions: { show: { desk: ['hubSpot'] } },
			},
			{
				name: 'caseDeskOdooApi',
				required: true,
				displayOptions: { show: { desk: ['odoo'] } },
			},
			{
				name: 'requestTrackerApi',
				required: true,
				displayOptions: { show: { desk: ['requestTracker'] } },
			},
			{
				name: 'caseDeskSalesforceApi',
				required: true,
				// Not by `show`: where each choice of a field shows a credential, n8n's editor hides the field.
				displayOptions: { hide: { desk: ['freshdesk', 'hubSpot', 'odoo', 'requestTracker'] } },
			},
		],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const isManual = this.getMode() === 'manual';
		const process = findProcessMemory(this);
		if (process.isPolling && !isManual) return null;
		process.isPolling = !isManual;
		try {
			const events = isManual ? await sampleCases(this) : await pollCases(this);
			return events.length === 0 ? null : [toItems(events)];
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		} finally {
			if (!isManual) process.isPolling = false;
		}
	}
}
