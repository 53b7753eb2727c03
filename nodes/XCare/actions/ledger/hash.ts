import { toHandedOn } from '../../../../src/n8n/x-care/act-on-item';
import { toLedger } from '../../../../src/n8n/x-care/ledger';
import type { LocalOperation } from '../../../../src/n8n/x-care/operation';
import { runEach } from '../../../../src/n8n/x-care/run-local';

export const hash: LocalOperation = {
	effect: 'local',
	done: 'hashed',
	properties: [
		{
			displayName:
				'Adds the key <b>ledger</b> to each item: the row for the table with the history. Insert it with a Data Table node behind this one.',
			name: 'ledgerNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Decision',
			name: 'decision',
			type: 'string',
			default: '',
			placeholder: 'e.g. case',
			description:
				'What was decided. Leave empty for "case" or "reply" where the item has one, "noted" for what was only to be known, and "parked" for all else.',
		},
		{
			displayName: 'Keep the Text of Posts',
			name: 'keepPosts',
			type: 'boolean',
			default: true,
			description:
				'Whether the words of public posts stand in the history. When a post is deleted on X, they have to be redacted.',
		},
		{
			displayName: 'Keep the Text of Private Messages',
			name: 'keepMessages',
			type: 'boolean',
			default: false,
			description: 'Whether the words of direct messages stand in the history',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			description:
				'Why it was decided so. Leave empty for what the classifier went by. Do not quote the post: the reason stays when the post is redacted. Words in quotes that stand in the post are taken out.',
		},
	],
	run: (context) =>
		runEach(context, (item, itemIndex) => {
			const ledger = { ...toLedger(context, itemIndex) };
			const handedOn = toHandedOn({ context, item });
			return {
				...handedOn,
				json: { ...handedOn.json, ledger },
				pairedItem: { item: itemIndex },
			};
		}),
};
