import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** Makes a model of labelled posts: `text` and `label` per item, `modelName` for all. */
export async function trainItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	throw new NodeOperationError(context.getNode(), "'Train on Your Posts' is not there yet", {
		description: "Choose 'Classify' as the 'Operation'.",
	});
}
