import { createRequire } from 'node:module';

import type { INodeExecutionData, INodeType, VersionedNodeType } from 'n8n-workflow';

import { placeNode } from './run-node.mts';

const require = createRequire(import.meta.url);

/** A node that n8n itself ships, in the version that new workflows get. */
export function loadCoreNode(path: string, name: string, version: number): INodeType {
	const file = `n8n-nodes-base/dist/nodes/${path}/${name}.node.js`;
	const loaded = require(file) as Record<string, new () => VersionedNodeType>;
	return new loaded[name]().getNodeType(version);
}

/** n8n's *Remove Duplicates*, set to what was seen in earlier runs. */
export function placeRemoveDuplicates(nodeId: string, value: string) {
	const run = placeNode(loadCoreNode('Transform/RemoveDuplicates', 'RemoveDuplicates', 2), nodeId);
	return async (items: INodeExecutionData[]): Promise<INodeExecutionData[]> =>
		items.length === 0
			? []
			: await run(
					{
						operation: 'removeItemsSeenInPreviousExecutions',
						logic: 'removeItemsWithAlreadySeenKeyValues',
						dedupeValue: value,
					},
					items,
				);
}
