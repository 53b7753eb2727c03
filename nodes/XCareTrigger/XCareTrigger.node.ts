import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { toNodeError } from '../../src/n8n/node-errors';
import { handlePollFailure, notePollSuccess } from '../../src/n8n/poll-failure';
import { findProcessMemory } from '../../src/n8n/poll-memory';
import { pollMentions, sampleMentions, toItems } from '../../src/n8n/poll-mentions';
import { properties } from './description';

export class XCareTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X Care Trigger',
		name: 'xCareTrigger',
		icon: { light: 'file:x-care-trigger.svg', dark: 'file:x-care-trigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "Mentions" + ($parameter["account"] ? " of " + $parameter["account"] : "") }}',
		description:
			'Starts the workflow for every post that mentions your X (Twitter) account; its actions reply, publish, message and read',
		eventTriggerDescription: 'Waiting for a mention on X',
		activationMessage: 'Mentions are now read from X at the interval you set.',
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
			{
				name: 'xCareAppOnlyApi',
				required: true,
				displayOptions: { show: { authentication: ['appOnly'] } },
			},
		],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (this.getMode() === 'manual') return await sample(this);
		const process = findProcessMemory(this);
		if (process.isPolling || Date.now() < process.waitUntilMs) return null;
		process.isPolling = true;
		try {
			const events = await pollMentions(this);
			notePollSuccess(this);
			return events.length === 0 ? null : [toItems(events)];
		} catch (error) {
			handlePollFailure(this, error);
			return null;
		} finally {
			process.isPolling = false;
		}
	}
}

async function sample(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const events = await sampleMentions(context);
		return events.length === 0 ? null : [toItems(events)];
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
