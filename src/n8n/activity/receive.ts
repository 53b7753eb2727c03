import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { type ParsedActivity, parseActivity } from '../../x/activity/parse-activity';
import {
	answerChallenge,
	hasSignature,
	isSigned,
	type SigningSecrets,
} from '../../x/activity/signature';
import { parseRawJson, readRawBody } from '../raw-body';
import {
	type ActivitySettings,
	readActivitySettings,
	readSecrets,
	toCheckSecrets,
} from './settings';
import { isShallow } from './shallow';
import { findAccount, toTellingAccount } from './watched-account';
import { answerCall } from '../answer-call';

/** X asks whether we know the app's secret. */
export async function answerCheck(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = readActivitySettings(context);
	const { crc_token: token } = Object(context.getQueryData()) as { crc_token?: unknown };
	const secrets = await readSecrets(context, settings)
		.then((found) => toCheckSecrets(found, settings))
		.catch((error: unknown) => {
			context.logger.warn(`${toTitle(context)}: X's check cannot be answered. ${toWords(error)}`);
			return undefined;
		});
	if (!secrets) return answerCall(context, 401, { error: 'The secret to answer with is not set.' });
	const response = answerChallenge(token, secrets);
	if (response === undefined) return answerCall(context, 400, { error: 'crc_token is missing.' });
	return answerCall(context, 200, { response_token: response });
}

/** X tells what happened. Only what it signed starts the workflow; whatever else comes is turned away. */
export async function receiveActivity(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = readActivitySettings(context);
	const raw = await readRawBody(context);
	if ('status' in raw) return answerCall(context, raw.status, { error: 'This cannot be read.' });
	if (!(await isFromX(context, settings, raw))) {
		noteUnsigned(context);
		return answerCall(context, 401, { error: "This is not signed with the app's secret." });
	}
	const body = parseRawJson(raw);
	if (body === undefined) return answerCall(context, 400, { error: 'This is not JSON.' });
	const parsed = await read(context, settings, body.value);
	log(context, parsed);
	const items = [
		...parsed.events.map((event): IDataObject => ({ event: event as unknown as IDataObject })),
		...(settings.handsOnUnknown ? parsed.unknown.map(toUnknownItem) : []),
	];
	if (items.length === 0) return answerCall(context, 200, { events: 0 });
	return {
		workflowData: [items.map((json) => ({ json }))],
		webhookResponse: { events: items.length },
	};
}

async function isFromX(
	context: IWebhookFunctions,
	settings: ActivitySettings,
	raw: Buffer,
): Promise<boolean> {
	const headers = context.getHeaderData();
	if (!hasSignature(headers)) return false;
	const secrets = await readSecrets(context, settings).catch((error: unknown): SigningSecrets => {
		context.logger.warn(`${toTitle(context)}: the credentials cannot be read. ${toWords(error)}`);
		return {};
	});
	return isSigned(raw, headers, secrets);
}

async function read(
	context: IWebhookFunctions,
	settings: ActivitySettings,
	body: unknown,
): Promise<ParsedActivity> {
	const account = await findAccount(context, settings).catch((error: unknown) => {
		context.logger.warn(
			`${toTitle(context)}: the account's handle could not be looked up; the items carry its id instead. ${toWords(error)}`,
		);
		return toTellingAccount(body) ?? { id: '0', handle: 'unknown' };
	});
	return parseActivity(body, { account, receivedAt: new Date().toISOString() });
}

/** What X has added since, as it came; what is nested too deep for n8n to store is named only. */
const toUnknownItem = (event: Record<string, unknown>): IDataObject => ({
	unknownEvent: {
		kind: String(event.event_type).slice(0, 100),
		...(isShallow(event) && { event: event as IDataObject }),
	},
});

function log(context: IWebhookFunctions, parsed: ParsedActivity): void {
	const { events, unreadable, unknownKinds, ignored } = parsed;
	const title = toTitle(context);
	if (unreadable.length > 0) {
		context.logger.warn(
			`${title}: X sent something that cannot be read; the X Care Trigger finds what it was. ${toList(unreadable)}`,
		);
	}
	if (unknownKinds.length > 0) {
		const kinds = toList(unknownKinds.map((kind) => JSON.stringify(kind)));
		context.logger.warn(`${title}: X sent kinds of events this version does not know: ${kinds}`);
	}
	if (ignored.length > 0) context.logger.debug(`${title}: nothing to do: ${toList(ignored)}`);
	if (events.length > 0) context.logger.debug(`${title}: ${events.length} events`);
}

const shownMax = 10;

function toList(sentences: string[]): string {
	const more = sentences.length - shownMax;
	return sentences.slice(0, shownMax).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

const tenMinutesMs = 600_000;
const notedAtMs = new Map<string, number>();

/** Anybody can call the address, so that is said now and then only. */
function noteUnsigned(context: IWebhookFunctions): void {
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	if (Date.now() - (notedAtMs.get(key) ?? 0) < tenMinutesMs) return;
	notedAtMs.set(key, Date.now());
	context.logger.warn(
		`${toTitle(context)}: a call without X's signature was turned away. If it was X: compare 'API Key Secret' in the app-only credential with the X developer console.`,
	);
}

const toWords = (error: unknown) => (error instanceof Error ? error.message : String(error));

const toTitle = (context: IWebhookFunctions) => `X Activity Trigger "${context.getNode().name}"`;
