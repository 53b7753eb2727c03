import type { IDataObject } from 'n8n-workflow';

import { XCareAppOnlyApi } from '../../credentials/XCareAppOnlyApi.credentials';
import { XCareOAuth1Api } from '../../credentials/XCareOAuth1Api.credentials';
import { XCareOAuth2Api } from '../../credentials/XCareOAuth2Api.credentials';
import { XCareTrigger } from '../../nodes/XCareTrigger/XCareTrigger.node';
import type { XEvent } from '../../src/domain/event';
import { toXCredential } from './credentials-helper';
import { createPolledNode, type PolledNode } from './poll-context';
import type { Sandbox } from './sandbox';

let workflows = 0;

/** An X Care Trigger in a process that knows nothing yet; with `staticData`, after a restart. */
export function startTrigger(
	sandbox: Sandbox,
	parameters: IDataObject,
	more: { staticData?: IDataObject; credentials?: object } = {},
): PolledNode {
	return createPolledNode(new XCareTrigger(), {
		workflowId: `trigger-${++workflows}`,
		parameters,
		credentials: (more.credentials ?? toXCredential(sandbox.url)) as never,
		credentialTypes: [new XCareOAuth2Api(), new XCareOAuth1Api(), new XCareAppOnlyApi()],
		staticData: more.staticData,
	});
}

/** What n8n's database holds of it. */
export const toStored = (node: PolledNode) =>
	JSON.parse(JSON.stringify(node.staticData)) as IDataObject;

export const toEvents = (items: Awaited<ReturnType<PolledNode['poll']>>) =>
	(items ?? []).map(({ json }) => json.event as unknown as XEvent);

/** So much later; X's clock goes along. */
export async function passTime(sandbox: Sandbox, ms: number): Promise<void> {
	const now = Date.now();
	await sandbox.control('POST', 'clock', { advanceMs: ms });
	jest.spyOn(Date, 'now').mockImplementation(() => now + ms);
}
