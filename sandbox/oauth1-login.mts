import type { Clock } from './clock.mts';
import type { OAuth1Check, OAuth1Request, OAuth1Secret } from './oauth1.mts';
import type { Answer } from './problems.mts';
import type { Tokens } from './tokens.mts';
import type { World } from './world.mts';

/** The three steps of OAuth 1.0a: a request token, the consent page, and an access token for the verifier. */

interface RequestToken extends OAuth1Secret {
	/** Where the consent page sends the browser; `oob` shows a PIN instead. */
	callback: string;
	expiresAtMs: number;
	/** Set by the consent page. */
	agreed?: { userId: string; verifier: string };
}

const REQUEST_TOKEN_LIVES_MS = 5 * 60_000;
const FIRST_PIN = 4_100_001;

export function createOAuth1Login(tokens: Tokens, world: World, clock: Clock, check: OAuth1Check) {
	const pending = new Map<string, RequestToken>();
	let serial = 0;
	let verifiers = 0;

	/** `POST /oauth/request_token` */
	function requestToken(request: OAuth1Request): Answer {
		const checked = check(request);
		if (!checked.ok) return couldNotAuthenticate(checked.why);
		const callback = checked.parameters.get('oauth_callback') ?? '';
		if (callback !== 'oob' && !isWebAddress(callback)) return callbackRefused(callback);
		forgetExpired();
		serial++;
		const issued = {
			token: `sandbox-request-token-${serial}`,
			tokenSecret: `sandbox-request-token-secret-${serial}`,
		};
		const expiresAtMs = clock.now() + REQUEST_TOKEN_LIVES_MS;
		pending.set(issued.token, { ...issued, callback, expiresAtMs });
		return form({
			oauth_token: issued.token,
			oauth_token_secret: issued.tokenSecret,
			oauth_callback_confirmed: 'true',
		});
	}

	/** The consent page: agrees at once for the account named by `login`, the company by default. */
	function authorize(query: URLSearchParams, companyHandle: string): Answer {
		const handle = query.get('login') ?? companyHandle;
		const user = world.userByHandle(handle);
		if (!user) return page(400, `Nobody here is called @${handle}.`);
		forgetExpired();
		const request = pending.get(query.get('oauth_token') ?? '');
		if (!request || request.agreed) {
			return page(401, 'The request token for this page is invalid. It was used, or is too old.');
		}
		const verifier =
			request.callback === 'oob'
				? String(FIRST_PIN + verifiers++)
				: `sandbox-verifier-${++verifiers}`;
		request.agreed = { userId: user.id, verifier };
		const note = `approved for @${user.handle}`;
		if (request.callback === 'oob') {
			return { ...page(200, `Enter this PIN in the app: ${verifier}`), note };
		}
		const back = new URL(request.callback);
		back.searchParams.set('oauth_token', request.token);
		back.searchParams.set('oauth_verifier', verifier);
		return { status: 302, headers: { location: back.href }, note };
	}

	/** `POST /oauth/access_token` */
	function accessToken(request: OAuth1Request): Answer {
		forgetExpired();
		const checked = check(request, (token) => pending.get(token)?.tokenSecret);
		if (!checked.ok) return couldNotAuthenticate(checked.why);
		const { token, agreed } = pending.get(checked.parameters.get('oauth_token')!)!;
		if (!agreed || checked.parameters.get('oauth_verifier') !== agreed.verifier) {
			const why = 'Error processing your OAuth request: Invalid oauth_verifier parameter';
			return { status: 401, body: why, contentType: TEXT, note: why };
		}
		pending.delete(token);
		const issued = tokens.issueOAuth1(agreed.userId);
		return form({
			oauth_token: issued.token,
			oauth_token_secret: issued.tokenSecret,
			user_id: agreed.userId,
			screen_name: world.users.get(agreed.userId)!.handle,
		});
	}

	function forgetExpired(): void {
		for (const [token, { expiresAtMs }] of pending) {
			if (clock.now() >= expiresAtMs) pending.delete(token);
		}
	}

	return { requestToken, authorize, accessToken };
}

const TEXT = 'text/html;charset=utf-8';

// Form-encoded, and called HTML all the same: X does.
const form = (fields: Record<string, string>): Answer => ({
	status: 200,
	body: new URLSearchParams(fields).toString(),
	contentType: TEXT,
});

const couldNotAuthenticate = (why: string): Answer => ({
	status: 401,
	body: { errors: [{ code: 32, message: 'Could not authenticate you.' }] },
	note: why,
});

const callbackRefused = (callback: string): Answer => ({
	status: 403,
	body: {
		errors: [
			{
				code: 415,
				message:
					'Callback URL not approved for this client application. Approved callback URLs can be adjusted in your application settings',
			},
		],
	},
	note: `oauth_callback [${callback}] is neither "oob" nor an http(s) address`,
});

function page(status: number, text: string): Answer {
	const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return {
		status,
		body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox: log in</title></head><body><p>${safe}</p></body></html>`,
		contentType: 'text/html; charset=utf-8',
		headers: { 'content-security-policy': "default-src 'none'" },
		note: text,
	};
}

const isWebAddress = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text);
