import type { INodeProperties } from 'n8n-workflow';

/** The table of seals, read by a node before: the node's input is the history. */
export const seals: INodeProperties = {
	displayName: 'Seals',
	name: 'seals',
	type: 'json',
	default: "={{ $('Seals').all().map((it) => it.json) }}",
	required: true,
	description:
		"The rows of the table of seals. Read them with a Data Table node before this one, named Seals here, with 'Always Output Data' and 'Execute Once' on.",
};
