import type { Clock } from './clock.mts';
import type { OAuth1Secret } from './oauth1.mts';
import { COMPANY_ID } from './seed.mts';

/** The one developer app and the tokens it has. Readable on purpose: they are worth nothing outside the sandbox. */
export const APP = {
	clientId: 'sandbox-client',
	clientSecret: 'sandbox-client-secret',
	bearer: 'sandbox-app-token',
	oauth1: {
		consumerKey: 'sandbox-consumer-key',
		consumerSecret: 'sandbox-consumer-secret',
		token: 'sandbox-access-token',
		tokenSecret: 'sandbox-access-token-secret',
	},
};
export const USER_TOKEN = 'sandbox-user-token';
export const REFRESH_TOKEN = 'sandbox-refresh-token';
export const ALL_SCOPES =
	'tweet.read users.read follows.read tweet.write tweet.moderate.write dm.read dm.write media.write offline.access mute.read mute.write block.read';
export const ACCESS_TOKEN_SECONDS = 7200;

export interface Grant {
	userId: string;
	scopes: string[];
}

export interface IssuedTokens extends Grant {
	accessToken: string;
	refreshToken?: string;
}

export type Tokens = ReturnType<typeof createTokens>;

export function createTokens(clock: Clock) {
	const access = new Map<string, Grant & { expiresAtMs: number; expired: boolean }>();
	const refresh = new Map<string, Grant>();
	/** OAuth1 access tokens: they do not expire. */
	const oauth1 = new Map<string, OAuth1Secret & { userId: string }>();
	let serial = 0;

	const company: Grant = { userId: COMPANY_ID, scopes: ALL_SCOPES.split(' ') };
	// The documented token lives until `tokenExpired` says otherwise: a demo runs longer than two hours.
	access.set(USER_TOKEN, { ...company, expiresAtMs: Infinity, expired: false });
	refresh.set(REFRESH_TOKEN, company);
	oauth1.set(APP.oauth1.token, { ...APP.oauth1, userId: COMPANY_ID });

	function issue(grant: Grant): IssuedTokens {
		serial++;
		const accessToken = `sandbox-user-token-${serial}`;
		const expiresAtMs = clock.now() + ACCESS_TOKEN_SECONDS * 1000;
		access.set(accessToken, { ...grant, expiresAtMs, expired: false });
		if (!grant.scopes.includes('offline.access')) return { ...grant, accessToken };
		const refreshToken = `sandbox-refresh-token-${serial}`;
		refresh.set(refreshToken, grant);
		return { ...grant, accessToken, refreshToken };
	}

	return {
		issue,
		grantOf(accessToken: string): Grant | 'expired' | undefined {
			const found = access.get(accessToken);
			if (!found) return undefined;
			return found.expired || clock.now() >= found.expiresAtMs ? 'expired' : found;
		},
		issueOAuth1(userId: string): OAuth1Secret {
			serial++;
			const issued = {
				token: `${userId}-sandbox-access-token-${serial}`,
				tokenSecret: `sandbox-access-token-secret-${serial}`,
			};
			oauth1.set(issued.token, { ...issued, userId });
			return issued;
		},
		oauth1Of: (token: string) => oauth1.get(token),
		/** Takes a refresh token out of use; the second try finds nothing. */
		redeem(refreshToken: string): Grant | undefined {
			const grant = refresh.get(refreshToken);
			refresh.delete(refreshToken);
			return grant;
		},
		/** Whose it was; undefined when there was no such token. */
		revoke(token: string): string | undefined {
			const { userId } = access.get(token) ?? refresh.get(token) ?? {};
			access.delete(token);
			refresh.delete(token);
			return userId;
		},
		/** The user takes the app's access away: all OAuth2 tokens they gave it end. */
		revokeAllOf(userId: string): void {
			for (const tokens of [access, refresh]) {
				for (const [token, grant] of tokens) if (grant.userId === userId) tokens.delete(token);
			}
		},
		/** Ends (or revives) the access tokens that exist now; later ones are not touched. */
		expireAll(expired: boolean): void {
			for (const token of access.values()) token.expired = expired;
		},
	};
}
