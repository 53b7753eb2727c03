import type { IAllExecuteFunctions, ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { HttpSend } from '../../http';
import { createHttpSend } from '../http-send';
import { withoutSecrets } from '../without-secrets';
import type { DeskBinding } from './binding';

/** What a desk is reached with. */
export interface DeskConnection {
	credentials: ICredentialDataDecryptedObject;
	/** Calls signed by the credential. */
	send: HttpSend;
	/** The same object, whose failures repeat no secret of the credential. */
	guard: <T extends object>(owner: T) => T;
}

/** Reads the desk's credential, for one item where there are items. Throws n8n's errors. */
export async function connect(
	context: IAllExecuteFunctions,
	{ credential, toBaseUrl }: Pick<DeskBinding, 'credential' | 'toBaseUrl'>,
	{ itemIndex, timeoutMs }: { itemIndex?: number; timeoutMs?: number } = {},
): Promise<DeskConnection> {
	const fetchCredentials = async () => await context.getCredentials(credential, itemIndex);
	const credentials = await fetchCredentials();
	return {
		credentials,
		send: createHttpSend(context, credential, toBaseUrl(credentials), { timeoutMs }),
		guard: (owner) => withoutSecrets(owner, credentials, fetchCredentials),
	};
}
