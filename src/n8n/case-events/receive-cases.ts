import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { CaseEvent } from '../../domain/case-event';
import { answerCall } from '../answer-call';
import { parseRawJson, readRawBody } from '../raw-body';
import { noteSeen, toFresh } from './cursor-trail';
import { hmac } from './hmac';
import { toItems } from './items';
import { toWanted } from './wanted';
import { findBinding, findMemory } from './webhook-registration';

/**
 * The desk tells what happened. Only what it signed starts the workflow; whatever else comes is turned away. What it tells again
 * starts nothing: n8n stores the ids once it has taken the execution over, so what it could not take over may come again.
 */
export async function receiveCases(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const raw = await readRawBody(context);
	if ('status' in raw) return answerCall(context, raw.status, { error: 'This cannot be read.' });
	const { credential, webhook } = findBinding(context);
	const credentials = await context.getCredentials(credential);
	const desk = webhook.toWebhook(credentials);
	const { secret = String(credentials.webhookSecret ?? '') } = findMemory(context).registered ?? {};
	const headers = toHeaders(context.getHeaderData());
	if (!secret || !desk.isSigned({ raw, headers, nowMs: Date.now() }, secret, hmac)) {
		return answerCall(context, 401, { error: 'This is not signed by the desk.' });
	}
	const body = parseRawJson(raw);
	if (body === undefined) return answerCall(context, 400, { error: 'This is not JSON.' });
	const query = Object(context.getQueryData()) as Record<string, unknown>;
	const events = read(context, () => desk.parseCaseEvents(body.value, query));
	const memory = findMemory(context);
	const fresh = toFresh(memory, events.filter(toWanted(context)));
	if (fresh.length === 0) return answerCall(context, 200, { events: 0 });
	memory.seen = noteSeen(memory, fresh);
	return {
		workflowData: [toItems(fresh)],
		webhookResponse: { events: fresh.length },
	};
}

/** The desk would send what cannot be read again and again, so it is told that all is well, and the log why not. */
function read(context: IWebhookFunctions, parse: () => CaseEvent[]): CaseEvent[] {
	try {
		return parse();
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		context.logger.warn(
			`Case Webhook Trigger "${context.getNode().name}": the desk sent something that cannot be read. ${why}`,
		);
		return [];
	}
}

const toHeaders = (headers: object): Record<string, string | undefined> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name.toLowerCase(),
			Array.isArray(value) ? value.join(', ') : String(value),
		]),
	);
