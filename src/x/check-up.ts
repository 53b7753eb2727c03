import type {
	Asked,
	CallFacts,
	CheckUpFacts,
	NotAsked,
	SubscriptionFacts,
} from '../domain/check-up/facts';
import type { Charge } from '../domain/spend/charge';
import type { CallAnswer } from './call';
import { toReadCharges } from './charges';
import { parseAccount, parseSubscriptions, parseUsage, parseWebhooks } from './check-up-answers';
import { askBalance, measureOwnedReads, unmeasured } from './check-up-balance';
import { type Ask, createAsk } from './check-up-calls';
import { needs } from './check-up-needs';
import type { XClient } from './client';
import type { ReadName } from './endpoints';

export interface CheckUpRequest {
	client: XClient;
	/** Of the same developer app, with an app-only credential: only it sees usage and webhooks, and mostly the balance. */
	appClient?: XClient;
	nowMs: () => number;
	/** Scopes of the OAuth2 token; absent: not known. */
	grantedScopes?: readonly string[];
	/** Of `client`; with `appOnly` it is the app's own and needs no `appClient`. */
	authentication: CheckUpFacts['authentication'];
	/** The setting: the account owns the developer app. */
	ownsApp: boolean;
	isStaffFeed?: boolean;
	/** Answers go out without a person's approval. */
	answersByItself?: boolean;
	/** False: own posts are not read to measure their price, which costs $0.005 to $0.025. */
	measuresOwnedReads?: boolean;
	wasReadToday?: (postId: string) => boolean;
}

export interface CheckUpResult {
	facts: CheckUpFacts;
	/** At list price; a second check-up on the same UTC day costs next to nothing. */
	charges: Charge[];
}

/**
 * Asks X what there is to know about account, credential and app. One user read ($0.010); where X shows the balance also
 * five own posts ($0.005, or $0.025 where they are no owned reads). What fails stops nothing else.
 */
export async function gatherCheckUp(request: CheckUpRequest): Promise<CheckUpResult> {
	const { client, authentication, nowMs, ownsApp, isStaffFeed = false } = request;
	const calls: CallFacts[] = [];
	const ask = createAsk(calls, nowMs);
	const isAppOnly = authentication === 'appOnly';
	const app = isAppOnly ? client : request.appClient;
	// One call alone first: where X does not answer, the others would only wait as long for the same.
	const account = isAppOnly ? noAccount : await ask(client, 'me', { query }, parseAccount);
	const soleUsage = isAppOnly ? await ask(client, 'usage', {}, parseUsage) : undefined;
	const isOut = isOutOfReach(soleUsage ?? account);

	const askApp = async <T>(name: ReadName, parse: (answer: CallAnswer) => T): Promise<Asked<T>> => {
		if (isOut) return outOfReach;
		return app ? await ask(app, name, {}, parse) : noAppClient;
	};
	const user = 'answer' in account ? client : undefined;
	const either = app ?? user;
	const [usage, webhooks, subscriptions] = await Promise.all([
		soleUsage ?? askApp('usage', parseUsage),
		askApp('webhooks', parseWebhooks),
		isOut ? outOfReach : either ? askSubscriptions(ask, either) : refused,
	]);

	const clients = isOut ? [] : [app, user].filter((it) => it !== undefined);
	const balance = await askBalance(ask, clients, isOut ? outOfReach : refused);
	const { credits, ownedReads, charges } =
		'answer' in account && (request.measuresOwnedReads ?? true)
			? await measureOwnedReads(balance, {
					ask,
					client,
					account: account.answer,
					ownsApp,
					nowMs: nowMs(),
					wasReadToday: request.wasReadToday ?? (() => false),
				})
			: unmeasured(
					balance.asked,
					'answer' in account
						? 'the check-up was told to read no own posts for it'
						: 'no own posts could be read',
				);

	const userIds = 'answer' in account ? [account.answer.id] : [];
	return {
		facts: {
			nowMs: nowMs(),
			authentication,
			isStaffFeed,
			ownsApp,
			...(request.answersByItself !== undefined && { answersByItself: request.answersByItself }),
			...(request.grantedScopes && { grantedScopes: request.grantedScopes }),
			needs,
			essential: isStaffFeed ? 'publish' : 'mentions',
			account,
			usage,
			credits,
			ownedReads,
			webhooks,
			subscriptions,
			calls,
		},
		charges: [...toReadCharges('userRead', 'user', userIds), ...charges],
	};
}

/** X allows 1,500 subscriptions and hands out 1,000 at once. */
async function askSubscriptions(ask: Ask, client: XClient): Promise<Asked<SubscriptionFacts[]>> {
	const items: SubscriptionFacts[] = [];
	let token: string | undefined;
	for (let page = 0; page < 3; page++) {
		const args = { query: { max_results: 1000, pagination_token: token } };
		const asked = await ask(client, 'subscriptions', args, parseSubscriptions);
		if (!('answer' in asked)) return asked;
		items.push(...asked.answer.items);
		token = asked.answer.nextToken;
		if (token === undefined) break;
	}
	return { answer: items };
}

const query = {
	'user.fields': 'affiliation,description,protected,public_metrics,verified,verified_type',
};

const noAccount: NotAsked = {
	notAsked: 'an app-only credential belongs to no account',
	whatToDo: "Choose OAuth2 or OAuth1 in 'Authentication' and the credential of the account.",
};
const noAppClient: NotAsked = {
	notAsked: 'only an app-only credential may ask for it, and none was given',
	whatToDo:
		"Add an X Care App-Only credential of the same developer app to the check-up; its token stands under 'Keys and tokens' in the X developer console.",
};
const outOfReach: NotAsked = { notAsked: 'X could not be reached' };
const refused: NotAsked = { notAsked: "X does not take the credential, see 'Connection'" };

const isOutOfReach = (asked: Asked<unknown>) =>
	'failure' in asked && ['unreachable', 'misconfigured'].includes(asked.failure.kind);
