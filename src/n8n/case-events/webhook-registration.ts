import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { CaseWebhookSetUp, RegisteredWebhook } from '../../desks/case-events';
import { HttpFailure } from '../../http';
import type { DeskBinding } from '../desks/binding';
import { findDesk } from '../desks/bindings';
import { connect } from '../desks/connect';
import { toNodeError } from '../node-errors';

/** What n8n keeps for the node. */
interface WebhookMemory extends IDataObject {
	/** Between publishing and taking back. */
	registered?: IDataObject & RegisteredWebhook & { url: string };
	/** Ids of events the workflow was started for, newest last; kept when it is published anew. */
	seen?: string[];
}

export const findMemory = (context: IHookFunctions | IWebhookFunctions) =>
	context.getWorkflowStaticData('node') as WebhookMemory;

/** Whether the desk calls this very address already. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const { registered } = findMemory(context);
	const url = toUrl(context);
	if (registered?.url !== url) return false;
	return await attempt(context, async (setUp) => await setUp.isThere(registered, url));
}

export async function register(context: IHookFunctions): Promise<boolean> {
	return await attempt(context, async (setUp) => {
		const memory = findMemory(context);
		const url = toUrl(context);
		// Left over from another address, or from a publish that broke off.
		if (memory.registered) await setUp.remove(memory.registered).catch(() => undefined);
		memory.registered = { ...(await setUp.register(url)), url };
		return true;
	});
}

/** What cannot be taken back stays at the desk, which finds nobody there: the next publish removes it. */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	const memory = findMemory(context);
	const { registered } = memory;
	if (!registered) return true;
	try {
		await (await openSetUp(context)).remove(registered);
		delete memory.registered;
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		context.logger.warn(
			`Case Webhook Trigger "${context.getNode().name}": the desk still has the webhook. ${why}`,
		);
	}
	return true;
}

export function findBinding(
	context: IHookFunctions | IWebhookFunctions,
): DeskBinding & { webhook: NonNullable<DeskBinding['webhook']> } {
	const desk = String(context.getNodeParameter('desk'));
	const binding = findDesk(desk);
	const webhook = binding?.webhook;
	if (!webhook) {
		throw new HttpFailure('misconfigured', `'Desk' is "${desk}", which does not call`, {
			hint: 'Choose another desk from the list, or use the Case Event Trigger.',
		});
	}
	return { ...binding, webhook };
}

async function openSetUp(context: IHookFunctions): Promise<CaseWebhookSetUp> {
	const binding = findBinding(context);
	const { credentials, send, guard } = await connect(context, binding);
	return guard(binding.webhook.toSetUp(send, credentials));
}

async function attempt<T>(
	context: IHookFunctions,
	action: (setUp: CaseWebhookSetUp) => Promise<T>,
): Promise<T> {
	try {
		return await action(await openSetUp(context));
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

function toUrl(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (url) return url;
	throw new HttpFailure('misconfigured', 'n8n has no address for this webhook', {
		hint: 'Save the workflow and publish it again.',
	});
}
