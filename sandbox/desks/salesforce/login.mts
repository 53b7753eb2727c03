import { randomBytes } from 'node:crypto';
import { DESK_KEY, type DeskAnswer, type DeskRequest, json } from '../service.mts';
import { ME } from './store.mts';

const CLIENT_ID = 'sandbox-desk';
const ORG = '00D000000000001AAA';

/** The client credentials flow of an external client app; the desk's key is a token that never ends, and the client secret. */
export class Login {
	private tokens = new Set<string>();
	/** Whether the app has somebody to run as. */
	hasUser = true;

	expire(): void {
		this.tokens.clear();
	}

	isLoggedIn({ headers }: DeskRequest): boolean {
		const [scheme, token] = (headers.authorization ?? '').split(' ');
		if (!/^(bearer|oauth)$/i.test(scheme)) return false;
		return token === DESK_KEY || this.tokens.has(token);
	}

	/** POST /services/oauth2/token */
	answer({ raw, headers, baseUrl }: DeskRequest): DeskAnswer {
		const form = new URLSearchParams(raw.toString('utf8'));
		const [, basic] = /^basic (.+)$/i.exec(headers.authorization ?? '') ?? [];
		const [id, secret] = basic
			? Buffer.from(basic, 'base64').toString('utf8').split(':')
			: [form.get('client_id'), form.get('client_secret')];
		const refuse = (error: string, words: string) => json(400, { error, error_description: words });
		if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
			return refuse('invalid_request', 'content type must be application/x-www-form-urlencoded');
		}
		if (form.get('grant_type') !== 'client_credentials') {
			return refuse('unsupported_grant_type', 'grant type not supported');
		}
		if (id !== CLIENT_ID) return refuse('invalid_client_id', 'client identifier invalid');
		if (secret !== DESK_KEY) return refuse('invalid_client', 'invalid client credentials');
		if (!this.hasUser) return refuse('invalid_grant', 'no client credentials user enabled');
		const token = `${ORG}!${randomBytes(24).toString('base64url')}`;
		this.tokens.add(token);
		return json(200, {
			access_token: token,
			signature: randomBytes(16).toString('base64'),
			scope: 'api',
			instance_url: baseUrl,
			id: `${baseUrl}/id/${ORG}/${ME}`,
			token_type: 'Bearer',
			issued_at: String(Date.now()),
			api_instance_url: baseUrl,
		});
	}
}

export const identity = (baseUrl: string): string => `${baseUrl}/id/${ORG}/${ME}`;

export const toIdentity = (baseUrl: string) => ({
	...{ id: identity(baseUrl), user_id: ME, organization_id: ORG },
	...{ username: 'x-care@company.example', display_name: 'X Care Integration', active: true },
	urls: {},
});

export const expired = (): DeskAnswer =>
	json(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
