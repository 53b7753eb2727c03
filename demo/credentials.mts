import { createHash } from 'node:crypto';
import type { DataTableDesk } from './data-table-desk.mts';
import type { RequestTrackerDesk } from './request-tracker.mts';
import type { Sandbox } from './sandbox.mts';

/** What the demo's credentials lead to. */
export interface FarSide {
	sandbox: Pick<Sandbox, 'url' | 'smtpPort'>;
	desk: RequestTrackerDesk | DataTableDesk;
	/** Where n8n reaches the desk's API. */
	deskUrl: string;
}

export interface ImportedCredential {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** Fills in what the templates ask for, under the names they ask by, as an admin would; none of it is a secret. */
export function toCredentials(
	asked: Array<{ type: string; name: string }>,
	far: FarSide,
): ImportedCredential[] {
	return asked.map(({ type, name }) => {
		const fill = fillers[type];
		if (!fill)
			throw new Error(`The demo does not know how to fill in a credential of type ${type}.`);
		return { id: toId(`${type} ${name}`), name, type, data: fill(far) };
	});
}

const fillers: Record<string, (far: FarSide) => Record<string, unknown>> = {
	xCareOAuth2Api: ({ sandbox }) => ({
		apiBaseUrl: sandbox.url,
		clientId: 'sandbox-client',
		clientSecret: 'sandbox-client-secret',
		oauthTokenData: {
			token_type: 'bearer',
			access_token: 'sandbox-user-token',
			refresh_token: 'sandbox-refresh-token',
			expires_in: 7200,
			scope:
				'tweet.read users.read follows.read tweet.write tweet.moderate.write dm.read dm.write media.write mute.write offline.access',
		},
	}),
	xCareAppOnlyApi: ({ sandbox }) => ({
		apiBaseUrl: sandbox.url,
		bearerToken: 'sandbox-app-token',
		apiKeySecret: 'sandbox-consumer-secret',
	}),
	requestTrackerApi: ({ desk, deskUrl }) => ({
		baseUrl: deskUrl,
		token: 'token' in desk ? desk.token : '',
	}),
	caseDeskHttpApi: ({ desk, deskUrl }) => ({
		baseUrl: `${deskUrl}/api/v1`,
		headerName: 'X-N8N-API-KEY',
		headerSecret: 'apiKey' in desk ? desk.apiKey : '',
		testPath: '/data-tables',
	}),
	smtp: ({ sandbox }) => ({
		host: '127.0.0.1',
		port: sandbox.smtpPort,
		secure: false,
		disableStartTls: true,
		user: '',
		password: '',
	}),
};

/** The same credential gets the same id in every run, so that an import into kept data replaces it. */
function toId(name: string): string {
	return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
