import { createHash } from 'crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { OwnPost } from '../../domain/policy/facts';
import type { Charge } from '../../domain/spend/charge';
import type { XUser } from '../../domain/user';
import type { XClient } from '../../x/client';
import { fetchMe } from '../../x/users';
import { openX, xCredentialTypes } from '../open-x';
import { readOwnPosts } from './own-posts';
import { createPurse, type Purse } from './purse';

/** What all items of one run share: the connection to X, whose it is, and what was spent. */
export interface Session {
	client: XClient;
	/** Which X it is. */
	apiBaseUrl: string;
	/** Which X and which credential. */
	owner: string;
	authentication: 'oAuth1' | 'oAuth2';
	/** The account also owns the developer app, so its own timelines cost a fifth. */
	ownsApp: boolean;
	purse: Purse;
	/** The account the credential belongs to; looked up once an hour. */
	account(): Promise<XUser>;
	/** Our posts of the last 48 hours, or after a post; read once per run unless asked for anew. */
	ownPosts(options?: { anew: boolean; sinceId?: string }): Promise<OwnPost[]>;
	/** The next items of the run are compared with what this one has posted. */
	noteOwnPosts(posts: OwnPost[]): void;
}

/** As far as it tells one log-in from another. */
interface LogIn {
	apiBaseUrl: string;
	accessToken?: string;
	oauthTokenData?: { access_token?: string };
}

const hourMs = 3_600_000;

/** Accounts by credential. A restart forgets them, which costs one look-up. */
const accounts = new Map<string, { account: XUser; untilMs: number }>();

export async function openSession(context: IExecuteFunctions): Promise<Session> {
	const authentication = context.getNodeParameter(
		'authentication',
		0,
		'oAuth2',
	) as Session['authentication'];
	const options = context.getNodeParameter('connection', 0, {}) as {
		ownsApp?: boolean;
		waitAtMost?: number;
		timeout?: number;
	};
	const client = await openX(context, authentication, {
		waitAtMostMs: (options.waitAtMost ?? 60) * 1000,
		timeoutMs: (options.timeout ?? 30) * 1000,
	});
	const ownsApp = options.ownsApp ?? false;
	const credential = context.getNode().credentials?.[xCredentialTypes[authentication]];
	const secrets = await context.getCredentials<LogIn>(xCredentialTypes[authentication]);
	const owner = [secrets.apiBaseUrl, authentication, credential?.id, credential?.name].join(' ');
	const token = secrets.oauthTokenData?.access_token ?? secrets.accessToken ?? '';
	// Somebody else may have been connected since.
	const logIn = `${owner} ${createHash('sha256').update(token).digest('hex')}`;
	const purse = createPurse(context, owner);
	const onCharges = (charges: Charge[]) => purse.pay(charges);

	async function account(): Promise<XUser> {
		const known = accounts.get(logIn);
		if (known && Date.now() < known.untilMs) return known.account;
		const { user, charges } = await fetchMe(client);
		onCharges(charges);
		accounts.set(logIn, { account: user, untilMs: Date.now() + hourMs });
		return user;
	}

	let ownPosts: OwnPost[] | undefined;
	return {
		client,
		apiBaseUrl: secrets.apiBaseUrl,
		owner,
		authentication,
		ownsApp,
		purse,
		account,
		async ownPosts({ anew, sinceId } = { anew: false }) {
			if (ownPosts && !anew) return ownPosts;
			const settings = { owner, ownsApp, purse, anew, sinceId };
			const read = await readOwnPosts(client, await account(), settings);
			// Those after a post say nothing about the ones before it.
			if (sinceId === undefined) ownPosts = read;
			return read;
		},
		noteOwnPosts(posts) {
			ownPosts = ownPosts && [...posts, ...ownPosts];
		},
	};
}
