import type { IHookFunctions } from 'n8n-workflow';

import { toWishes } from '../../domain/activity/listening';
import {
	type ActivityPlan,
	isSetUp,
	planActivity,
	type WantedActivity,
} from '../../domain/activity/plan';
import { HttpFailure } from '../../http';
import {
	type ActivityClients,
	fetchActivity,
	removeActivity,
	setUpActivity,
	type SetUpResult,
} from '../../x/activity/set-up';
import { toNodeError } from '../node-errors';
import { openX } from '../open-x';
import {
	type ActivitySettings,
	readActivitySettings,
	readSecrets,
	toCheckSecrets,
} from './settings';
import { findAccount, readMemory, writeMemory } from './watched-account';

/** X can be told of one address only, and a test in the editor must not take it from the published workflow. */
const isTest = (context: IHookFunctions) =>
	context.getMode() === 'manual' || context.getActivationMode() === 'manual';

/** Whether X already tells us all that is wanted. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	if (isTest(context)) {
		context.logger.info(
			`${toTitle(context)}: X calls the production address only; this test waits for a signed call from somewhere else.`,
		);
		return true;
	}
	return await attempt(context, async () => isSetUp((await look(context)).plan));
}

/** Has X tell us all that is wanted; what is there already stays. */
export async function register(context: IHookFunctions): Promise<boolean> {
	if (isTest(context)) return true;
	return await attempt(context, async () => {
		const { clients, wanted } = await look(context);
		await leaveOldAddress(context, clients, wanted);
		const found = await fetchActivity(clients.appClient);
		const result = await setUpActivity(clients, planActivity(wanted, found), wanted.url);
		const workflowId = String(context.getWorkflow().id);
		writeMemory(context, { registered: { url: wanted.url, workflowId } });
		report(context, result);
		return true;
	});
}

/** Has X tell us no more. What cannot be taken back stays at X, which finds nobody there: the next publish goes on with it. */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	if (isTest(context)) return true;
	try {
		const settings = readActivitySettings(context);
		const appClient = await openX(context, 'appOnly');
		const { id } = await findAccount(context, settings);
		await removeActivity(appClient, toWanted(context, settings, id));
		return true;
	} catch (error) {
		const { message } = toNodeError(context.getNode(), error);
		context.logger.warn(`${toTitle(context)}: X was not told to stop. ${message}`);
		return false;
	}
}

interface Look {
	clients: ActivityClients;
	wanted: WantedActivity;
	plan: ActivityPlan;
}

async function look(context: IHookFunctions): Promise<Look> {
	const settings = readActivitySettings(context);
	toCheckSecrets(await readSecrets(context, settings), settings);
	const appClient = await openX(context, 'appOnly');
	const client = await openX(context, settings.authentication);
	const account = await findAccount(context, settings, client);
	writeMemory(context, { account: { ...account, foundBy: settings.foundBy } });
	const wanted = toWanted(context, settings, account.id);
	if (wanted.wishes.length === 0) {
		throw new HttpFailure('misconfigured', "'Events' is empty: there is nothing to listen to", {
			hint: "Choose at least one kind of event under 'Events'.",
		});
	}
	const plan = planActivity(wanted, await fetchActivity(appClient));
	return { clients: { client, appClient }, wanted, plan };
}

function toWanted(
	context: IHookFunctions,
	{ events }: ActivitySettings,
	accountId: string,
): WantedActivity {
	const url = context.getNodeWebhookUrl('default') ?? '';
	return { url, wishes: toWishes(events, accountId) };
}

/** When n8n has moved, X's one place for a webhook is taken by where it was. */
async function leaveOldAddress(
	context: IHookFunctions,
	{ appClient }: ActivityClients,
	{ url, wishes }: WantedActivity,
): Promise<void> {
	const { registered } = readMemory(context);
	if (!registered || registered.url === url) return;
	if (registered.workflowId !== String(context.getWorkflow().id)) return;
	await removeActivity(appClient, { url: registered.url, wishes });
}

/** A kind of event that X's plan or version does not know holds the others back as little as one that is wrong with the settings. */
function report(context: IHookFunctions, { done, refused }: SetUpResult): void {
	if (done.length > 0) context.logger.info(`${toTitle(context)}: ${done.join(' ')}`);
	for (const { eventType, failure } of refused) {
		const words = [failure.message, failure.hint].filter(Boolean).join(' ');
		context.logger.warn(`${toTitle(context)}: X does not tell of ${eventType}. ${words}`);
	}
	const mendable = refused.find(({ failure }) => failure.kind !== 'refused');
	const isNothing = !done.some((it) => it.endsWith('was subscribed.'));
	if (mendable) throw mendable.failure;
	if (isNothing && refused.length > 0) throw refused[0].failure;
}

async function attempt<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

const toTitle = (context: IHookFunctions) => `X Activity Trigger "${context.getNode().name}"`;
