import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { HttpFailure } from '../../http';
import type { SigningSecrets } from '../../x/activity/signature';
import { type Authentication, xCredentialTypes } from '../open-x';

export type ActivityHost = IHookFunctions | IWebhookFunctions;

export interface ActivitySettings {
	authentication: Exclude<Authentication, 'appOnly'>;
	/** Names of `listenings`; whatever else is in it is left out later. */
	events: unknown[];
	/** Whether kinds of events that X has added since become items. */
	handsOnUnknown: boolean;
	/** With which secret X wants its check to be answered. */
	checkedWith: 'apiKeySecret' | 'clientSecret';
	/** What the account is found by: a look-up holds as long as this stays the same. */
	foundBy: string;
}

export function readActivitySettings(context: ActivityHost): ActivitySettings {
	const authentication = context.getNodeParameter(
		'authentication',
		'oAuth2',
	) as ActivitySettings['authentication'];
	const options = context.getNodeParameter('settings', {}) as {
		handOnUnknown?: boolean;
		checkedWith?: ActivitySettings['checkedWith'];
	};
	const events = context.getNodeParameter('events', []);
	const credential = context.getNode().credentials?.[xCredentialTypes[authentication]];
	return {
		authentication,
		events: Array.isArray(events) ? events : [],
		handsOnUnknown: options.handOnUnknown === true,
		checkedWith: options.checkedWith ?? 'apiKeySecret',
		foundBy: `${authentication} ${credential?.id ?? ''}`,
	};
}

/** What X signs with, out of the node's two credentials. */
export async function readSecrets(
	context: ActivityHost,
	{ authentication }: ActivitySettings,
): Promise<SigningSecrets> {
	const app = await context.getCredentials('xCareAppOnlyApi');
	const user = await context.getCredentials(xCredentialTypes[authentication]);
	const consumerSecret = toSecret(app.apiKeySecret) ?? toSecret(user.consumerSecret);
	const clientSecret = toSecret(user.clientSecret);
	return {
		...(consumerSecret !== undefined && { consumerSecret }),
		...(clientSecret !== undefined && { clientSecret }),
	};
}

const toSecret = (value: unknown) =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** The one that answers X's check. Throws `HttpFailure` when it is not known. */
export function toCheckSecrets(
	{ consumerSecret, clientSecret }: SigningSecrets,
	{ checkedWith }: ActivitySettings,
): SigningSecrets {
	const secret = checkedWith === 'apiKeySecret' ? consumerSecret : clientSecret;
	if (secret !== undefined) return { consumerSecret: secret };
	throw new HttpFailure(
		'misconfigured',
		`The ${checkedWith === 'apiKeySecret' ? 'API key secret' : 'OAuth2 client secret'} is not known, and X signs its events with it`,
		{
			hint:
				checkedWith === 'apiKeySecret'
					? "Enter 'API Key Secret' in the X Care App-Only credential; it stands under 'Keys and tokens' in the X developer console."
					: "Choose an OAuth2 credential, or 'API Key Secret' under 'Check Is Signed With'.",
		},
	);
}
