import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Post } from '../../domain/triage/classify';
import { toPost } from '../../domain/triage/post';
import { isObject } from '../setting';

/** The post an item is about, from its event or from the text ops staff named. Throws `NodeOperationError`. */
export function readPost(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	itemIndex: number,
	language?: string,
): Post {
	const override = language === undefined ? {} : { knownLanguage: language };
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

/** Who wrote it, as far as the item tells. */
export function findAuthor(item: INodeExecutionData): { handle?: string; name?: string } {
	const { handle, name } = toObject(toObject(item.json.event).author);
	return {
		...(typeof handle === 'string' && { handle }),
		...(typeof name === 'string' && { name }),
	};
}

/** Handle of the account of ours that was addressed, where the item tells. */
export function findAccount(item: INodeExecutionData): string | undefined {
	const { handle } = toObject(toObject(item.json.event).account);
	return typeof handle === 'string' ? handle : undefined;
}

const toObject = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

function toKind(value: unknown): string {
	if (value === undefined) return 'missing';
	if (value === null) return 'null';
	return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}
