import type { IDataObject } from 'n8n-workflow';

import { toXCredential } from '../../test/support/credentials-helper.ts';
import type { Found, Way } from './way.mts';

/** The Follower Approval node as it was built: *Reconcile*, its defaults, on an account that owns its developer app. */
export const ourNode: Way = {
	name: 'Follower Approval',
	prepare: ({ sandboxUrl, register, followerSet }, _load, built) => ({
		nodes: [
			{
				name: 'Approval',
				type: built.node('FollowerApproval'),
				version: 1,
				parameters: {
					operation: 'reconcile',
					followersFrom: followerSet ? 'fresh' : 'x',
					connection: { ownsApp: true },
				},
			},
		],
		connections: {},
		starts: [
			{
				node: 'Approval',
				// An empty table, read with *Always Output Data*, gives one empty item.
				inputs: [followerSet ?? [{}], register].map(toItems),
			},
		],
		credentials: toXCredential(sandboxUrl),
		credentialTypes: [built.credentialType('XCareOAuth2Api')],
	}),
	read: ({ out }) =>
		out('Approval').map((json): Found => {
			const { user, approval } = json as unknown as Item;
			return { userId: user.id, email: approval.official?.email, status: approval.status };
		}),
	keep: ({ out }) => out('Approval', 1),
};

interface Item {
	user: { id?: string };
	approval: { status: Found['status']; official?: { email?: string } };
}

const toItems = (rows: IDataObject[]) => rows.map((json) => ({ json }));
