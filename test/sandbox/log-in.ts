import type { Sandbox } from '../support/sandbox';

const REDIRECT = 'http://127.0.0.1/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-for-the-standard-0123456789';

/** Logs in with OAuth2 as anybody; returns the Authorization header of their token. */
export async function logIn(
	sandbox: Sandbox,
	handle: string,
	scope = 'tweet.read users.read dm.read dm.write',
): Promise<string> {
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: 'sandbox-client',
		redirect_uri: REDIRECT,
		scope,
		state: 'any',
		code_challenge: VERIFIER,
		code_challenge_method: 'plain',
		login: handle,
	});
	const consent = await fetch(`${sandbox.url}/i/oauth2/authorize?${query.toString()}`, {
		redirect: 'manual',
	});
	const response = await fetch(`${sandbox.url}/2/oauth2/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'authorization_code',
			client_id: 'sandbox-client',
			code: new URL(consent.headers.get('location')!).searchParams.get('code')!,
			redirect_uri: REDIRECT,
			code_verifier: VERIFIER,
		}),
	});
	const { access_token: token } = (await response.json()) as { access_token: string };
	return `Bearer ${token}`;
}
