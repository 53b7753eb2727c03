import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** Works out which share each class has over time: `category` and `at` per item; `period`, `timezone`, `minimumPosts` for all. */
export async function shareItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	throw new NodeOperationError(context.getNode(), "'Share of Classes' is not there yet", {
		description: "Choose 'Classify' as the 'Operation'.",
	});
}
