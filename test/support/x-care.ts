import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { XCareAppOnlyApi } from '../../credentials/XCareAppOnlyApi.credentials';
import { XCareOAuth2Api } from '../../credentials/XCareOAuth2Api.credentials';
import { XCare } from '../../nodes/XCare/XCare.node';
import type { XEvent } from '../../src/domain/event';
import { toXCredential } from './credentials-helper';
import { type NodeRun, runNode } from './node-context';
import type { Sandbox } from './sandbox';

let serial = 0;

/** One X Care node of a workflow, connected to the sandbox; what n8n keeps for it lasts from run to run. */
export function createXCare(sandbox: Sandbox) {
	const nodeId = `x-care-${++serial}`;
	return async (
		parameters: INodeParameters,
		input: INodeExecutionData[] = [{ json: {} }],
		more: Partial<Parameters<typeof runNode>[1]> = {},
	): Promise<NodeRun> =>
		await runNode(new XCare(), {
			parameters: { resource: 'post', ...parameters },
			input,
			credentials: {
				...toXCredential(sandbox.url),
				xCareAppOnlyApi: { bearerToken: 'sandbox-app-token', apiBaseUrl: sandbox.url },
			},
			credentialTypes: [new XCareOAuth2Api(), new XCareAppOnlyApi()],
			nodeId,
			credentialId: nodeId,
			...more,
		});
}

export interface LoggedRequest {
	method: string;
	path: string;
	body?: Record<string, unknown>;
	status: number;
	priceUsd: number;
}

/** What the sandbox was asked to do, without what it was only asked. */
export async function findWrites(sandbox: Sandbox): Promise<LoggedRequest[]> {
	const requests = await sandbox.control<LoggedRequest[]>('GET', 'requests');
	return requests.filter(({ method }) => method !== 'GET');
}

/** An item as the trigger makes it, for a post that is in the sandbox. */
export async function toMentionItem(
	sandbox: Sandbox,
	run: ReturnType<typeof createXCare>,
	postId: string,
): Promise<INodeExecutionData & { json: { event: XEvent } }> {
	const { outputs } = await run({ operation: 'get', postId: { mode: 'id', value: postId } });
	await sandbox.control('DELETE', 'requests');
	return outputs[0][0] as unknown as INodeExecutionData & { json: { event: XEvent } };
}
