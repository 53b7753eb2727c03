import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { toXCredential } from './common-js.mts';
import { loadCoreNode } from './core-nodes.mts';
import { type NodeInWorkflow, placeNode } from './run-node.mts';

/** n8n's own X node, as it ships, in a workflow; only the address it calls is the sandbox's. */
export function placeBuiltInNode(nodeId: string, sandboxUrl: string): NodeInWorkflow {
	const nodeType = redirect(loadCoreNode('Twitter', 'Twitter', 2), sandboxUrl);
	return placeNode(nodeType, nodeId, {
		credentials: { twitterOAuth2Api: toXCredential(sandboxUrl).xCareOAuth2Api },
		credentialTypes: [
			{ name: 'twitterOAuth2Api', extends: ['oAuth2Api'], displayName: 'X', properties: [] },
		],
	});
}

interface CallOptions {
	url: string;
	qs?: { start_time?: string };
}

type CallWithOAuth2 = (type: string, options: CallOptions) => Promise<unknown>;

/** The address is fixed in the node's code, so it is changed where the node hands its calls to n8n. */
function redirect(nodeType: INodeType, sandboxUrl: string): INodeType {
	return {
		description: nodeType.description,
		async execute(this: IExecuteFunctions) {
			const call = this.helpers.requestOAuth2.bind(this) as unknown as CallWithOAuth2;
			const requestOAuth2: CallWithOAuth2 = async (type, options) =>
				await call(type, toSandbox(options, sandboxUrl));
			const helpers = { ...this.helpers, requestOAuth2 };
			const context = Object.create(this, { helpers: { value: helpers } }) as IExecuteFunctions;
			return await nodeType.execute!.call(context);
		},
	};
}

function toSandbox(options: CallOptions, sandboxUrl: string): CallOptions {
	const { url, qs } = options;
	return {
		...options,
		url: url.replace('https://api.x.com', sandboxUrl),
		// The node writes "+00:00" where X's documentation asks for "Z". Whether X takes it is not known; here it is taken.
		...(qs?.start_time && {
			qs: { ...qs, start_time: new Date(qs.start_time).toISOString() },
		}),
	};
}
