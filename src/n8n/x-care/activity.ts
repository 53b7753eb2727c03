import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { type ActivityState, judgeActivity, toUnknownState } from '../../domain/activity/judge';
import { toWishes } from '../../domain/activity/listening';
import { planActivity, type WantedActivity } from '../../domain/activity/plan';
import { InvalidItem } from '../../domain/field';
import { HttpFailure } from '../../http';
import { replayReachMs, type Replay, requestReplay } from '../../x/activity/replay';
import { fetchActivity, setUpActivity, type SetUpResult } from '../../x/activity/set-up';
import type { XClient } from '../../x/client';
import { listeningField } from '../activity/listening-field';
import { openX } from '../open-x';
import type { OperationCall } from './operation';
import { readText } from './parameters';

/** Which webhook is meant, and what it should be told. */
export const activityFields: INodeProperties[] = [
	{
		displayName: 'Webhook URL',
		name: 'webhookUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/6c6f1d1e/x',
		description:
			'The production URL of the X Activity Trigger; it is shown at the top of that node',
	},
	{
		...listeningField,
		description:
			'What X should tell of. Choose the same as in the X Activity Trigger: Repair takes back what is chosen there and not here.',
	},
];

/** Trouble of X's that passes by itself, and says nothing about the webhook. */
const passing = new Set(['unreachable', 'rate-limited', 'temporarily-unavailable', 'malformed']);

/** Whether X tells the webhook all it should; when X cannot be asked at the moment, that cannot be told. Throws `HttpFailure`. */
export async function checkActivity(call: OperationCall): Promise<ActivityState> {
	return await orUnknown(async () => await look(await open(call)));
}

export interface Repair extends ActivityState {
	/** What was done, one sentence each. */
	repaired: string[];
	/** What X refused to do, and why; one sentence each. */
	notDone: string[];
	replay?: Replay;
}

/**
 * Sets up again what is missing, looks what came of it, and asks X to tell once more what happened since then. Where
 * something stays wrong that nothing could be done about, it does not: a schedule would have all told again every time.
 * Throws `HttpFailure` and `InvalidItem`.
 */
export async function repairActivity(call: OperationCall): Promise<Repair> {
	const sinceMs = readSince(call);
	const notDone: string[] = [];
	const repaired: string[] = [];
	const state = await orUnknown(async () => {
		const opened = await open(call);
		const { appClient, wanted } = opened;
		const plan = planActivity(wanted, await fetchActivity(appClient));
		const clients = { appClient, client: call.session.client };
		const result = await setUpActivity(clients, plan, wanted.url).catch(toNothing);
		repaired.push(...result.done);
		notDone.push(...result.refused.map(({ eventType, failure }) => toSentence(failure, eventType)));
		const found = await look(opened);
		const [first] = result.refused;
		return first?.failure.hint && !found.ok ? { ...found, fix: first.failure.hint } : found;
	});
	const isAnyUse = state.ok || repaired.length > 0;
	const replay = isAnyUse ? await replayAfter(call, state, sinceMs, notDone) : undefined;
	return { ...state, repaired, notDone, ...(replay && { replay }) };
}

export const toActivityItem = (state: ActivityState): IDataObject => ({ ...state }) as IDataObject;

interface Opened {
	appClient: XClient;
	wanted: WantedActivity;
}

async function open(call: OperationCall): Promise<Opened> {
	const { context, itemIndex, session } = call;
	const url = readText(call, 'webhookUrl');
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw new InvalidItem('Webhook URL', url, 'a web address', fromTrigger);
	}
	const names: unknown = context.getNodeParameter('events', itemIndex, []);
	const account = await session.account();
	const wishes = toWishes([names].flat(), account.id);
	if (wishes.length === 0) {
		throw new InvalidItem('Events', names, 'at least one kind of event', fromTrigger);
	}
	return { appClient: await openApp(call), wanted: { url, wishes } };
}

const fromTrigger = 'Take it from the X Activity Trigger.';

async function openApp({ context }: OperationCall): Promise<XClient> {
	if (context.getNode().credentials?.xCareAppOnlyApi) return await openX(context, 'appOnly');
	throw new HttpFailure('misconfigured', 'No app-only credential is chosen', {
		hint: "X shows webhooks to the developer app alone: choose an X Care App-Only credential of the same app; its token stands under 'Keys and tokens' in the X developer console.",
	});
}

const look = async ({ appClient, wanted }: Opened): Promise<ActivityState> =>
	judgeActivity(planActivity(wanted, await fetchActivity(appClient)), wanted.url);

async function orUnknown(work: () => Promise<ActivityState>): Promise<ActivityState> {
	return await work().catch((error: unknown) => {
		if (error instanceof HttpFailure && passing.has(error.kind))
			return toUnknownState(error.message);
		throw error;
	});
}

/** X said why it would not: that is what the item is for. All else stops the run. */
function toNothing(error: unknown): SetUpResult {
	if (error instanceof HttpFailure && error.kind === 'misconfigured') {
		return { done: [], refused: [{ eventType: '', failure: error }] };
	}
	throw error;
}

const toSentence = ({ message }: HttpFailure, eventType = '') =>
	eventType === '' ? message : `${eventType}: ${message}`;

function readSince(call: OperationCall): number | undefined {
	const text = readText(call, 'replaySince');
	if (text === '') return undefined;
	const sinceMs = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
	if (sinceMs < Date.now()) return sinceMs;
	const expected = 'a time in the past such as 2026-03-01T09:12:00Z';
	throw new InvalidItem('Replay Since', text, expected, 'Leave it empty for no replay.');
}

const minuteMs = 60_000;

async function replayAfter(
	call: OperationCall,
	{ webhook, light }: ActivityState,
	sinceMs: number | undefined,
	notDone: string[],
): Promise<Replay | undefined> {
	if (sinceMs === undefined || !webhook?.valid || light === 'grey') return undefined;
	const nowMs = Date.now();
	// X counts whole minutes, and refuses one that began more than 24 hours ago.
	const fromMs = Math.max(sinceMs, nowMs - replayReachMs + 2 * minuteMs);
	if (fromMs - sinceMs > 3 * minuteMs) {
		notDone.push(
			'X tells again at most the last 24 hours: what happened before, the X Care Trigger has to find.',
		);
	}
	return await requestReplay(await openApp(call), webhook.id, fromMs, nowMs).catch(
		(error: unknown) => {
			if (!(error instanceof HttpFailure)) throw error;
			notDone.push(`The replay: ${toSentence(error)}`);
			return undefined;
		},
	);
}
