import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { XCareOAuth2Api } from '../../credentials/XCareOAuth2Api.credentials';
import { FollowerApproval } from '../../nodes/FollowerApproval/FollowerApproval.node';
import { toXCredential } from './credentials-helper';
import { type NodeRun, runNode } from './node-context';
import type { Sandbox } from './sandbox';

let serial = 0;

/** One Follower Approval node, connected to the sandbox; what was spent counts from its first run on. */
export function createFollowerApproval(sandbox: Sandbox) {
	const credentialId = `follower-approval-${++serial}`;
	return async (
		parameters: INodeParameters,
		/** Null: the branch gave nothing. Undefined: nothing is connected. */
		inputs: Array<IDataObject[] | null | undefined>,
		more: Partial<Parameters<typeof runNode>[1]> = {},
	): Promise<NodeRun> =>
		await runNode(new FollowerApproval(), {
			parameters,
			inputs: inputs
				.filter((rows) => rows !== undefined)
				.map((rows) => (rows ? toItems(rows) : null)),
			credentials: toXCredential(sandbox.url),
			credentialTypes: [new XCareOAuth2Api()],
			credentialId,
			...more,
		});
}

const toItems = (rows: IDataObject[]): INodeExecutionData[] => rows.map((json) => ({ json }));

/** What leaves, by output. */
export const toJson = ({ outputs }: NodeRun): IDataObject[][] =>
	outputs.map((items) => items.map(({ json }) => json));

/** Paths X was asked for, in order. */
export async function findCalls(sandbox: Sandbox): Promise<string[]> {
	const requests = await sandbox.control<Array<{ path: string }>>('GET', 'requests');
	return requests.map(({ path }) => path);
}

/** People who follow the company, and the company's count of them. */
export async function makeFollowers(
	sandbox: Sandbox,
	handles: string[],
	count?: number,
): Promise<Array<{ id: string; handle: string }>> {
	const drafts = handles.map((handle) => ({ handle, name: handle, connection: ['followed_by'] }));
	const made = await sandbox.control<Array<{ id: string; handle: string }>>(
		'POST',
		'users',
		drafts,
	);
	await setFollowerCount(sandbox, count ?? seededFollowers + handles.length);
	return made;
}

/** Two of the sandbox's people follow the company from the start. */
export const seededFollowers = 2;

export const setFollowerCount = async (sandbox: Sandbox, followers: number) =>
	await sandbox.control('PATCH', 'users/acmecare', { followers });
