import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { XEvent } from '../../src/domain/event';
import { pollIntake, toItems } from '../../src/n8n/intake/poll-intake';
import { findProcessMemory } from '../../src/n8n/intake/process-memory';
import { sampleIntake } from '../../src/n8n/intake/sample-intake';
import { toNodeError } from '../../src/n8n/node-errors';
import { properties } from './description';

export class XCareTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X Care Trigger',
		name: 'xCareTrigger',
		icon: { light: 'file:x-care-trigger.svg', dark: 'file:x-care-trigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["sources"].join(", ") + ($parameter["account"] ? " of " + $parameter["account"] : "") }}',
		description:
			'Starts the workflow for mentions, brand keywords, direct messages and new followers of your X (Twitter) account; its actions reply, publish, message and read',
		eventTriggerDescription: 'Waiting for something new on X',
		activationMessage: 'X is now read at the interval you set.',
		defaults: { name: 'X Care Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'xCareOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'xCareOAuth1Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth1'] } },
			},
			// One entry for both its uses: n8n looks at the first of a type only.
			{
				name: 'xCareAppOnlyApi',
				displayName: 'App-Only Credential (Optional Beside OAuth)',
			},
		],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (this.getMode() === 'manual') return await sample(this);
		const process = findProcessMemory(this);
		if (process.isPolling) return null;
		process.isPolling = true;
		try {
			return toOutput(await pollIntake(this));
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		} finally {
			process.isPolling = false;
		}
	}
}

async function sample(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		return toOutput(await sampleIntake(context));
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

const toOutput = (events: XEvent[]) => (events.length === 0 ? null : [toItems(events)]);
