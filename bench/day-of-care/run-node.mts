import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

import { runNode } from './common-js.mts';

/** One node in a workflow; what n8n keeps for it lasts from run to run. Returns the items of its first output. */
export type NodeInWorkflow = (
	parameters: INodeParameters,
	input?: INodeExecutionData[],
) => Promise<INodeExecutionData[]>;

/** Runs it on n8n's engine; throws what stops it. */
export function placeNode(
	nodeType: INodeType,
	nodeId: string,
	credentials: Pick<
		NonNullable<Parameters<typeof runNode>[1]>,
		'credentials' | 'credentialTypes' | 'credentialId'
	> = {},
): NodeInWorkflow {
	return async (parameters, input = [{ json: {} }]) => {
		const { outputs, error } = await runNode(nodeType, {
			parameters,
			input,
			nodeId,
			...credentials,
		});
		if (error) throw error;
		return outputs[0] ?? [];
	};
}
