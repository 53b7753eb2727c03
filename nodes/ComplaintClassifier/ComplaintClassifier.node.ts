import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { classify } from '../../src/domain/triage/classify';
import type { Post, TriageOptions } from '../../src/domain/triage/classify';
import { toPost } from '../../src/domain/triage/post';
import { categories } from '../../src/domain/triage/triage';
import type { Category } from '../../src/domain/triage/triage';
import { properties } from './description';

/** Judges each post locally and adds `triage` to its item; no network, no credential. */
export class ComplaintClassifier implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Complaint Classifier',
		name: 'complaintClassifier',
		icon: { light: 'file:complaint-classifier.svg', dark: 'file:complaint-classifier.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["outputMode"] === "perCategory" ? "one output per category" : "adds triage" }}',
		description:
			'Tells complaints, questions, praise and comments apart, with urgency and reasons; nothing leaves your n8n',
		defaults: { name: 'Complaint Classifier' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs:
			'={{ $parameter["outputMode"] === "perCategory" ? ["Complaint", "Question", "Praise", "Comment", "Not for Us", "Unsure"].map((displayName) => ({ type: "main", displayName })) : ["main"] }}',
		hints: [
			{
				message:
					'Connect the "Unsure" output to a person: these posts are not spam, they are not understood.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition: '={{ $parameter["outputMode"] === "perCategory" }}',
			},
		],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const isPerCategory = this.getNodeParameter('outputMode', 0) === 'perCategory';
		const outputs: INodeExecutionData[][] = (isPerCategory ? categories : ['all']).map(() => []);
		const toOutput = (category: Category) => (isPerCategory ? categories.indexOf(category) : 0);

		for (let i = 0; i < items.length; i++) {
			try {
				const triage = classify(readPost(this, items[i], i), undefined, readOptions(this, i));
				outputs[toOutput(triage.category)].push({
					...items[i],
					json: { ...items[i].json, triage: triage as unknown as IDataObject },
					pairedItem: { item: i },
				});
			} catch (error) {
				if (!this.continueOnFail()) {
					throw new NodeOperationError(this.getNode(), error as Error, { itemIndex: i });
				}
				outputs[toOutput('unsure')].push({
					json: { ...items[i].json, error: (error as Error).message },
					pairedItem: { item: i },
				});
			}
		}
		return outputs;
	}
}

function readPost(context: IExecuteFunctions, item: INodeExecutionData, itemIndex: number): Post {
	const language = context.getNodeParameter('options.language', itemIndex, '') as string;
	const override = language.trim() === '' ? {} : { language: language.trim() };
	if (context.getNodeParameter('textSource', itemIndex) === 'text') {
		const text: unknown = context.getNodeParameter('text', itemIndex, '');
		if (typeof text === 'string') return { text, ...override };
		throw new NodeOperationError(
			context.getNode(),
			`'Text' is ${toKind(text)}, not a text [item ${itemIndex}]`,
			{
				itemIndex,
				description: "Point 'Text' to a field that holds the words of the post.",
			},
		);
	}
	const reading = toPost(item.json.event);
	if ('post' in reading) return { ...reading.post, ...override };
	throw new NodeOperationError(
		context.getNode(),
		`The item has no usable post: '${reading.field}' is ${toKind(reading.value)} [item ${itemIndex}]`,
		{
			itemIndex,
			description:
				"Connect an X Care Trigger in front of this node, or set 'Text Source' to 'Own Text' and name the field that holds the words.",
		},
	);
}

function readOptions(context: IExecuteFunctions, itemIndex: number): TriageOptions {
	const option = (name: string) =>
		context.getNodeParameter(`options.${name}`, itemIndex, '') as string;
	return {
		unsureBelow: context.getNodeParameter('unsureBelow', itemIndex, 0.5) as number,
		notForUsWords: toList(option('notForUsWords')),
		urgentWords: toList(option('urgentWords')),
	};
}

function toList(commaSeparated: string): string[] {
	return commaSeparated
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

function toKind(value: unknown): string {
	if (value === undefined) return 'missing';
	if (value === null) return 'null';
	return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}
