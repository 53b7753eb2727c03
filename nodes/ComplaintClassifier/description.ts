import type { INodeProperties } from 'n8n-workflow';

import { showFor } from '../../src/n8n/show-for';
import { classifyFields } from './fields/classify';
import { operation } from './fields/operation';
import { options } from './fields/options';
import { shareFields } from './fields/shares';
import { trainFields } from './fields/train';

export const properties: INodeProperties[] = [
	operation,
	...showFor({ operation: 'classify' }, [...classifyFields, options]),
	...showFor({ operation: 'train' }, trainFields),
	...showFor({ operation: 'shares' }, shareFields),
];
