import type { WebhookFacts } from '../../domain/check-up/facts';
import { type CallAnswer, readX, setUpX } from '../call';
import { parseWebhooks, toText } from '../check-up-answers';
import type { XClient } from '../client';
import { toMalformed } from '../failure';
import { parseMade } from './answers';
import { withHints } from './refusals';

/** Every address X sends this app's events to. Needs the app's own access; free. Throws `HttpFailure`. */
export async function fetchWebhooks(appClient: XClient): Promise<WebhookFacts[]> {
	return parseWebhooks(await readX(appClient, 'webhooks'));
}

/** Lets X send events to that address, which it checks at once. Throws `HttpFailure`. */
export async function createWebhook(appClient: XClient, url: string): Promise<WebhookFacts> {
	return await withHints(async () => {
		const answer = await setUpX(appClient, 'createWebhook', { body: { url } });
		const made = parseMade(answer, 'webhook', 'id');
		return { id: toId(made.id, answer), url: toText(made.url) ?? url, valid: made.valid !== false };
	});
}

/** Has X check the address anew; a pass ends a switch-off. Throws `HttpFailure` when X says at once that it failed. */
export async function revalidateWebhook(appClient: XClient, id: string): Promise<void> {
	await withHints(async () => {
		const answer = await setUpX(appClient, 'revalidateWebhook', { path: { id } });
		const { body } = answer;
		// The guide says `valid`, the description `attempted`: then only a look at the list tells.
		parseMade(answer, 'webhook', hasData(body, 'attempted') ? 'attempted' : 'valid');
	});
}

export async function deleteWebhook(appClient: XClient, id: string): Promise<void> {
	await withHints(async () => {
		parseMade(await setUpX(appClient, 'deleteWebhook', { path: { id } }), 'webhook', 'deleted');
	});
}

const hasData = (body: unknown, name: string) =>
	Object.hasOwn(Object((Object(body) as { data?: unknown }).data) as object, name);

function toId(value: unknown, answer: CallAnswer): string {
	const id = toText(value);
	if (id !== undefined && /^\w{1,50}$/.test(id)) return id;
	throw toMalformed(answer.call, answer.body);
}
