import { createHash } from 'node:crypto';
import type { Clock } from './clock.mts';
import type { Tell } from './happenings.mts';
import type { Answer } from './problems.mts';
import type { World } from './world.mts';
import { ACCESS_TOKEN_SECONDS, APP, type IssuedTokens, type Tokens } from './tokens.mts';

/** X's OAuth2 pages and token endpoint. `parameters` come from a form or a JSON body alike. */
export interface TokenRequest {
	parameters: URLSearchParams;
	authorization?: string;
}

interface Code {
	userId: string;
	scopes: string[];
	redirectUri: string;
	challenge: string;
	method: string;
	expiresAtMs: number;
}

const CODE_LIVES_MS = 30_000;

export function createOAuth2(tokens: Tokens, world: World, clock: Clock, tell: Tell) {
	const codes = new Map<string, Code>();
	let serial = 0;

	/** The consent page: agrees at once for the account named by `login`, the company by default. */
	function authorize(query: URLSearchParams, companyHandle: string): Answer {
		const need = (name: string) => query.get(name) ?? '';
		const user = world.userByHandle(query.get('login') ?? companyHandle);
		const method = (query.get('code_challenge_method') ?? 'plain').toLowerCase();
		const wrong =
			need('response_type') !== 'code'
				? 'response_type must be code'
				: need('client_id') !== APP.clientId
					? `client_id must be ${APP.clientId}`
					: !/^https?:\/\//.test(need('redirect_uri'))
						? 'redirect_uri must be an http(s) address'
						: !need('code_challenge') || !['s256', 'plain'].includes(method)
							? 'code_challenge and code_challenge_method S256 or plain are needed (PKCE)'
							: need('state') === '' || need('state').length > 500
								? 'state is needed, at most 500 characters'
								: !user
									? 'login names no user'
									: undefined;
		if (wrong)
			return {
				status: 400,
				body: { error: 'invalid_request', error_description: wrong },
				note: wrong,
			};
		const code = `sandbox-code-${++serial}`;
		codes.set(code, {
			userId: user!.id,
			scopes: need('scope').split(/\s+/).filter(Boolean),
			redirectUri: need('redirect_uri'),
			challenge: need('code_challenge'),
			method,
			expiresAtMs: clock.now() + CODE_LIVES_MS,
		});
		const back = new URL(need('redirect_uri'));
		back.searchParams.set('state', need('state'));
		back.searchParams.set('code', code);
		return { status: 302, headers: { location: back.href }, note: `approved for @${user!.handle}` };
	}

	function token(request: TokenRequest): Answer {
		const refused = checkClient(request);
		if (refused) return refused;
		const grantType = request.parameters.get('grant_type');
		if (grantType === 'refresh_token') {
			const grant = tokens.redeem(request.parameters.get('refresh_token') ?? '');
			return grant ? answer(tokens.issue(grant)) : invalidToken();
		}
		if (grantType === 'authorization_code') return exchange(request.parameters);
		return oauthError(400, 'unsupported_grant_type', `grant_type [${grantType}] is not supported.`);
	}

	function exchange(parameters: URLSearchParams): Answer {
		const name = parameters.get('code') ?? '';
		const code = codes.get(name);
		codes.delete(name);
		if (!code || clock.now() >= code.expiresAtMs) {
			return oauthError(
				400,
				'invalid_request',
				'Value passed for the authorization code was invalid.',
			);
		}
		if (parameters.get('redirect_uri') !== code.redirectUri) {
			return oauthError(
				400,
				'invalid_request',
				'Value passed for the redirect uri did not match the uri of the authorization code.',
			);
		}
		const verifier = parameters.get('code_verifier') ?? '';
		const challenge =
			code.method === 's256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
		if (challenge !== code.challenge) {
			return oauthError(
				400,
				'invalid_request',
				'Value passed for the code verifier did not match the code challenge.',
			);
		}
		return answer(tokens.issue(code));
	}

	return {
		authorize,
		token,
		revoke(request: TokenRequest): Answer {
			const refused = checkClient(request);
			if (refused) return refused;
			const userId = tokens.revoke(request.parameters.get('token') ?? '');
			if (userId !== undefined) tell({ kind: 'revoked', userId });
			return { status: 200, body: { revoked: true } };
		},
		/** `POST /oauth2/token`: the app's own bearer for its consumer key and secret. */
		appToken({ parameters, authorization }: TokenRequest): Answer {
			const [key, secret] = basic(authorization) ?? [];
			const known = key === APP.oauth1.consumerKey && secret === APP.oauth1.consumerSecret;
			if (!known || parameters.get('grant_type') !== 'client_credentials') {
				const message = 'Unable to verify your credentials';
				return {
					status: 403,
					body: { errors: [{ code: 99, label: 'authenticity_token_error', message }] },
					note: message,
				};
			}
			return { status: 200, body: { token_type: 'bearer', access_token: APP.bearer } };
		},
	};
}

/** Basic header or client id in the body; a secret that is given must be right. */
function checkClient({ parameters, authorization }: TokenRequest): Answer | undefined {
	const [id, secret] = basic(authorization) ?? [
		parameters.get('client_id'),
		parameters.get('client_secret') ?? APP.clientSecret,
	];
	if (id === APP.clientId && secret === APP.clientSecret) return undefined;
	return oauthError(401, 'unauthorized_client', 'Missing valid authorization header');
}

function basic(authorization = ''): [string, string] | undefined {
	const match = /^basic\s+(.+)$/i.exec(authorization);
	if (!match) return undefined;
	const [id, ...secret] = Buffer.from(match[1], 'base64').toString('utf8').split(':');
	return [decodeURIComponentSafely(id), decodeURIComponentSafely(secret.join(':'))];
}

function decodeURIComponentSafely(text: string): string {
	return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text);
}

const answer = (issued: IssuedTokens): Answer => ({
	status: 200,
	body: {
		token_type: 'bearer',
		expires_in: ACCESS_TOKEN_SECONDS,
		access_token: issued.accessToken,
		scope: issued.scopes.join(' '),
		...(issued.refreshToken ? { refresh_token: issued.refreshToken } : {}),
	},
});

const oauthError = (status: number, error: string, description: string): Answer => ({
	status,
	body: { error, error_description: description },
	note: description,
});

const invalidToken = (): Answer =>
	oauthError(400, 'invalid_request', 'Value passed for the token was invalid.');
