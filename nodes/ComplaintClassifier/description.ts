import type { INodeProperties } from 'n8n-workflow';

import { classifyFields } from './fields/classify';
import { operation } from './fields/operation';
import { options } from './fields/options';
import { shareFields } from './fields/shares';
import { trainFields } from './fields/train';

/** The parameters of an operation, shown for it alone. */
function showFor(operationName: string, properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...property.displayOptions?.show, operation: [operationName] },
		},
	}));
}

export const properties: INodeProperties[] = [
	operation,
	...showFor('classify', [...classifyFields, options]),
	...showFor('train', trainFields),
	...showFor('shares', shareFields),
];
