import { STATUS_CODES } from 'node:http';

/** An answer as it goes over the wire; `body` objects become JSON, strings go out as they are. */
export interface Answer {
	status: number;
	body?: unknown;
	contentType?: string;
	headers?: Record<string, string>;
	/** The operator reads this in the request log; it is not sent. */
	note?: string;
}

const OLD = 'https://api.twitter.com/2/problems';
const ACCOUNT_ID = '2036532529868496897';

export function problem(status: number, body: Record<string, unknown>): Answer {
	return {
		status,
		body,
		contentType: 'application/problem+json; charset=utf-8',
		note: String(body.detail ?? body.title ?? ''),
	};
}

const blank = (status: number, detail: string, title = STATUS_CODES[status] ?? 'Error'): Answer =>
	problem(status, { title, detail, type: 'about:blank', status });

export const forbidden = (detail: string): Answer => blank(403, detail);

/** X's answer to a bad query parameter or body, naming what was sent. */
export function invalidRequest(message: string, parameters: Record<string, string[]> = {}): Answer {
	const answer = problem(400, {
		errors: [{ parameters, message }],
		title: 'Invalid Request',
		detail: 'One or more parameters to your request was invalid.',
		type: `${OLD}/invalid-request`,
	});
	return { ...answer, note: message };
}

export const unsupportedAuthentication = (): Answer =>
	problem(403, {
		title: 'Unsupported Authentication',
		detail:
			'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].',
		type: `${OLD}/unsupported-authentication`,
		status: 403,
	});

/** Two wordings X has been seen to use for the same refusal. */
export const notSummoned = (variant: 1 | 2): Answer =>
	variant === 1
		? forbidden(
				'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
			)
		: problem(403, {
				title: 'Authorization Error',
				detail: 'You can only reply to or quote posts where you are mentioned or are the author.',
				status: 403,
				type: 'https://api.x.com/2/problems/not-authorized-for-resource',
			});

/** Two answers X has been seen to give; the first is older and worded as in its apps. */
export const alreadyReposted = (variant: 1 | 2, postId: string): Answer =>
	variant === 1
		? forbidden('You have already retweeted this Tweet.')
		: invalidRequest('You cannot retweet a Tweet that you have already retweeted.', {
				tweet_id: [postId],
			});

// The account id is larger than JavaScript's exact numbers and X sends it bare, so this body is text.
const raw = (status: number, text: string): Answer => ({
	status,
	body: text.replace('"ACCOUNT"', ACCOUNT_ID).replace('ACCOUNT', ACCOUNT_ID),
	contentType: 'application/problem+json; charset=utf-8',
	note: String((JSON.parse(text) as Record<string, unknown>).title),
});

/** Whole-request errors by name, as a fault may ask for them. */
export const NAMED_PROBLEMS = {
	unauthorized: () => blank(401, 'Unauthorized'),
	'expired-token': (): Answer => ({
		status: 401,
		body: { errors: [{ message: 'Invalid or expired token', code: 89 }] },
	}),
	'credits-depleted': () =>
		raw(
			402,
			`{"account_id":"ACCOUNT","title":"CreditsDepleted","detail":"Your enrolled account [ACCOUNT] does not have any credits to fulfill this request.","type":"${OLD}/credits"}`,
		),
	'spend-cap': () =>
		problem(403, {
			title: 'SpendCapReached',
			detail: 'Your enrolled account has reached its billing cycle spend cap.',
			reset_date: '2026-05-13',
			type: `${OLD}/credits`,
		}),
	forbidden: () => forbidden('You are not permitted to perform this action.'),
	'client-not-enrolled': () =>
		problem(403, {
			client_id: '28907132',
			detail:
				'When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a Twitter developer App that is attached to a Project. You can create a project via the developer portal.',
			registration_url: 'https://developer.twitter.com/en/docs/projects/overview',
			title: 'Client Forbidden',
			required_enrollment: 'Appropriate Level of API Access',
			reason: 'client-not-enrolled',
			type: `${OLD}/client-forbidden`,
		}),
	'access-level': (): Answer => ({
		status: 403,
		body: {
			errors: [
				{
					message:
						'You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints (e.g. media post, oauth) only. If you need access to this endpoint, you may need a different access level. You can learn more here: https://developer.x.com/en/portal/product',
					code: 453,
				},
			],
		},
		note: 'not in self-serve plans (453)',
	}),
	'oauth1-permissions': () =>
		problem(403, {
			title: 'Forbidden',
			type: `${OLD}/oauth1-permissions`,
			status: 403,
			detail:
				'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.',
		}),
	'not-found': (): Answer => ({ status: 404 }),
	'rate-limit': () => blank(429, 'Too Many Requests'),
	'usage-cap': () =>
		raw(
			429,
			`{"account_id":"ACCOUNT","product_name":"pay-per-use","title":"UsageCapExceeded","period":"Monthly","scope":"Product","detail":"Usage cap exceeded: Monthly product cap","type":"${OLD}/usage-capped"}`,
		),
	'internal-error': () =>
		blank(
			500,
			'Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues.',
		),
	unavailable: () => blank(503, 'Service Unavailable'),
};

export type ProblemName = keyof typeof NAMED_PROBLEMS;

const BY_STATUS: Record<number, ProblemName> = {
	401: 'unauthorized',
	402: 'credits-depleted',
	403: 'forbidden',
	404: 'not-found',
	429: 'rate-limit',
	500: 'internal-error',
	503: 'unavailable',
};

export const problemOfStatus = (status: number): Answer =>
	BY_STATUS[status]
		? NAMED_PROBLEMS[BY_STATUS[status]]()
		: blank(status, STATUS_CODES[status] ?? 'Error');

type ResourceType = 'user' | 'tweet';

/** An entry of `errors` inside a 200: the resource does not exist or was deleted. */
export const missingResource = (type: ResourceType, parameter: string, value: string) => ({
	value,
	detail: `Could not find ${type} with ${parameter.replace(/^ids$/, 'id')}: [${value}].`,
	title: 'Not Found Error',
	resource_type: type,
	parameter,
	resource_id: value,
	type: `${OLD}/resource-not-found`,
});

/** An entry of `errors` inside a 200: the resource exists, this caller may not see it. */
export const hiddenResource = (type: ResourceType, parameter: string, value: string) => ({
	value,
	detail: `Sorry, you are not authorized to see the ${type === 'tweet' ? 'Tweet' : 'user'} with ${parameter}: [${value}].`,
	title: 'Authorization Error',
	resource_type: type,
	parameter,
	resource_id: value,
	section: 'data',
	type: `${OLD}/not-authorized-for-resource`,
});

/** An entry of `errors` inside a 200: the account is suspended. */
export const suspendedUser = (parameter: string, value: string) => ({
	...missingResource('user', parameter, value),
	title: 'Forbidden',
	detail: `User has been suspended: [${value}].`,
});
