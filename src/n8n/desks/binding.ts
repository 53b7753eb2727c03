import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { CaseEventReader, CaseWebhook, CaseWebhookSetUp } from '../../desks/case-events';
import type { Desk, DeskLists, FetchMedia } from '../../desks/desk';
import type { HttpSend } from '../../http';
import type { DeskParameters } from './parameters';

/** How a desk with an API hangs on n8n: its credential, its parameters, and what is made of them. One file per desk. */
export interface DeskBinding<Settings extends object = object> {
	/** Type of the credential that signs its calls. */
	credential: string;
	/** The address its calls go below, from the credential's fields. */
	toBaseUrl(credentials: ICredentialDataDecryptedObject): string;
	/** Plain data; items for which it comes out the same share one desk. Throws `HttpFailure` ("misconfigured") naming the field. */
	readSettings(parameters: DeskParameters, credentials: ICredentialDataDecryptedObject): Settings;
	create(send: HttpSend, settings: Settings, fetchMedia?: FetchMedia): Desk;
	/** @param chosen what another field of the node holds, for a list that depends on it; empty when nothing does */
	toLists?(
		send: HttpSend,
		chosen: (parameter: string) => string,
		credentials: ICredentialDataDecryptedObject,
	): DeskLists;
	/** For desks that are asked. */
	toReader?(send: HttpSend, credentials: ICredentialDataDecryptedObject): CaseEventReader;
	/** For desks that tell. */
	webhook?: {
		toWebhook(credentials: ICredentialDataDecryptedObject): CaseWebhook;
		toSetUp(send: HttpSend, credentials: ICredentialDataDecryptedObject): CaseWebhookSetUp;
	};
}
