import type { Subscription } from '../../domain/activity/plan';
import { HttpFailure } from '../../http';
import { readX, setUpX } from '../call';
import { toText } from '../check-up-answers';
import type { XClient } from '../client';
import { isRecord, parseRows } from '../envelope';
import { toMalformed } from '../failure';
import { parseMade } from './answers';
import { withHints } from './refusals';

/** X allows 1,500 subscriptions, and 150,000 to its partners; it hands out 1,000 at once. */
const pagesMax = 10;

/** Everything X tells this app, wherever it goes. Free. Throws `HttpFailure`. */
export async function fetchSubscriptions(appClient: XClient): Promise<Subscription[]> {
	const found: Subscription[] = [];
	let token: string | undefined;
	for (let page = 0; page < pagesMax; page++) {
		const query = { max_results: 1000, pagination_token: token };
		const { rows, nextToken } = parseRows(await readX(appClient, 'subscriptions', { query }));
		found.push(...rows.map(parseSubscription).filter((it) => it !== undefined));
		token = nextToken;
		if (token === undefined) break;
	}
	return found;
}

/** Has X tell the webhook of one kind of event. The client is the user's: private kinds take no other. Throws `HttpFailure`. */
export async function subscribe(
	client: XClient,
	{ eventType, userId, webhookId, tag }: Omit<Subscription, 'id'> & { webhookId: string },
): Promise<Subscription> {
	return await withHints(async () => {
		const body = {
			event_type: eventType,
			filter: userId === undefined ? {} : { user_id: userId },
			...(tag !== undefined && { tag }),
			webhook_id: webhookId,
		};
		const answer = await setUpX(client, 'subscribe', { body });
		const made = parseMade(answer, 'subscription', 'subscription_id');
		const subscription = parseSubscription(made);
		if (subscription) return subscription;
		throw toMalformed(answer.call, answer.body);
	}).catch((error: unknown) => {
		throw toMessagePermission(error, eventType);
	});
}

/** Sends an existing subscription to another webhook of the app. Throws `HttpFailure`. */
export async function moveSubscription(
	appClient: XClient,
	id: string,
	webhookId: string,
): Promise<void> {
	await withHints(async () => {
		const args = { path: { id }, body: { webhook_id: webhookId } };
		const answer = await setUpX(appClient, 'moveSubscription', args);
		parseMade(answer, 'subscription', 'subscription_id');
	});
}

/** One that is gone already is as good. Throws `HttpFailure`. */
export async function unsubscribe(appClient: XClient, id: string): Promise<void> {
	const answer = await setUpX(appClient, 'unsubscribe', { path: { id } });
	parseMade(answer, 'subscription', 'deleted');
}

/** Undefined when it has no id or no kind. */
function parseSubscription(row: unknown): Subscription | undefined {
	const inner = isRecord(row) && isRecord(row.subscription) ? row.subscription : row;
	if (!isRecord(inner)) return undefined;
	const [id, eventType] = [toText(inner.subscription_id), toText(inner.event_type)];
	if (id === undefined || eventType === undefined) return undefined;
	const userId = isRecord(inner.filter) ? toText(inner.filter.user_id) : undefined;
	const [webhookId, tag] = [toText(inner.webhook_id), toText(inner.tag)];
	return {
		id,
		eventType,
		...(userId !== undefined && { userId }),
		...(webhookId !== undefined && { webhookId }),
		...(tag !== undefined && { tag }),
	};
}

/** The table of requests cannot know that one request needs more for some kinds of events. */
function toMessagePermission(error: unknown, eventType: string): unknown {
	const isMessage = /^(?:dm|chat)\./.test(eventType);
	if (!isMessage || !(error instanceof HttpFailure) || error.kind !== 'forbidden') return error;
	const { message, status, body } = error;
	return new HttpFailure('forbidden', `${message} (${eventType})`, {
		status,
		body,
		hint: "Direct messages need the scope dm.read: choose 'Read and Answer' under 'Permissions' in the OAuth2 credential (OAuth1: 'Read and write and Direct message' in the X developer console) and connect the account again; or leave messages and encrypted chats out.",
	});
}
