/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeType } from 'n8n-workflow';

const root = path.resolve(__dirname, '../..');
const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	n8n: { nodes: string[] };
};
const files = n8n.nodes.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, ''));

it.each(files)(
	'%s shows every field: the editor hides those that the choice of authentication is shown by',
	async (file) => {
		const module = (await import(path.join(root, file))) as Record<string, new () => INodeType>;
		const node = new module[path.basename(file).split('.')[0]]();
		const { credentials = [], properties } = node.description;
		const choosers = credentials.flatMap(({ displayOptions }) =>
			Object.keys(displayOptions?.show ?? {}),
		);
		// Without a field of that name the editor takes none for the choice of authentication.
		if (!choosers.includes('authentication')) return;
		const hidden = properties
			.filter(({ name }) => choosers.includes(name))
			.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
		expect(hidden).toEqual([]);
	},
);
