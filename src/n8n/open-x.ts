import type { IAllExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { XClient } from '../x/client';
import { createXClient } from '../x/client';
import { createPatientSend } from '../x/patient-send';
import { createHttpSend } from './http-send';

/** Value of the *Authentication* parameter → credential type. */
export const xCredentialTypes = {
	oAuth2: 'xCareOAuth2Api',
	oAuth1: 'xCareOAuth1Api',
	appOnly: 'xCareAppOnlyApi',
} as const;

export type Authentication = keyof typeof xCredentialTypes;

export interface OpenXOptions {
	/** How long all waits for X's limits may take together, in milliseconds; 0: X's "come back later" ends the call. */
	waitAtMostMs?: number;
	/** For one call, in milliseconds. */
	timeoutMs?: number;
}

/** X's API with the credential that the node's *Authentication* names. */
export async function openX(
	context: IAllExecuteFunctions,
	authentication: Authentication,
	{ waitAtMostMs, timeoutMs }: OpenXOptions = {},
): Promise<XClient> {
	const type = xCredentialTypes[authentication];
	const { apiBaseUrl } = await context.getCredentials<{ apiBaseUrl: string }>(type);
	const send = createHttpSend(context, type, apiBaseUrl, {
		baseUrlField: 'API Base URL',
		...(timeoutMs === undefined ? {} : { timeoutMs }),
	});
	if (waitAtMostMs === undefined) return createXClient(send, Date.now);
	const patient = createPatientSend(send, {
		waitAtMostMs,
		sleep,
		nowMs: Date.now,
		random: Math.random,
	});
	return createXClient(patient, Date.now);
}
