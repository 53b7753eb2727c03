import { green, grey, red, type Verdict, yellow } from './check';
import { toUnknown } from './connection';
import type { CheckUpFacts, SubscriptionFacts, WebhookFacts } from './facts';
import { toCounted, toShown } from './shown';

const listed = 5;
const pollingOnly =
	'Mentions are found by asking X every few minutes; nothing is lost, it only takes longer';

/** Addresses X sends events to. */
export function judgeWebhooks({ webhooks }: CheckUpFacts): Verdict {
	if (!('answer' in webhooks)) return toUnknown(webhooks);
	if (webhooks.answer.length === 0) return grey(`No webhook is set up. ${pollingOnly}.`);
	const off = webhooks.answer.filter(({ valid }) => valid === false);
	if (off.length > 0) {
		return red(
			`X has switched it off: ${toUrls(off)} failed X's check (wrong answer, redirect, bad certificate, or no answer for more than a day). X sends nothing there.`,
			"Make sure that n8n is running and can be reached from the internet at this address by https, and that the app's secrets are right where the webhook is received: X's check asks for a signature made with them. Then switch its workflow off and on again, so that X checks anew.",
		);
	}
	const unclear = webhooks.answer.filter(({ valid }) => valid === undefined);
	if (unclear.length > 0)
		return grey(`X did not say whether it still sends to ${toUrls(unclear)}.`);
	const count = toCounted(webhooks.answer.length, 'webhook is', 'webhooks are');
	return green(`${count} set up, and X sends to: ${toUrls(webhooks.answer)}.`);
}

/** Which events X tells the app, by account. */
export function judgeSubscriptions(facts: CheckUpFacts): Verdict {
	const { subscriptions, webhooks, account } = facts;
	if (!('answer' in subscriptions)) return toUnknown(subscriptions);
	const known = 'answer' in webhooks ? webhooks.answer : undefined;
	if (subscriptions.answer.length === 0) {
		if (!known?.length) return grey(`None: polling only. ${pollingOnly}.`);
		return yellow(
			'There is a webhook, but no kind of event is subscribed: X sends it nothing. Polling only.',
			'Switch the workflow with the webhook off and on again, so that it subscribes anew; or delete the webhook if polling is enough.',
		);
	}
	const found = `X tells of: ${toAccounts(facts, subscriptions.answer)}.`;
	const lost = subscriptions.answer.filter((it) => !isDelivered(it, known));
	if (lost.length > 0) {
		return yellow(
			`${found} ${toCounted(lost.length, 'of these goes', 'of these go')} nowhere: no webhook that works belongs to ${lost.length === 1 ? 'it' : 'them'}.`,
			"See 'Webhooks'. Then switch the workflow with the webhook off and on again, so that it subscribes anew.",
		);
	}
	if (!('answer' in account)) return green(found);
	const own = subscriptions.answer.filter(({ userId }) => userId === account.answer.id);
	const kinds = new Set(own.map(({ eventType }) => eventType));
	if (kinds.size === 0) {
		return yellow(
			`${found} None of it concerns @${account.answer.handle}, which is found by polling only.`,
			'If this account is to be told at once, subscribe its events too.',
		);
	}
	if (kinds.has('post.mention.create') && !kinds.has('post.reply.create')) {
		return yellow(
			`${found} Replies in which nobody typed the handle are not told, only found by polling.`,
			'Subscribe post.reply.create beside post.mention.create.',
		);
	}
	return green(found);
}

/** What cannot be looked up counts as delivered. */
function isDelivered(
	{ webhookId }: SubscriptionFacts,
	webhooks: WebhookFacts[] | undefined,
): boolean {
	if (webhookId === undefined) return false;
	if (!webhooks) return true;
	return webhooks.some(({ id, valid }) => id === webhookId && valid !== false);
}

function toAccounts({ account }: CheckUpFacts, subscriptions: SubscriptionFacts[]): string {
	const byAccount = new Map<string, Set<string>>();
	for (const { userId, eventType } of subscriptions) {
		const name = toName(userId, 'answer' in account ? account.answer : undefined);
		byAccount.set(name, (byAccount.get(name) ?? new Set()).add(toShown(eventType)));
	}
	return toList([...byAccount].map(([name, kinds]) => `${name}: ${toList([...kinds], ', ')}`));
}

function toName(userId: string | undefined, own: { id: string; handle: string } | undefined) {
	if (userId === undefined) return 'the app';
	return userId === own?.id ? `@${own.handle}` : `account ${userId}`;
}

/** Without a query, which may hold what is nobody's business. */
const toUrls = (webhooks: WebhookFacts[]) =>
	toList(
		webhooks.map(({ url }) => toShown(url.split(/[?#]/)[0], 120)),
		', ',
	);

function toList(parts: string[], separator = '; '): string {
	const most = separator === '; ' ? listed : 4 * listed;
	const more = parts.length - most;
	return [...parts.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}
