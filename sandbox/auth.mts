import type { OAuth1Check } from './oauth1.mts';
import { NAMED_PROBLEMS, type Answer } from './problems.mts';
import { ALL_SCOPES, APP, type Tokens } from './tokens.mts';

/** Who calls: X tells the three kinds apart and lets them do different things. */
export type Caller =
	| { kind: 'oauth2-user' | 'oauth1-user'; userId: string; scopes: string[] }
	| { kind: 'app-only'; userId?: undefined; scopes: string[] };

export interface Credentials {
	method: string;
	url: URL;
	authorization?: string;
	form?: URLSearchParams;
}

export function createIdentify(tokens: Tokens, checkOAuth1: OAuth1Check) {
	return ({ method, url, authorization, form }: Credentials): Caller | Answer => {
		const [scheme, value] = split(authorization ?? '');
		if (scheme === 'oauth') {
			const secretOf = (token: string) => tokens.oauth1Of(token)?.tokenSecret;
			const checked = checkOAuth1({ method, url, authorization, form }, secretOf);
			if (!checked.ok) return unauthorized(checked.why);
			const { userId } = tokens.oauth1Of(checked.parameters.get('oauth_token')!)!;
			return { kind: 'oauth1-user', userId, scopes: ALL_SCOPES.split(' ') };
		}
		if (scheme !== 'bearer') return unauthorized('no OAuth or Bearer header');
		if (value === APP.bearer) return { kind: 'app-only', scopes: [] };
		const grant = tokens.grantOf(value);
		if (grant === 'expired') return unauthorized('access token expired');
		if (!grant) return unauthorized('unknown access token');
		return { kind: 'oauth2-user', userId: grant.userId, scopes: grant.scopes };
	};
}

export const isCaller = (result: Caller | Answer): result is Caller => 'kind' in result;

// X says no more than "Unauthorized"; the reason goes into the sandbox's request log.
const unauthorized = (why: string): Answer => ({ ...NAMED_PROBLEMS.unauthorized(), note: why });

function split(header: string): [string, string] {
	const blank = header.indexOf(' ');
	if (blank < 0) return [header.toLowerCase(), ''];
	return [header.slice(0, blank).toLowerCase(), header.slice(blank + 1).trim()];
}
