import { HttpFailure } from '../../http';
import { parseProblem } from '../problem';

/** X's names for why it will not set a webhook or a subscription up, and how to get unstuck. */
const hints: Record<string, string> = {
	CrcValidationFailed:
		"X asked the address to sign a text, and what came back was not right. Check that the workflow is published, that the address can be reached from the internet by https, and that 'API Key Secret' in the app-only credential is the one of the same developer app ('Keys and tokens' in the X developer console).",
	UrlValidationFailed:
		'X takes public https addresses without a port only. Set WEBHOOK_URL of n8n to such an address (a reverse proxy or tunnel in front of n8n), restart n8n and publish the workflow again.',
	DuplicateUrlFailed:
		'X already has a webhook with this address. Wait a minute and publish again; if it stays, look at the webhooks of the app in the X developer console: the address may belong to another app.',
	WebhookLimitExceeded:
		'The plan of the developer app has no room for another webhook. Delete the one that is not needed in the X developer console, or listen at its address instead.',
	DuplicateSubscriptionFailed:
		'The app already has this subscription for another receiver. Delete that one in the X developer console, or leave this kind of event out.',
	SubscriptionLimitExceeded:
		'The plan of the developer app has no room for more subscriptions. Delete some that are not needed, or listen to fewer kinds of events.',
	WebhookIdInvalid:
		'The webhook is gone at X. Publish the workflow again, or run X Care → Activity → Repair.',
};

export type SetUpRefusal = keyof typeof hints;

/** X's name for the refusal; undefined when it is none of these. */
export function findRefusal(failure: unknown): string | undefined {
	if (!(failure instanceof HttpFailure) || failure.body === undefined) return undefined;
	const { text, reason } = parseProblem(failure.body);
	return Object.keys(hints).find((name) => reason === name || text.includes(name));
}

/** Runs a request; a refusal X has a name for becomes a setting that cannot be right, with the way out. */
export async function withHints<T>(request: () => Promise<T>): Promise<T> {
	return await request().catch((error: unknown) => {
		const refusal = findRefusal(error);
		if (refusal === undefined || !(error instanceof HttpFailure)) throw error;
		const { status, body } = error;
		throw new HttpFailure('misconfigured', error.message, { status, body, hint: hints[refusal] });
	});
}
