/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { toSoakCopy } from '../../soak/soak-copy';

const folder = join(__dirname, '../../workflows');
const intakes = readdirSync(folder).filter((name) => /^(01|10|11)-/.test(name));

type Template = Parameters<typeof toSoakCopy>[0] & {
	connections: Record<string, { main: Array<Array<{ node: string }> | null> }>;
};

const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Template;

describe.each(intakes)('the copy of %s that is soaked', (name) => {
	const template = read(name);
	const copy = toSoakCopy(template);
	const forwarder = template.nodes.find(({ type }) => type.endsWith('.caseForwarder'));

	it('writes into the history whatever became of the acknowledgement, and notes why it failed', () => {
		const [done, failed] = template.connections[forwarder?.name ?? ''].main;
		const acknowledge = copy.nodes.find(({ name: node }) => node.startsWith('Acknowledge'));
		expect(copy.connections[acknowledge?.name ?? ''].main).toEqual([done, done, done, failed]);
	});

	it('leaves what it was made from as it is', () => {
		expect(template).toEqual(read(name));
	});

	it('leads to nodes that are there', () => {
		const names = copy.nodes.map(({ name: node }) => node);
		const targets = Object.values(copy.connections).flatMap(({ main }) =>
			main.flatMap((output) => output?.map(({ node }) => node) ?? []),
		);
		expect(targets.filter((target) => !names.includes(target))).toEqual([]);
	});
});
