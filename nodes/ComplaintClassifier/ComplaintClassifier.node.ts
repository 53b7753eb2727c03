import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { classifyItems } from '../../src/n8n/complaint-classifier/classify-items';
import { shareItems } from '../../src/n8n/complaint-classifier/share-items';
import { trainItems } from '../../src/n8n/complaint-classifier/train-items';
import { properties } from './description';

const operations: Partial<
	Record<string, (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>>
> = { classify: classifyItems, shares: shareItems, train: trainItems };

/** Judges each post here and adds `triage` to its item; no network and no credential of its own. */
export class ComplaintClassifier implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Complaint Classifier',
		name: 'complaintClassifier',
		icon: { light: 'file:complaint-classifier.svg', dark: 'file:complaint-classifier.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { train: "train on your posts", shares: "share of classes" }[$parameter["operation"]] ?? ($parameter["outputMode"] === "perCategory" ? "classify: one output per category" : "classify: adds triage") }}',
		description:
			'Tells complaints, questions, praise and comments apart, with urgency and reasons; nothing leaves your n8n unless you connect a language model',
		defaults: { name: 'Complaint Classifier' },
		usableAsTool: true,
		inputs: `={{ ($parameter["operation"] ?? "classify") === "classify" && $parameter["askLanguageModel"] ? [{ type: "${NodeConnectionTypes.Main}" }, { type: "${NodeConnectionTypes.AiLanguageModel}", displayName: "Language Model", required: true, maxConnections: 1 }] : [{ type: "${NodeConnectionTypes.Main}" }] }}`,
		outputs:
			'={{ ($parameter["operation"] ?? "classify") === "classify" && $parameter["outputMode"] === "perCategory" ? ["Complaint", "Question", "Praise", "Comment", "Not for Us", "Unsure"].map((displayName) => ({ type: "main", displayName })) : ["main"] }}',
		hints: [
			{
				message:
					'Connect the "Unsure" output to a person: these posts are not spam, they are not understood.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["operation"] === "classify" && $parameter["outputMode"] === "perCategory" }}',
			},
			{
				message:
					'The text of posts that are unsure goes to the language model you connect. All others are judged here.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["operation"] === "classify" && $parameter["askLanguageModel"] }}',
			},
		],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = this.getNodeParameter('operation', 0, 'classify') as string;
		const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
		if (operation) return await operation(this);
		throw new NodeOperationError(
			this.getNode(),
			`Complaint Classifier has no operation "${name}"`,
			{ description: "Choose 'Operation' from the list." },
		);
	}
}
